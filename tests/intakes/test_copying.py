"""An edition is made anew for the next year: its plan without its people."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from lms.class_sessions import actions as timetable
from lms.class_sessions.actions import Pattern
from lms.class_sessions.models import Attendance, ClassSession
from lms.completion.actions import save_rule
from lms.completion.models import CompletionRule
from lms.completion.rules import Rule
from lms.content import library
from lms.db import db
from lms.editions.class_days import class_days
from lms.editions.models import Enrolment
from lms.extensions.models import DueDate, Extension
from tests.class_sessions.factories import a_session, in_autumn, marked
from tests.extensions.factories import due, more
from tests.intakes.test_opening import days_of, editions, sessions_of
from tests.people import People, enrolment_of
from tests.visitor import Visitor

COPY = {"name": "Cluster brokers, second intake", "starts_on": "2027-11-22", "off": ""}
WHO = {"coordinator": 303, "administrator": 303, "trainer": 403, "trainee": 403, "outsider": 404}
RULE = Rule(needed=("lessons", "hours"), groups=())


@pytest.fixture
def here(people: People, now: datetime) -> str:
    """Ana's edition of autumn 2026 with its timetable, an evening online and a rule of its own."""
    address, edition = in_autumn(people), people.edition
    days = class_days(library().courses[edition.course_id], edition.starts_on)
    timetable.plan(edition, days, Pattern(time(9), room="Hall 2", has_check_in=True), at=now)
    evening = datetime(2026, 12, 11, 0, 30, tzinfo=UTC)
    a_session(edition, starts_at=evening, title="Evening of questions", kind="online")
    cancelled = a_session(edition, starts_at=evening, title="A visit", room="Yard")
    timetable.cancel(cancelled, why="Strike.", at=now)
    save_rule(edition, RULE, why="As always.", by=people.coordinator, at=now)
    marked(
        sessions_of(edition)[0], enrolment_of(people.trainee, edition), "present", by=people.trainer
    )
    return address


def test_a_copy_has_the_plan_and_nobody_in_it(visitor: Visitor, people: People, here: str) -> None:
    visitor.signed_in(people.coordinator).get(f"{here}/copies/new")

    visitor.post(f"{here}/copies", COPY)

    copy = editions()[-1]
    assert (copy.name, copy.starts_on) == (COPY["name"], date(2027, 11, 22))
    assert (copy.course_id, copy.country, copy.time_zone) == (
        people.edition.course_id,
        people.edition.country,
        people.edition.time_zone,
    )
    held = sessions_of(copy)
    assert [row.day for row in held if row.day] == [f"cluster-broker/a{n}" for n in range(1, 11)]
    assert {row.room for row in held if row.day} == {"Hall 2"}
    assert "A visit" not in {row.title for row in held}, "it was cancelled"
    rows = db.session.scalars(select(Enrolment).where(Enrolment.edition_id == copy.id))
    assert [(row.user_id, row.role) for row in rows] == [(people.coordinator.id, "coordinator")]
    assert (
        db.session.scalar(select(CompletionRule.tree).filter_by(edition_id=copy.id)) == RULE.tree()
    )
    marks = select(Attendance).join(ClassSession, ClassSession.id == Attendance.session_id)
    assert db.session.scalars(marks.where(ClassSession.edition_id == copy.id)).all() == []
    keys = [row.check_in_key for row in [*sessions_of(people.edition), *held] if row.day]
    assert len(set(keys)) == 20, "no code of the old one opens the new one"


def test_dates_go_along_by_workdays_and_hours_stay_on_the_wall(
    visitor: Visitor, people: People, here: str
) -> None:
    """The old one began on a Friday, the new one on a Monday."""
    visitor.signed_in(people.coordinator).post(f"{here}/copies", COPY | {"off": "8/12/2027"})

    copy = editions()[-1]
    assert [day.day for day in days_of(copy)[:10]] == [22, 23, 24, 25, 26, 29, 30, 1, 2, 3]
    evening = sessions_of(copy)[-1]
    here_and_now = evening.starts_at.astimezone(evening.zone)
    assert evening.title == "Evening of questions"
    assert here_and_now.date() == date(2027, 12, 13), "it would fall on a Sunday"
    assert here_and_now.time() == time(18, 30)
    assert copy.ends_on - copy.starts_on == people.edition.ends_on - people.edition.starts_on


def test_what_is_due_goes_along_and_more_time_for_some_does_not(
    visitor: Visitor, people: People, here: str
) -> None:
    quiz, own = ("quiz", "cluster-broker/a10"), ("quiz", f"edition-{people.edition.id}/quiz-1")
    trainee, last = enrolment_of(people.trainee, people.edition), people.edition.starts_on
    due(people.edition, people, last + timedelta(days=17), quiz, own)
    more(people, last + timedelta(days=40), quiz, trainee)

    visitor.signed_in(people.coordinator).post(f"{here}/copies", COPY)

    copy = editions()[-1]
    dates = db.session.scalars(select(DueDate).where(DueDate.edition_id == copy.id)).all()
    assert [(row.kind, row.ref, row.due_on) for row in dates] == [
        (*quiz, copy.starts_on + timedelta(days=17))
    ]
    given = db.session.scalars(select(Extension)).all()
    assert {row.edition_id for row in given} == {people.edition.id}


def test_a_double_click_copies_once(visitor: Visitor, people: People, here: str) -> None:
    first = visitor.signed_in(people.coordinator).post(f"{here}/copies", COPY).location

    assert visitor.post(f"{here}/copies", COPY).location == first
    assert len(sessions_of(editions()[-1])) == 11


def test_what_is_missing_is_asked_for(visitor: Visitor, people: People, here: str) -> None:
    visitor.signed_in(people.coordinator)

    visitor.post(f"{here}/copies", {"name": "", "starts_on": "", "off": "soon"}, status=422)

    for sentence in ("Write a name", "Choose the first class day.", "“soon” is no day."):
        assert sentence in visitor.text()
    assert len(editions()) == 1


@pytest.mark.parametrize(
    ("name", "status"),
    {
        "coordinator": 303,
        "administrator": 303,
        "trainer": 403,
        "trainee": 403,
        "outsider": 404,
    }.items(),
)
def test_only_who_runs_it_copies_it(
    visitor: Visitor, people: People, here: str, name: str, status: int
) -> None:
    visitor.signed_in(getattr(people, name)).post(f"{here}/copies", COPY, status=status)

    assert (COPY["name"] in {row.name for row in editions()}) is (status == 303)
