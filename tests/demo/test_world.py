"""The demo world is what the contract says, and everything in it adds up."""

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.accounts.actions import check_password
from lms.accounts.models import User
from lms.case_studies.models import CaseDecision, CaseGrade, CasePaperAttempt
from lms.case_studies.post_models import CasePost
from lms.certificates.models import Certificate
from lms.clock import working_days
from lms.content import library
from lms.db import db
from lms.demo import NotEmptyError, load
from lms.editions.models import Edition, Enrolment
from lms.learning.progress import progress_of
from lms.logbook.models import HourLedger, LogEntry, LogEntryVersion, Review
from lms.placements import queries as placement_queries
from lms.placements.calendar import stretch_number
from lms.placements.models import Placement
from lms.projects.models import Project
from lms.quizzes.models import QuizAttempt
from lms.reviews import queries as review_queries
from lms.stretches.models import Assessment
from tests.demo.conftest import LOADED_AT, someone
from tests.visitor import Visitor

STAFF = ("admin", "coordinator", "trainer", "supervisor", "supervisor2", "assessor")
CONTRACT = (*STAFF, "trainee", "trainee2", "trainee3", "participant", "participant2")
PASSWORD = "weft-demo-broker"


@pytest.mark.parametrize("name", CONTRACT)
def test_every_account_of_the_contract_has_the_one_password(app: Flask, name: str) -> None:
    assert check_password(someone(name), PASSWORD)


def test_a_trainee_signs_in_and_finds_their_log(visitor: Visitor) -> None:
    visitor.get("/login")

    visitor.post("/login", {"email": "trainee@demo.example", "password": PASSWORD})

    placement = _placement("trainee")
    visitor.get(f"/placements/{placement.id}")
    assert "Neelwas" in visitor.text()


def test_every_address_ends_in_a_domain_that_cannot_exist(app: Flask) -> None:
    addresses = db.session.scalars(select(User.email)).all()

    assert {address.partition("@")[2] for address in addresses} == {"demo.example"}


def test_everybody_says_where_they_are(app: Flask) -> None:
    people = db.session.scalars(select(User)).all()

    unsaid = [
        person.email
        for person in people
        if not (person.name and person.country and person.organisation) or person.time_zone == "UTC"
    ]

    assert unsaid == []
    assert {person.language for person in people} == {"en", "es", "fr"}


def test_twenty_trainees_of_cluster_brokers_come_from_six_countries(app: Flask) -> None:
    trainees = (
        select(User)
        .join(Enrolment, Enrolment.user_id == User.id)
        .join(Enrolment.edition)
        .where(Enrolment.role == "trainee", Edition.course_id == "cluster-broker")
    )
    people = db.session.scalars(trainees).all()

    assert len(people) == 20
    assert {person.country for person in people} == {"HN", "IN", "MA", "NI", "SN", "ZW"}


def test_the_supervisor_follows_six_trainees_and_has_25_entries_waiting(app: Flask) -> None:
    supervisor, on = someone("supervisor"), LOADED_AT.date()

    rows = db.session.scalars(*review_queries.queue(supervisor, on=on)).unique().all()

    ages = [working_days(row.submitted_at.date(), on) for row in rows if row.submitted_at]
    assert len(rows) == 25
    assert len(db.session.scalars(placement_queries.supervised_by(supervisor, on=on)).all()) == 6
    assert min(ages) == 0
    assert 15 <= max(ages) <= 16
    assert len(set(ages)) >= 8
    assert Counter(row.state for row in rows) == {"submitted": 24, "queried": 1}
    assert sum(row.times_returned for row in rows) == 3


def test_the_second_supervisor_follows_two_clusters_and_two_networks_and_stands_in_for_one(
    app: Flask,
) -> None:
    followed = placement_queries.supervised_by(someone("supervisor2"), on=LOADED_AT.date())

    kinds = db.session.scalars(
        select(Project.kind).join(Placement).where(Placement.id.in_(followed))
    ).all()
    assert sorted(kinds) == [*["cluster"] * 4, "horizontal", "vertical"]


def test_the_trainee_is_in_week_3_near_the_plan_with_14_entries_and_one_returned(
    app: Flask,
) -> None:
    placement, today = _placement("trainee"), LOADED_AT.date()
    entries = _entries(placement)

    states = Counter(entry.state for entry in entries)

    assert stretch_number(placement, today) == 3
    assert states == {"approved": 9, "submitted": 4, "returned": 1}
    assert 70 * 60 <= sum(entry.minutes for entry in entries) <= 95 * 60


def test_one_trainee_is_about_twelve_hours_behind_the_others(app: Flask) -> None:
    minutes = {
        name: sum(entry.minutes for entry in _entries(_placement(name)))
        for name in ("trainee", "tafadzwa")
    }

    assert 9 * 60 <= minutes["trainee"] - minutes["tafadzwa"] <= 14 * 60


def test_the_second_trainee_is_in_the_second_week_of_class(app: Flask) -> None:
    enrolment = _enrolment("trainee2")

    assert 7 <= (LOADED_AT.date() - enrolment.edition.starts_on).days <= 14
    assert 0 < len(progress_of(enrolment).lessons) <= len(_course_lessons())


def test_the_third_trainee_has_done_everything_and_holds_a_certificate(app: Flask) -> None:
    placement = _placement("trainee3")
    certificate = db.session.scalars(select(Certificate)).one()

    tally = progress_of(placement.enrolment).tally(library().courses["cluster-broker"])
    assert (tally.lessons, tally.quizzes) == (tally.most_lessons, tally.most_quizzes)
    assert {"cluster-broker/final-test", "electives/el2", "electives/el5"} <= (
        progress_of(placement.enrolment).quizzes
    )
    assert {entry.state for entry in _entries(placement)} == {"locked"}
    assert certificate.minutes == 210 * 60
    assert certificate.enrolment_id == placement.enrolment_id
    assert certificate.issued_at < LOADED_AT


def test_hours_that_count_are_the_minutes_allowed_for_approved_entries(app: Flask) -> None:
    counted = dict(
        db.session.execute(
            select(HourLedger.entry_id, func.sum(HourLedger.minutes)).group_by(HourLedger.entry_id)
        ).all()
    )
    allowed = select(Review.entry_id, Review.minutes_allowed).where(Review.decision == "approved")
    approved = db.session.scalars(
        select(LogEntry.id).where(LogEntry.state.in_(("approved", "locked")))
    ).all()

    assert counted == dict(db.session.execute(allowed).all())
    assert set(counted) == set(approved)


def test_nothing_happens_after_the_world_is_loaded_or_out_of_order(app: Flask) -> None:
    versions = db.session.scalars(select(LogEntryVersion)).all()
    reviews = db.session.scalars(select(Review)).all()
    received = {version.id: version.received_at for version in versions}

    assert [v.facts for v in versions if not v.recorded_at <= v.received_at < LOADED_AT] == []
    assert [
        r.comment for r in reviews if not received[r.version_id] < r.decided_at < LOADED_AT
    ] == []


def test_three_entries_were_written_late_and_the_latest_says_why(app: Flask) -> None:
    versions = db.session.scalars(select(LogEntryVersion)).all()
    late = [(v.recorded_at.date() - v.activity_date, v.late_reason) for v in versions]

    assert sum(timedelta(days=1) < delay < timedelta(days=4) for delay, _why in late) >= 4
    assert [bool(why) for delay, why in late if delay > timedelta(days=8)] == [True]


def test_no_text_of_the_world_is_said_twice(app: Flask) -> None:
    """A new version of an entry keeps what was right in the one before."""
    of_entries = {
        (version.entry_id, text)
        for version in db.session.scalars(select(LogEntryVersion))
        for text in (version.facts, version.own_act, version.meaning, version.next_step)
    }
    columns = (
        Review.comment,
        Assessment.comment,
        CaseDecision.reasons,
        CasePaperAttempt.would_change,
        CasePaperAttempt.reason,
        CaseGrade.comment,
        CasePost.body,
    )
    texts = [text for column in columns for text in db.session.scalars(select(column)) if text]
    texts += [text for _entry, text in of_entries if text]

    assert [text for text, times in Counter(texts).items() if times > 1] == []
    assert [text for text in texts if "{" in text] == []


def test_an_entry_tells_something(app: Flask) -> None:
    versions = db.session.scalars(select(LogEntryVersion)).all()

    lengths = [
        len(f"{v.facts} {v.own_act} {v.meaning} {v.next_step} {v.surprise}".split())
        for v in versions
    ]

    assert min(lengths) >= 38
    assert max(lengths) <= 190


def test_steps_and_skills_are_those_of_the_framework(app: Flask) -> None:
    framework = library().framework
    versions = db.session.scalars(select(LogEntryVersion)).all()

    assert {v.step for v in versions} <= {step.id for step in framework.steps}
    assert {v.factor for v in versions} <= {"", *(factor.id for factor in framework.factors)}
    assert {skill for v in versions for skill in v.competencies} <= {
        skill.id for skill in framework.competencies
    }


def test_every_week_is_assessed_on_every_criterion(app: Flask) -> None:
    criteria = {criterion.id for criterion in library().rubrics["log"].criteria}
    rows = db.session.scalars(select(Assessment)).all()

    assert len(rows) >= 12
    assert all(set(row.levels) == criteria for row in rows)


def test_a_quiz_was_failed_and_then_passed(app: Flask) -> None:
    attempts = db.session.scalars(
        select(QuizAttempt).where(QuizAttempt.enrolment_id == _enrolment("trainee").id)
    ).all()
    days = {day.ref for day in library().courses["cluster-broker"].days}

    assert days <= {attempt.day for attempt in attempts if attempt.passed}
    assert any(not attempt.passed for attempt in attempts)


def test_the_final_test_was_failed_passed_and_in_the_second_intake_not_taken_yet(
    app: Flask,
) -> None:
    of_test = select(QuizAttempt).where(QuizAttempt.day == "cluster-broker/final-test")
    attempts = db.session.scalars(of_test.order_by(QuizAttempt.number)).all()
    results: dict[int, list[bool]] = {}
    for attempt in attempts:
        results.setdefault(attempt.enrolment_id, []).append(attempt.passed)

    assert {attempt.most for attempt in attempts} == {40}
    assert results[_enrolment("trainee").id] == [False, True]
    assert results[_enrolment("tafadzwa").id] == [False]
    assert len(results) == 9
    assert _enrolment("trainee2").id not in results


def test_nobody_answers_in_the_future_or_before_they_began(app: Flask) -> None:
    attempts = db.session.scalars(select(QuizAttempt)).all()

    assert [
        row.day
        for row in attempts
        if not row.finished_at or not row.started_at < row.finished_at < LOADED_AT
    ] == []


def test_the_world_is_loaded_once(app: Flask) -> None:
    with pytest.raises(NotEmptyError, match="has people in it"):
        load(LOADED_AT)


def test_one_trainee_has_one_thing_left_which_is_the_word_of_their_supervisor(
    visitor: Visitor,
) -> None:
    trainee = someone("trainee-vertical")
    enrolment = db.session.scalars(select(Enrolment).where(Enrolment.user_id == trainee.id)).one()

    visitor.post("/login", {"email": "trainee-vertical@demo.example", "password": PASSWORD})
    visitor.get(f"/editions/{enrolment.edition_id}/left")
    assert "1 thing until the certificate Have your supervisor say that you are ready" in (
        visitor.text()
    )

    supervisor = Visitor(visitor.app)
    supervisor.post("/login", {"email": "supervisor2@demo.example", "password": PASSWORD})
    supervisor.get("/")
    asked = [row.to_text() for row in supervisor.all(".waiting a[href$='/word']")]
    assert len(asked) == 1
    assert trainee.name in asked[0]


def _placement(name: str) -> Placement:
    query = (
        select(Placement)
        .join(Placement.enrolment)
        .options(
            joinedload(Placement.enrolment).joinedload(Enrolment.edition),
            joinedload(Placement.requirement_set),
        )
        .where(Enrolment.user_id == someone(name).id)
    )
    return db.session.scalars(query).one()


def _entries(placement: Placement) -> list[LogEntry]:
    return list(db.session.scalars(select(LogEntry).where(LogEntry.placement_id == placement.id)))


def _enrolment(name: str) -> Enrolment:
    query = (
        select(Enrolment)
        .options(joinedload(Enrolment.edition))
        .where(Enrolment.user_id == someone(name).id, Enrolment.role == "trainee")
    )
    return db.session.scalars(query).one()


def _course_lessons() -> list[str]:
    return [lesson.ref for lesson in library().courses["cluster-broker"].lessons]
