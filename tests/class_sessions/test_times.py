"""Clocks: of the room, of the reader, and on the nights when they change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from lms.catalog.find import course_or_404
from lms.class_sessions import actions
from lms.class_sessions.actions import Pattern
from lms.class_sessions.models import ClassSession
from lms.class_sessions.queries import sessions_of
from lms.class_sessions.times import NoSuchHourError, Times, city, instant, offset, times_of
from lms.db import db
from lms.editions.class_days import class_days
from tests.class_sessions.factories import a_session
from tests.people import People
from tests.visitor import Visitor

PARIS, KOLKATA, HARARE = (
    ZoneInfo(name) for name in ("Europe/Paris", "Asia/Kolkata", "Africa/Harare")
)
FRIDAY = date(2026, 10, 23)  # clocks go back in Paris on the Sunday after
MIDNIGHT = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def held(starts_at: datetime, zone: str, *, minutes: int = 60) -> ClassSession:
    ends_at = starts_at + timedelta(minutes=minutes)
    return ClassSession(starts_at=starts_at, ends_at=ends_at, time_zone=zone)


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        (ZoneInfo("Asia/Kolkata"), Times(date(2026, 11, 24), "04:00–05:00", "")),
        (ZoneInfo("Asia/Colombo"), Times(date(2026, 11, 24), "04:00–05:00", "")),
        (
            ZoneInfo("America/Managua"),
            Times(date(2026, 11, 23), "16:30–17:30", "Tue 24 Nov, 04:00–05:00 in Kolkata"),
        ),
        (
            ZoneInfo("Asia/Tokyo"),
            Times(date(2026, 11, 24), "07:30–08:30", "04:00–05:00 in Kolkata"),
        ),
    ],
    ids=["in the room", "the same clock elsewhere", "the day before", "the same day"],
)
def test_the_hour_of_the_room_stands_beside_the_readers_where_they_differ(
    app: Flask, reader: ZoneInfo, expected: Times
) -> None:
    with app.test_request_context("/"):
        assert times_of(held(MIDNIGHT, "Asia/Kolkata"), reader) == expected


def test_a_timetable_keeps_its_hour_when_the_clocks_change(app: Flask, people: People) -> None:
    people.edition.time_zone, people.edition.starts_on = "Europe/Paris", FRIDAY
    with app.test_request_context("/"):
        days = class_days(course_or_404("cluster-broker"), FRIDAY)[:2]
        actions.plan(people.edition, days, Pattern(time(9)), at=MIDNIGHT)
        made = db.session.scalars(sessions_of(people.edition)).all()
        seen = [times_of(session, KOLKATA) for session in made]

    assert [session.starts_at for session in made] == [
        datetime(2026, 10, 23, 7, tzinfo=UTC),
        datetime(2026, 10, 26, 8, tzinfo=UTC),
    ]
    assert [session.starts_at.astimezone(PARIS).time() for session in made] == [time(9), time(9)]
    assert [row.here for row in seen] == ["12:30–18:30", "13:30–19:30"]
    assert [row.there for row in seen] == ["09:00–15:00 in Paris"] * 2


def test_a_session_over_the_change_lasts_as_long_as_it_was_planned() -> None:
    night = instant(date(2026, 10, 25), time(1), PARIS)
    row = held(night, "Europe/Paris", minutes=180)

    assert row.minutes == 180
    assert row.ends_at.astimezone(PARIS).time() == time(3)  # the hour from 2 to 3 comes twice


def test_an_hour_that_no_clock_shows_is_refused() -> None:
    with pytest.raises(NoSuchHourError):
        instant(date(2026, 3, 29), time(2, 30), PARIS)

    assert instant(date(2026, 3, 29), time(3, 30), PARIS).hour == 1


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Kolkata", "Kolkata"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_named_after_its_town(app: Flask, zone: str, name: str) -> None:
    with app.test_request_context("/"):
        assert city(zone) == name


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Kolkata", "UTC+05:30"),
        ("America/Managua", "UTC-06:00"),
        ("America/St_Johns", "UTC-03:30"),
        ("Africa/Dakar", "UTC"),
    ],
)
def test_a_zone_says_how_far_it_is_from_greenwich(zone: str, written: str) -> None:
    assert offset(MIDNIGHT, ZoneInfo(zone)) == written


def test_the_same_session_reads_differently_in_two_zones(visitor: Visitor, people: People) -> None:
    session = a_session(people.edition, starts_at=datetime(2026, 11, 24, 15, tzinfo=UTC))
    address = f"/editions/{people.edition.id}/timetable?week=2026-11-23"
    seen = {}
    for zone in ("Africa/Harare", "America/Managua"):
        people.trainee.time_zone = zone
        visitor.signed_in(people.trainee).get(address)
        row = visitor.all(f"#session-{session.id} .session-hours")[0]
        seen[zone] = " ".join(row.to_text().split())

    assert seen == {
        "Africa/Harare": "17:00–20:00 09:00–12:00 in Managua",
        "America/Managua": "09:00–12:00",
    }
    assert db.session.scalars(select(ClassSession.time_zone)).all() == ["America/Managua"]
