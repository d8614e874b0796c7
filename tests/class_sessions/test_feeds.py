"""Calendars that phones follow, read back by a parser of the format."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from lms.class_sessions import actions
from lms.class_sessions.actions import details_of
from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.editions import actions as editions
from lms.editions.models import Enrolment
from lms.feed_tokens import actions as feeds
from lms.feed_tokens.models import FeedToken, Purpose
from tests.class_sessions.conftest import SetClock
from tests.class_sessions.factories import TITLE, a_session
from tests.fieldwork.factories import a_placement
from tests.people import People
from tests.visitor import Visitor

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday_morning(it_is: SetClock, people: People) -> None:
    it_is(MONDAY)
    people.edition.starts_on = MONDAY.date() - timedelta(days=200)
    people.edition.ends_on = MONDAY.date() + timedelta(days=70)


@pytest.fixture
def path(people: People) -> str:
    """The address of Ana's calendar."""
    token = feeds.make(people.trainee, Purpose.CALENDAR, at=MONDAY)
    return f"/calendar/{token}.ics"


def read(visitor: Visitor, path: str) -> Any:
    answer = visitor.get(path)
    assert answer.mimetype == "text/calendar"
    return Calendar.from_ical(answer.data)


def event(calendar: Any, uid: str) -> Any:
    [found] = [row for row in calendar.events if row["UID"].startswith(f"{uid}@")]
    return found


def test_a_phone_reads_a_session_without_a_sign_in(
    visitor: Visitor, people: People, path: str
) -> None:
    session = a_session(
        people.edition,
        starts_at=MONDAY,
        minutes=90,
        title="Questions; answers, and\nmore",
        link="https://meet.example.org/a?b=c",
    )

    calendar = read(visitor, path)

    row = event(calendar, f"session-{session.id}")
    assert calendar["VERSION"] == "2.0"
    assert (MONDAY, MONDAY + timedelta(minutes=90)) == (row.DTSTART, row.DTEND)
    assert "DTSTART:20261123T090000Z" in row.to_ical().decode()
    assert row["SUMMARY"] == "Class: Questions; answers, and\nmore"
    assert row["LOCATION"] == "Room 4, https://meet.example.org/a?b=c"
    assert (row["STATUS"], row["SEQUENCE"]) == ("CONFIRMED", 0)
    address = f"http://127.0.0.1:8000/editions/{people.edition.id}/sessions/{session.id}"
    assert row["URL"] == address
    assert address in row["DESCRIPTION"]
    for needed in ("UID", "DTSTAMP", "LAST-MODIFIED"):
        assert needed in row


def test_a_session_without_a_place_names_none(visitor: Visitor, people: People, path: str) -> None:
    session = a_session(people.edition, starts_at=MONDAY, room="")

    assert "LOCATION" not in event(read(visitor, path), f"session-{session.id}")


def test_every_line_is_short_enough_for_any_program(
    visitor: Visitor, people: People, path: str
) -> None:
    a_session(people.edition, starts_at=MONDAY, title="é" * 120)

    lines = visitor.get(path).data.split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"


def test_a_change_keeps_the_uid_and_counts_on(visitor: Visitor, people: People, path: str) -> None:
    session = a_session(people.edition, starts_at=MONDAY)
    uid = f"session-{session.id}"
    before = event(read(visitor, path), uid)
    row = db.session.get_one(ClassSession, session.id)
    later = MONDAY + timedelta(hours=1)
    said = details_of(row).__dict__ | {"starts_at": later, "ends_at": later + timedelta(hours=3)}

    actions.change(row, actions.Details(**said), seen=1, at=MONDAY)
    after = event(read(visitor, path), uid)

    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert later == after.DTSTART
    assert after["LAST-MODIFIED"].dt == MONDAY > before["LAST-MODIFIED"].dt


def test_a_cancelled_session_says_so_instead_of_vanishing(
    visitor: Visitor, people: People, path: str
) -> None:
    session = a_session(people.edition, starts_at=MONDAY)
    actions.cancel(session, why="The road is flooded.", at=MONDAY)

    row = event(read(visitor, path), f"session-{session.id}")

    assert (row["STATUS"], row["SEQUENCE"]) == ("CANCELLED", 1)
    assert row["DESCRIPTION"].startswith("The road is flooded.")
    actions.reinstate(session, at=MONDAY)
    row = event(read(visitor, path), f"session-{session.id}")
    assert (row["STATUS"], row["SEQUENCE"]) == ("CONFIRMED", 2)


def test_whole_days_are_in_it_too(visitor: Visitor, people: People, path: str) -> None:
    people.edition.starts_on = date(2026, 11, 27)
    placement = a_placement(people)
    placement.starts_on, placement.ends_on = date(2026, 12, 7), date(2026, 12, 13)

    calendar = read(visitor, path)

    friday = event(calendar, f"class-day-{people.edition.id}-1")
    assert (friday["SUMMARY"], friday.DTSTART) == (
        "Day 1: Isolation, not size",
        date(2026, 11, 27),
    )
    week = event(calendar, f"fieldwork-{placement.id}-week-1")
    assert (week["SUMMARY"], week.DTSTART, week.DTEND) == (
        "Week 1 of fieldwork ends",
        date(2026, 12, 13),
        date(2026, 12, 14),
    )


def test_it_speaks_the_language_of_its_reader(visitor: Visitor, people: People, path: str) -> None:
    session = a_session(people.edition, starts_at=MONDAY)
    people.trainee.language = "es"

    calendar = read(visitor, path)

    assert event(calendar, f"session-{session.id}")["SUMMARY"] == f"Clase: {TITLE}"
    assert calendar["X-WR-CALNAME"] == "Fechas de Ana Example"


def test_it_holds_the_readers_dates_and_nobody_elses(
    visitor: Visitor, people: People, path: str, trainee: Enrolment
) -> None:
    mine = a_session(people.edition, starts_at=MONDAY)
    a_session(people.other_edition, starts_at=MONDAY, title="Of others")

    assert [row["UID"] for row in read(visitor, path).events] == [f"session-{mine.id}@127.0.0.1"]
    editions.end(trainee, at=MONDAY)
    assert list(read(visitor, path).events) == []


def test_the_address_is_shown_once_and_kept_as_a_hash(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/calendar/feed")
    assert "Make my address" in visitor.text()

    visitor.post("/calendar/feed")

    visitor.get("/calendar/feed")
    address = visitor.all("#address")[0].attrs["value"]
    token = address.removeprefix("http://127.0.0.1:8000/calendar/").removesuffix(".ics")
    kept = db.session.scalars(select(FeedToken)).one()
    assert (kept.user_id, kept.token_hash) == (
        people.trainee.id,
        sha256(token.encode()).hexdigest(),
    )
    assert len(token) == 43
    assert visitor.all("a[href^='webcal://']")[0].attrs["href"].endswith(f"{token}.ics")
    again = visitor.get("/calendar/feed").text
    assert token not in again
    assert "It is not shown again." in visitor.text()
    read(Visitor(visitor.app), f"/calendar/{token}.ics")


def test_a_new_address_ends_the_old_one(visitor: Visitor, people: People, path: str) -> None:
    visitor.signed_in(people.trainee).post("/calendar/feed")
    visitor.get(path, status=404)

    visitor.get("/calendar/feed")
    address = visitor.all("#address")[0].attrs["value"]
    read(visitor, address.removeprefix("http://127.0.0.1:8000"))


def test_an_address_that_is_switched_off_opens_nothing(
    visitor: Visitor, people: People, path: str
) -> None:
    visitor.signed_in(people.trainee).post("/calendar/feed/revocation")

    visitor.get(path, status=404)
    assert db.session.scalars(select(FeedToken)).all() == []


def test_the_address_of_a_suspended_person_opens_nothing(
    visitor: Visitor, people: People, path: str
) -> None:
    people.trainee.suspended_at = MONDAY
    visitor.get(path, status=404)


@pytest.mark.parametrize("token", ["x", "a" * 43, "-" * 43, "%00"])
def test_a_guessed_address_opens_nothing(
    visitor: Visitor, people: People, path: str, token: str
) -> None:
    visitor.get(f"/calendar/{token}.ics", status=400 if token == "%00" else 404)


@pytest.mark.long
def test_a_class_behind_one_address_reads_on(visitor: Visitor, people: People, path: str) -> None:
    """Who guesses waits; see tests/accounts/test_guessing.py."""
    assert [visitor.status_of(path) for _ in range(61)] == [200] * 61


def test_nothing_between_keeps_a_copy(visitor: Visitor, people: People, path: str) -> None:
    assert visitor.get(path).headers["Cache-Control"] == "no-store"


def test_a_reading_costs_the_same_for_many(visitor: Visitor, people: People, path: str) -> None:
    a_placement(people)
    costs = []
    for count in (1, 3):
        for number in range(count):
            a_session(
                people.edition, starts_at=MONDAY + number * timedelta(days=1), title=f"{count}"
            )
        visitor.get(path)
        costs.append(visitor.statements)

    assert costs == [8, 8]


@pytest.mark.parametrize(
    ("name", "status"), [("trainee", 200), ("assessor", 200), ("outsider", 404), ("stranger", 404)]
)
def test_who_is_in_an_edition_takes_its_timetable_over(
    visitor: Visitor, people: People, name: str, status: int
) -> None:
    session = a_session(people.edition, starts_at=MONDAY)

    answer = visitor.signed_in(getattr(people, name)).get(
        f"/editions/{people.edition.id}/calendar.ics", status=status
    )

    if status == 200:
        calendar: Any = Calendar.from_ical(answer.data)
        assert [row["UID"] for row in calendar.events] == [f"session-{session.id}@127.0.0.1"]
        assert f"edition-{people.edition.id}.ics" in answer.headers["Content-Disposition"]
