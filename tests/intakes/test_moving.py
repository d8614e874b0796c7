"""A coordinator moves an edition: everything from one day on, shown first, moved once, told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from lms.class_sessions import actions as timetable
from lms.class_sessions.actions import Pattern
from lms.content import library
from lms.db import db
from lms.editions.class_days import class_days
from lms.extensions import actions as extensions
from lms.extensions.dates import Due, dates_now
from lms.extensions.models import Extension
from lms.intakes.models import EditionMove
from lms.intakes.telling import TELL
from lms.jobs import actions as jobs
from lms.jobs.models import Job
from lms.notifications.models import Notice
from lms.placements.models import Placement
from tests.class_sessions.factories import a_session, in_autumn, marked
from tests.extensions.factories import WHY, due, more
from tests.fieldwork.factories import a_placement
from tests.intakes.test_opening import days_of, sessions_of
from tests.people import People, enrolment_of
from tests.visitor import Visitor

WHO = {"coordinator": 200, "administrator": 200, "trainer": 403, "trainee": 403, "outsider": 404}


@pytest.fixture
def here(people: People, now: datetime) -> str:
    """Ana's edition, from Friday 20 November 2026 on, with its timetable."""
    address, edition = in_autumn(people), people.edition
    days = class_days(library().courses[edition.course_id], edition.starts_on)
    timetable.plan(edition, days, Pattern(time(9), room="Hall 2"), at=now)
    db.session.commit()
    return address


def fields(visitor: Visitor) -> dict[str, str]:
    return {
        node.attrs["name"]: node.attrs["value"]
        for node in visitor.all("main form input")
        if node.attrs["name"] != "csrf_token"
    }


def look(visitor: Visitor, people: People, here: str, first: str, to: str) -> dict[str, str]:
    visitor.signed_in(people.coordinator)
    visitor.post(f"{here}/moves/preview", {"from_on": first, "to_on": to}, status=200)
    return fields(visitor)


def the_worker_tells() -> None:
    for number in db.session.scalars(select(Job.id).where(Job.kind == TELL)).all():
        jobs.run(number, at=datetime.now(UTC))


def test_the_whole_timetable_goes_along(visitor: Visitor, people: People, here: str) -> None:
    assert people.trainee
    placement = a_placement(people)
    placement.starts_on, placement.ends_on = date(2026, 12, 7), date(2027, 1, 17)
    sent = look(visitor, people, here, "2026-11-20", "2027-01-11")
    assert "Fri 20 Nov Mon 11 Jan" in visitor.text()
    assert "Fieldwork of Ana Example begins Mon 7 Dec" in visitor.text()
    assert days_of(people.edition)[0] == date(2026, 11, 20), "nothing has moved yet"

    visitor.post(f"{here}/moves", sent)

    days = [day.day for day in days_of(people.edition)]
    assert days == [11, 12, 13, 14, 15, 18, 19, 20, 21, 22]
    assert {row.version for row in sessions_of(people.edition)} == {2}
    assert sessions_of(people.edition)[0].starts_at.hour == 15, "the hour on the wall stays"
    assert people.edition.starts_on == date(2027, 1, 11)
    assert people.edition.ends_on == date(2027, 2, 20) + timedelta(days=52)
    moved = db.session.get_one(Placement, placement.id)
    assert moved.starts_on == date(2027, 1, 28)
    assert (moved.ends_on - moved.starts_on).days in {41, 42}


def test_what_is_due_goes_along(visitor: Visitor, people: People, here: str) -> None:
    quiz, paper = ("quiz", "cluster-broker/a10"), ("paper", "bagru")
    due(people.edition, people, date(2026, 12, 3), quiz)
    due(people.edition, people, date(2026, 11, 26), paper)
    sent = look(visitor, people, here, "2026-11-30", "2026-12-14")
    day = "Due: Day 10 · Sustainability and the fieldwork contract Thu 3 Dec Thu 17 Dec"
    assert day in visitor.text()
    assert "Due: The village" not in visitor.text(), "it lies before"

    visitor.post(f"{here}/moves", sent)

    found = dates_now([enrolment_of(people.trainee, people.edition)])
    assert set(found.usual.values()) == {date(2026, 12, 17), date(2026, 11, 26)}


def test_who_had_more_time_has_as_much_after_it(
    visitor: Visitor, people: People, here: str
) -> None:
    paper, trainee = ("paper", "bagru"), enrolment_of(people.trainee, people.edition)
    before = date(2026, 11, 26)
    due(people.edition, people, before, paper)
    more(people, date(2026, 12, 9), paper, trainee)
    ended = more(people, date(2026, 12, 8), paper, trainee)
    extensions.end(people.edition, ended.id, by=people.trainer, at=datetime.now(UTC))

    visitor.post(f"{here}/moves", look(visitor, people, here, "2026-11-30", "2026-12-14"))

    later = Due(date(2026, 12, 23), before, WHY, "Teresa Example")
    assert dates_now([trainee]).of(trainee, *paper) == later
    db.session.expire_all()
    assert db.session.get_one(Extension, ended.id).until_on == date(2026, 12, 8)


def test_all_that_there_may_be_goes_along_at_once(
    visitor: Visitor, people: People, here: str
) -> None:
    """Within the statements of a change: sessions, fieldwork, what is due, and more time."""
    paper, trainee = ("paper", "bagru"), enrolment_of(people.trainee, people.edition)
    placement = a_placement(people)
    placement.starts_on, placement.ends_on = date(2026, 12, 7), date(2027, 1, 17)
    due(people.edition, people, date(2026, 12, 3), paper)
    more(people, date(2026, 12, 9), paper, trainee)

    visitor.post(f"{here}/moves", look(visitor, people, here, "2026-11-20", "2026-11-27"))

    assert days_of(people.edition)[0] == date(2026, 11, 27)
    assert db.session.get_one(Placement, placement.id).starts_on == date(2026, 12, 14)
    found = dates_now([trainee])
    assert set(found.usual.values()) == {date(2026, 12, 10)}
    assert found.of(trainee, *paper).on == date(2026, 12, 16)


def test_what_lies_before_stays(visitor: Visitor, people: People, here: str) -> None:
    sent = look(visitor, people, here, "2026-11-30", "2026-12-07")

    visitor.post(f"{here}/moves", sent)

    days = [(day.month, day.day) for day in days_of(people.edition)]
    assert days[:6] == [(11, 20), (11, 23), (11, 24), (11, 25), (11, 26), (11, 27)]
    assert days[6:] == [(12, 7), (12, 8), (12, 9), (12, 10)]
    assert people.edition.starts_on == date(2026, 11, 20)


def test_a_session_with_a_register_stays(
    visitor: Visitor, people: People, here: str, now: datetime
) -> None:
    held = sessions_of(people.edition)[0]
    held.marked_at, held.marked_by_id = now, people.trainer.id
    marked(held, enrolment_of(people.trainee, people.edition), "present", by=people.trainer)
    before = held.starts_at

    visitor.post(f"{here}/moves", look(visitor, people, here, "2026-11-20", "2027-01-11"))

    assert before in {row.starts_at for row in sessions_of(people.edition)}


def test_everybody_is_told_once_in_one_line(visitor: Visitor, people: People, here: str) -> None:
    for name in ("trainee", "supervisor", "trainer"):
        assert getattr(people, name)
    sent = look(visitor, people, here, "2026-11-30", "2027-03-01")

    visitor.post(f"{here}/moves", sent)
    visitor.post(f"{here}/moves", sent)
    the_worker_tells()

    rows = db.session.scalars(select(Notice)).all()
    assert len({row.user_id for row in rows}) == len(rows) == 4
    assert len(db.session.scalars(select(EditionMove)).all()) == 1
    assert [day.day for day in days_of(people.edition)][6:] == [1, 2, 3, 4]


def test_what_somebody_else_moved_meanwhile_is_shown_again(
    visitor: Visitor, people: People, here: str
) -> None:
    sent = look(visitor, people, here, "2026-11-30", "2027-03-01")
    visitor.post(f"{here}/moves", sent | {"to_on": "2027-03-08"})

    visitor.post(f"{here}/moves", sent, status=409)

    assert "Somebody has moved the edition" in visitor.text()


def test_a_move_of_the_next_days_is_mailed_at_once(
    visitor: Visitor, people: People, now: datetime
) -> None:
    assert people.trainee
    tomorrow = now + timedelta(days=1)
    a_session(people.edition, starts_at=tomorrow)
    first, to = tomorrow.date().isoformat(), (now + timedelta(days=30)).date().isoformat()
    here = f"/editions/{people.edition.id}"

    visitor.post(f"{here}/moves", look(visitor, people, here, first, to))
    the_worker_tells()

    letters = [row.payload for row in db.session.scalars(select(Job).where(Job.kind == "mail"))]
    assert people.trainee.email in {row["to"] for row in letters}
    assert "has new dates" in letters[0]["body"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"from_on": "", "to_on": "2027-01-11"}, "Choose the day."),
        ({"from_on": "2026-11-20", "to_on": ""}, "Choose the day."),
        ({"from_on": "2026-11-20", "to_on": "2026-11-20"}, "That is the same day."),
        ({"from_on": "2026-11-20", "to_on": "9999-01-01"}, "Check the year"),
    ],
)
def test_what_is_wrong_is_said(
    visitor: Visitor, people: People, here: str, sent: dict[str, str], sentence: str
) -> None:
    visitor.signed_in(people.coordinator)

    for action in ("/moves/preview", "/moves"):
        visitor.post(here + action, sent, status=422)
        assert sentence in visitor.text()


@pytest.mark.parametrize(("name", "status"), WHO.items())
def test_only_who_runs_it_moves_it(
    visitor: Visitor, people: People, here: str, name: str, status: int
) -> None:
    visitor.signed_in(getattr(people, name)).get(f"{here}/moves/new", status=status)
    sent = {"from_on": "2026-11-20", "to_on": "2027-01-11", "number": "1"}

    visitor.post(f"{here}/moves", sent, status=303 if status == 200 else status)

    moved = datetime(2027, 1, 11, 15, tzinfo=UTC) in {
        row.starts_at for row in sessions_of(people.edition)
    }
    assert moved is (status == 200)
