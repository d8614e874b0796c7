"""A meeting is fixed, told, and stands in calendars; the tally counts it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.meetings import actions
from lms.meetings.models import Meeting
from lms.notifications.actions import choose
from lms.notifications.models import Category, How, Notice
from tests.meetings.factories import (
    MANAGUA,
    NOW,
    ON_TUESDAY,
    TUESDAY,
    Three,
    a_meeting,
    points,
    sent,
    three,
    told,
)
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def group(people: People) -> Three:
    return three(people)


def test_it_is_fixed_once_and_told_to_each_on_their_own_clock(
    visitor: Visitor, group: Three
) -> None:
    visitor.signed_in(group.ines)
    form = sent(group.people)
    first, second = (visitor.post(group.place, form).location for _ in range(2))
    assert first == second
    visitor.get(first)
    clocks = [" ".join(node.to_text().split()) for node in visitor.all(".clock")]
    assert clocks == [
        f"{ON_TUESDAY} 08:00–09:00 Ines Example · Managua, UTC-06:00 Working hours",
        f"{ON_TUESDAY} 14:00–15:00 Awa Example · Dakar, UTC Working hours",
        f"{ON_TUESDAY} 19:30–20:30 Ravi Example · Kolkata, UTC+05:30 Early or late",
    ]
    with visitor.app.test_request_context():
        assert told(group.ines) == []
        [said] = told(group.ravi)
    assert said.startswith("Ines Example asks you to “The order book” on Tuesday")
    assert said.endswith("19:30–20:30 UTC+05:30, https://call.example/looms")
    assert points(group) == {"Ines": 0, "Awa": 0, "Ravi": 1}


def test_it_comes_by_mail_as_each_wants_changed_dates(group: Three) -> None:
    choose(group.awa, {Category.DATES: How.AT_ONCE})
    choose(group.ravi, {Category.DATES: How.NEVER})
    a_meeting(group.ref, group.people)
    rows = db.session.scalars(select(Notice).where(Notice.kind == "meeting"))
    assert {row.user_id: row.mailed_at is not None for row in rows} == {
        group.awa.id: True,
        group.ravi.id: False,
    }


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", " ", "Say in a few words what for."),
        ("day", "2020-01-01", "Choose a day from today on, within a year."),
        ("day", "", "Choose the day."),
        ("hour", "", "Write the hour, such as 09:00."),
        ("minutes", "50", "Write whole quarters of an hour, such as 45 or 60."),
        ("minutes", "600", "Write a number of minutes from 15 to 480."),
        ("zone", "Mars/Olympus", "Not a valid choice"),
        ("who", [], "Choose two people at least."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    visitor: Visitor, group: Three, field: str, value: object, sentence: str
) -> None:
    visitor.signed_in(group.ines)
    visitor.post(group.place, sent(group.people) | {field: value}, status=422)
    assert sentence in visitor.text()
    kept = "title" if field != "title" else "place"
    assert visitor.all(f"#{kept}")[0].attrs["value"] == sent([])[kept]
    assert db.session.scalars(select(Meeting.id)).all() == []


def test_nobody_from_outside_the_group_is_asked(
    visitor: Visitor, people: People, group: Three
) -> None:
    stranger = sent([group.ines, people.stranger])
    visitor.signed_in(group.ines).post(group.place, stranger, status=422)
    visitor.signed_in(people.stranger).post(group.place, sent(group.people), status=403)
    assert db.session.scalars(select(Meeting.id)).all() == []


def test_it_stands_in_the_calendar_of_those_asked_and_of_nobody_else(
    visitor: Visitor, people: People, group: Three
) -> None:
    row = a_meeting(group.ref, group.people)
    visitor.signed_in(group.ravi).get(f"/calendar?from={TUESDAY}")
    entry = visitor.all(".session")[0]
    assert entry.query("a")[0].attrs["href"] == f"/meetings/{row.id}"
    shown = " ".join(entry.to_text().split())
    assert shown == "19:30–20:30 08:00–09:00 in Managua The order book Meeting of 3 people"
    visitor.signed_in(people.stranger).get(f"/calendar?from={TUESDAY}")
    assert visitor.all(".session") == []


def test_the_feed_of_a_phone_has_it_with_the_zone_of_its_place(
    visitor: Visitor, group: Three
) -> None:
    row = a_meeting(group.ref, group.people)
    visitor.signed_in(group.ravi).post("/calendar/feed")
    visitor.get("/calendar/feed")
    address = visitor.all("input[readonly]")[0].attrs["value"]
    path = address[address.index("/calendar/") :]
    lines = visitor.get(path).text.replace("\r\n ", "").split("\r\n")
    assert f"DTSTART:{row.starts_at:%Y%m%dT%H%M%SZ}" in lines
    assert "SUMMARY:The order book" in lines
    assert "SEQUENCE:0" in lines
    [said] = [line for line in lines if line.startswith("DESCRIPTION")]
    assert "08:00–09:00 America/Managua" in said
    actions.cancel(row, "No power.", by=group.ines, at=NOW)
    db.session.commit()
    again = visitor.get(path).text
    assert "STATUS:CANCELLED" in again
    assert "SEQUENCE:1" in again
    alone = visitor.get(f"/meetings/{row.id}.ics").text
    assert f"UID:meeting-{row.id}@" in alone


def test_signs_that_no_calendar_can_show_are_left_out(visitor: Visitor, group: Three) -> None:
    form = sent(group.people, title="The \x07order\x0b book", place="Room\x1b 4")
    visitor.signed_in(group.ines).post(group.place, form)
    row = db.session.scalars(select(Meeting)).one()
    assert (row.title, row.place) == ("The order book", "Room 4")


def test_an_hour_that_the_clocks_leave_out_is_named(visitor: Visitor, group: Three) -> None:
    """Vienna goes forward over 2:30 on the last Sunday of March."""
    group.awa.time_zone = "Europe/Vienna"
    march = next(
        day
        for day in (NOW.date() + timedelta(days=number) for number in range(366))
        if day.month == 3 and day.weekday() == 6 and day.day > 24
    )
    form = sent(group.people, day=march.isoformat(), hour="02:30", zone="Europe/Vienna")
    visitor.signed_in(group.ines).post(group.place, form, status=422)
    assert "the clocks go forward over this hour" in visitor.text()
    visitor.post(group.place, form | {"zone": MANAGUA})
