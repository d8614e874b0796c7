"""The agenda for who reads it: hours in twelve zones, seats, the calendar file."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from icalendar import Calendar

from lms.agendas import actions
from lms.agendas.days import days_of
from lms.agendas.snapshots import Item
from lms.db import db
from lms.programmes import places
from lms.programmes.models import Programme
from tests.agendas.factories import a_slot, released
from tests.people import People
from tests.programmes.factories import NOW, a_programme, applies
from tests.visitor import Visitor

ZONES = {
    "America/Managua": ("2027-03-27", "18:30–20:00"),
    "America/New_York": ("2027-03-27", "20:30–22:00"),
    "America/St_Johns": ("2027-03-27", "22:00–23:30"),
    "UTC": ("2027-03-28", "00:30–02:00"),
    "Europe/Rome": ("2027-03-28", "01:30–04:00"),
    "Africa/Casablanca": ("2027-03-28", "01:30–03:00"),
    "Africa/Harare": ("2027-03-28", "02:30–04:00"),
    "Asia/Kolkata": ("2027-03-28", "06:00–07:30"),
    "Asia/Kathmandu": ("2027-03-28", "06:15–07:45"),
    "Australia/Adelaide": ("2027-03-28", "11:00–12:30"),
    "Pacific/Chatham": ("2027-03-28", "14:15–15:45"),
    "Pacific/Honolulu": ("2027-03-27", "14:30–16:00"),
}
"""One slot in the night in which Italy's clocks go forward, on the wall of twelve places."""
ALIKE = {"Europe/Rome"}
"""Where clocks show the same as in Rome at its beginning."""


AUTUMN = {
    "America/Managua": ("2027-10-30", "18:30–20:30"),
    "America/New_York": ("2027-10-30", "20:30–22:30"),
    "America/St_Johns": ("2027-10-30", "22:00–00:00 (the day after)"),
    "UTC": ("2027-10-31", "00:30–02:30"),
    "Europe/Rome": ("2027-10-31", "02:30–03:30"),
    "Africa/Casablanca": ("2027-10-31", "01:30–03:30"),
    "Africa/Harare": ("2027-10-31", "02:30–04:30"),
    "Asia/Kolkata": ("2027-10-31", "06:00–08:00"),
    "Asia/Kathmandu": ("2027-10-31", "06:15–08:15"),
    "Australia/Adelaide": ("2027-10-31", "11:00–13:00"),
    "Pacific/Chatham": ("2027-10-31", "14:15–16:15"),
    "Pacific/Honolulu": ("2027-10-30", "14:30–16:30"),
}
"""Two hours in the night in which the hour from two to three comes twice in Rome.

In Harare they begin as in Rome and end otherwise.
"""


@pytest.mark.parametrize("zone", ZONES)
def test_one_slot_on_the_clocks_of_twelve_places(app: Flask, zone: str) -> None:
    starts = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    item = Item(1, "exchange", "Talk", starts, starts + timedelta(minutes=90), "Europe/Rome")
    with app.test_request_context("/"):
        [(day, [row])] = days_of([item], ZoneInfo(zone))
    assert (str(day), row.times.here) == ZONES[zone]
    assert bool(row.times.there) == (zone not in ALIKE)


@pytest.mark.parametrize("zone", AUTUMN)
def test_an_hour_that_comes_twice_on_the_clocks_of_twelve_places(app: Flask, zone: str) -> None:
    starts = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    item = Item(1, "exchange", "Talk", starts, starts + timedelta(hours=2), "Europe/Rome")
    with app.test_request_context("/"):
        [(day, [row])] = days_of([item], ZoneInfo(zone))
    assert (str(day), row.times.here) == AUTUMN[zone]
    assert bool(row.times.there) == (zone not in ALIKE)


@pytest.mark.parametrize("zone", ZONES)
def test_on_the_page_each_reads_an_evening_once_under_their_own_day(
    visitor: Visitor, people: People, programme: Programme, zone: str
) -> None:
    """From 20 to 22 in Managua: the same day in the Americas, the next one elsewhere."""
    slot = a_slot(programme, "Evening with the dyers")
    released(programme, people)
    people.trainee.time_zone = zone
    begin, end = (moment.astimezone(ZoneInfo(zone)) for moment in (slot.starts_at, slot.ends_at))
    visitor.signed_in(people.trainee).get(f"/programmes/{programme.id}/agenda")
    found = [
        (day.query("h2")[0].to_text(), row.query(".session-hours")[0].to_text())
        for day in visitor.all("section:has(.session)")
        for row in day.query(".session")
        if "Evening with the dyers" in row.to_text()
    ]
    assert f"Hours are those of {city_of(zone)} (" in visitor.text()
    [(day, hours)] = found
    assert f" {begin.day} " in day
    assert f"{begin:%H:%M}–{end:%H:%M}" in hours
    assert ("the day after" in hours) == (end.date() > begin.date())
    assert ("20:00–22:00 in Managua" in visitor.text()) == (zone != "America/Managua")


def city_of(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ").replace("St Johns", "St. John’s")


def test_a_slot_over_midnight_stands_once_under_the_day_it_begins(app: Flask) -> None:
    starts = datetime(2027, 3, 2, 18, tzinfo=UTC)
    item = Item(1, "exchange", "Evening", starts, starts + timedelta(hours=2), "Africa/Dakar")
    with app.test_request_context("/"):
        [(day, [row])] = days_of([item], ZoneInfo("Asia/Kolkata"))
    assert (str(day), row.times.here) == ("2027-03-02", "23:30–01:30 (the day after)")
    assert row.times.there == "18:00–20:00 in Dakar"


@pytest.fixture
def programme(people: People) -> Programme:
    return a_programme(people.coordinator)


def test_few_seats_go_by_turns(visitor: Visitor, people: People, programme: Programme) -> None:
    rows = [applies(programme, name, "NI") for name in ("ines", "juan")]
    for row in rows:
        places.confirm(programme, row, at=NOW)
    people_of = [row.user for row in rows]
    slot = a_slot(programme, "Small group", capacity=1)
    number = slot.id
    released(programme, people)
    place = f"/programmes/{programme.id}"
    for person, said in zip(people_of, ("You have a seat", "You wait: number 1"), strict=True):
        visitor.signed_in(person).post(f"{place}/slots/{number}/seat")
        visitor.post(f"{place}/slots/{number}/seat")
        visitor.get(f"{place}/agenda")
        assert said in visitor.text()
    visitor.signed_in(people_of[0]).post(f"{place}/slots/{number}/leaving")
    visitor.signed_in(people_of[1]).get(f"{place}/agenda")
    assert "You have a seat" in visitor.text()


def test_no_seat_without_a_place_and_none_in_what_is_not_released(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    shown = a_slot(programme, "Small group", capacity=1).id
    released(programme, people)
    hidden = a_slot(programme, "Secret group", capacity=1).id
    place = f"/programmes/{programme.id}/slots"
    visitor.signed_in(people.trainee).post(f"{place}/{shown}/seat", status=403)
    visitor.signed_in(people.coordinator).post(f"{place}/{hidden}/seat", status=404)
    visitor.post(f"{place}/{shown}/seat")


def test_the_calendar_file_holds_instants_and_what_was_cancelled(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    slot = a_slot(programme, "Dye yard\x07, with tea")
    begins = slot.starts_at
    visitor.signed_in(people.trainee).get(f"/programmes/{programme.id}/agenda.ics", status=404)
    released(programme, people)
    actions.cancel(slot, at=NOW)
    db.session.commit()
    released(programme, people)
    answer = visitor.get(f"/programmes/{programme.id}/agenda.ics")
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    [event] = [row for row in events if f"slot-{slot.id}@" in str(row["UID"])]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event.decoded("DTSTART") == begins
    assert "\x07" not in answer.text


def test_a_full_week_costs_what_an_empty_one_costs(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    released(programme, people)
    visitor.signed_in(people.trainee).get(f"/programmes/{programme.id}/agenda")
    few = visitor.statements
    for number in range(20):
        a_slot(programme, f"Group {number}")
    released(programme, people)
    visitor.get(f"/programmes/{programme.id}/agenda")
    assert (len(visitor.all(".session")), visitor.statements) == (30, few)
