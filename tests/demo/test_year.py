"""The two trainees with a network: phases, milestones, months, a pause, pace in words."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.audit import actions as audit
from lms.audit.actions import Head
from lms.content import library
from lms.db import db
from lms.editions.models import Enrolment
from lms.logbook import queries
from lms.logbook.models import LogEntry, LogEntryVersion
from lms.pauses.models import Pause
from lms.phases import gates
from lms.phases.models import MilestoneReview
from lms.placements.calendar import stretch_number, stretches_of
from lms.placements.models import Placement
from lms.stretches.models import Assessment, Reflection
from lms.stretches.reflections import minima_of
from tests.demo.conftest import LOADED_AT, someone
from tests.visitor import Visitor

PASSWORD = "weft-demo-broker"
TODAY = LOADED_AT.date()


class Year(NamedTuple):
    """What the story of a trainee promises."""

    trainee: str
    course: str
    month: int
    phase: int
    gates: list[tuple[str, str]]
    pace: str
    missing: list[str]


HORIZONTAL = Year(
    "trainee-horizontal",
    "horizontal-network-broker",
    month=7,
    phase=3,
    gates=[("m1", "opened"), ("m2", "not_yet"), ("m2", "opened")],
    pace="En retard sur le plan",
    missing=[
        "3 sur 6 entrées",
        "pas encore d’échange de supervision",
        "pas encore de réflexion",
    ],
)
VERTICAL = Year(
    "trainee-vertical",
    "vertical-network-broker",
    month=6,
    phase=4,
    gates=[("m1", "opened"), ("m2", "opened"), ("m3", "opened")],
    pace="On plan",
    missing=["3 of 6 entries", "talk with the supervisor", "no reflection yet"],
)
YEARS = pytest.mark.parametrize("year", [HORIZONTAL, VERTICAL], ids=lambda year: year.trainee)


@YEARS
def test_the_placement_shows_phase_milestone_pace_and_what_is_missing(
    visitor: Visitor, year: Year
) -> None:
    placement, course = _placement(year), library().courses[year.course]
    period = course.fieldwork.periods[year.phase - 1]
    assert period.milestone
    visitor.get("/login")
    visitor.post("/login", {"email": f"{year.trainee}@demo.example", "password": PASSWORD})

    visitor.get(f"/placements/{placement.id}")

    standing = " ".join(visitor.all(".standing")[0].to_text().split())
    for said in (f"Phase {year.phase} ", period.title, period.milestone.title, year.pace):
        assert said in standing
    lines = [" ".join(line.to_text().split()) for line in visitor.all(".standing .minima li")]
    assert lines == year.missing
    assert visitor.statements == 8


@YEARS
def test_the_months_and_the_gates_are_where_the_story_is(app: Flask, year: Year) -> None:
    placement = _placement(year)
    reviews = db.session.scalars(
        select(MilestoneReview)
        .where(MilestoneReview.placement_id == placement.id)
        .order_by(MilestoneReview.id)
    ).all()

    present = gates.current(gates.phases_of(placement, reviews))

    assert stretch_number(placement, TODAY) == year.month
    assert [(row.milestone, row.decision) for row in reviews] == year.gates
    assert present
    assert present.number == year.phase


@YEARS
def test_each_asking_for_a_gate_shows_all_proofs_and_is_answered_later(
    app: Flask, year: Year
) -> None:
    placement, course = _placement(year), library().courses[year.course]
    milestones = [period.milestone for period in course.fieldwork.periods if period.milestone]
    asked = {milestone.id: len(milestone.proof) for milestone in milestones}
    reviews = db.session.scalars(
        select(MilestoneReview).where(MilestoneReview.placement_id == placement.id)
    ).all()

    assert [len(row.evidence) for row in reviews] == [asked[row.milestone] for row in reviews]
    assert all(row.decided_at and row.asked_at < row.decided_at < LOADED_AT for row in reviews)
    assert all(min(map(len, (*row.evidence, row.reason))) >= 20 for row in reviews)
    assert all(max(map(len, row.evidence)) <= 800 for row in reviews)


@YEARS
def test_each_month_that_is_over_holds_what_the_course_asks(app: Flask, year: Year) -> None:
    placement = _placement(year)
    over = [stretch for stretch in stretches_of(placement) if stretch.last < TODAY]
    reflections = select(Reflection).where(Reflection.placement_id == placement.id)
    reflected = {row.target: row.written_at for row in db.session.scalars(reflections)}
    days = db.session.execute(queries.entries_by_day(placement))

    minima = minima_of(placement, [(row[0], row[1], row[2]) for row in days], reflected)

    assert len(over) == year.month - 1
    assert all(minima[stretch.number].are_met for stretch in over)
    assert set(reflected) == {stretch.target for stretch in over}
    assert [
        stretch.number
        for stretch in over
        if reflected[stretch.target].date() - stretch.last > timedelta(days=1)
    ] == []


@YEARS
def test_each_month_that_is_over_is_assessed_differently(app: Flask, year: Year) -> None:
    placement = _placement(year)
    rows = db.session.scalars(
        select(Assessment).where(Assessment.placement_id == placement.id)
    ).all()

    levels = [tuple(sorted(row.levels.items())) for row in rows]

    assert {row.target for row in rows} == {f"month:{n}" for n in range(1, year.month)}
    assert len(set(levels)) == len(levels)
    assert all(len(set(row.levels.values())) > 1 for row in rows)
    words = {"trainee-horizontal": ("Point fort", "Prochain pas")}
    for said in words.get(year.trainee, ("Strength:", "Next step:")):
        assert all(said in row.comment for row in rows)


@YEARS
def test_a_log_of_months_is_varied_and_mostly_in_the_field(app: Flask, year: Year) -> None:
    versions = db.session.scalars(
        select(LogEntryVersion)
        .join(LogEntry, LogEntry.current_id == LogEntryVersion.id)
        .where(LogEntry.placement_id == _placement(year).id)
    ).all()
    minutes: Counter[str] = Counter()
    for version in versions:
        minutes[version.category] += version.minutes

    assert 40 <= len(versions) <= 60
    assert len({version.activity for version in versions}) == 9
    assert minutes["field"] >= 0.60 * minutes.total()
    assert minutes["travel"] <= 0.15 * minutes.total()


@YEARS
def test_entries_were_asked_about_returned_and_mended(app: Flask, year: Year) -> None:
    entries = db.session.scalars(
        select(LogEntry)
        .options(joinedload(LogEntry.current))
        .where(LogEntry.placement_id == _placement(year).id)
    ).all()
    mended = [row for row in entries if row.current and row.current.number > 1]

    assert {row.state for row in mended} == {"approved"}
    assert len(mended) >= 3
    assert any(row.times_returned for row in mended)
    assert any(not row.times_returned for row in mended)


def test_a_pause_of_three_weeks_was_granted_in_the_fourth_month(app: Flask) -> None:
    placement = _placement(HORIZONTAL)
    pause = db.session.scalars(select(Pause)).one()

    month = stretches_of(placement)[3]
    assert (pause.placement_id, pause.answer) == (placement.id, "granted")
    assert (pause.last_on - pause.first_on).days == 3 * 7 - 1
    assert month.first < pause.first_on
    assert pause.last_on < month.last
    assert pause.decider_id == someone("coordinator").id
    assert pause.asked_at < pause.decided_at < LOADED_AT
    assert pause.decided_at.date() < pause.first_on
    assert placement.paused == [(pause.first_on, pause.last_on)]


def _placement(year: Year) -> Placement:
    query = (
        select(Placement)
        .join(Placement.enrolment)
        .options(
            joinedload(Placement.enrolment).joinedload(Enrolment.edition),
            joinedload(Placement.requirement_set),
        )
        .where(Enrolment.user_id == someone(year.trainee).id)
    )
    return db.session.scalars(query).one()


def test_every_record_of_the_demo_world_is_whole(app: Flask) -> None:
    """Whoever tries the public check with a logbook of it reads so."""
    assert [row.chain for row in audit.verify() if not isinstance(row, Head)] == []
