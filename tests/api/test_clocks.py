"""Clocks that are wrong, nights that have an hour twice, zones that change: nothing is refused.

What the device said stands unchanged beside what is believed, and lateness is judged from that.
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from lms.api.shapes import Entry
from lms.db import db
from lms.logbook.models import LogEntry, LogEntryVersion
from lms.placements.models import Placement
from lms.placements.requirements import REASON_AFTER_DAYS
from tests.api.sending import an_entry_of, at
from tests.fieldwork.factories import a_placement, form_of
from tests.people import People, today
from tests.visitor import Visitor

MADRID, KOLKATA = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Kolkata")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def placement(people: People) -> Placement:
    """Long enough to hold the last night on which Madrid had an hour twice."""
    return placed_in(a_placement(people, days_ago=400, days_long=430), "Europe/Madrid")


def placed_in(placement: Placement, zone: str) -> Placement:
    placement.time_zone = zone
    db.session.commit()
    return placement


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def version() -> LogEntryVersion:
    query = select(LogEntryVersion).order_by(LogEntryVersion.number.desc())
    return db.session.scalars(query).first() or pytest.fail("nothing was kept")


@pytest.mark.parametrize(
    "off", [timedelta(days=-1), timedelta(days=365), timedelta(days=-20_000), timedelta(hours=5.5)]
)
def test_a_wrong_clock_refuses_nothing_and_its_word_stands_unchanged(
    ana: Visitor, placement: Placement, off: timedelta
) -> None:
    device = datetime.now(UTC) + off
    sent = an_entry_of(placement, form_of(), hand_in=True, written_at=device.isoformat())
    ana.put(at("entries"), sent | {"sent_at": device.isoformat()})

    kept = version()
    assert kept.device_time == device
    assert abs(kept.clock_offset_seconds + off.total_seconds()) < 60
    assert abs(kept.recorded_at - datetime.now(UTC)) < MINUTE
    assert db.session.get_one(LogEntry, kept.entry_id).state == "submitted"


@pytest.mark.parametrize("off", [timedelta(days=-365), timedelta()])
def test_a_clock_that_is_behind_makes_nothing_early(
    ana: Visitor, placement: Placement, off: timedelta
) -> None:
    """A year behind, an entry about twenty days ago would read as written in time."""
    day = (today() - timedelta(days=20)).isoformat()
    device = (datetime.now(UTC) + off).isoformat()
    sent = an_entry_of(
        placement, form_of(activity_date=day), hand_in=True, written_at=device, sent_at=device
    )
    refused = ana.put(at("entries"), sent, status=422)
    assert list(refused["fields"]) == ["late_reason"]
    sent["fields"]["late_reason"] = ["No battery for two weeks."]
    ana.put(at("entries"), sent)


def test_a_clock_that_was_set_between_writing_and_sending_is_read_as_it_was(
    ana: Visitor, placement: Placement
) -> None:
    """It was right when it last heard the server, and a year ahead when it sent."""
    written = datetime.now(UTC) - timedelta(days=3)
    ahead = (datetime.now(UTC) + timedelta(days=365)).isoformat()
    sent = an_entry_of(placement, form_of(), written_at=written.isoformat())
    ana.put(at("entries"), sent | {"sent_at": ahead, "clock_offset": 0})
    assert (version().recorded_at, version().device_time) == (written, written)


def the_night() -> date:
    """The last Sunday of October that is over: at 3:00 it was 2:00 again."""
    year = today().year if today() > date(today().year, 11, 1) else today().year - 1
    last = date(year, 10, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_two_hours(
    ana: Visitor, placement: Placement, fold: int
) -> None:
    night = the_night()
    local = datetime.combine(night, time(2, 30, fold=fold), MADRID)
    sent = an_entry_of(
        placement,
        form_of(activity_date=night.isoformat()),
        hand_in=True,
        written_at=local.isoformat(),
    )
    ana.put(at("entries"), sent | {"time_zone": "Europe/Madrid", "clock_offset": 0})
    kept = version()
    assert kept.device_time == local.astimezone(UTC)
    assert kept.recorded_at.hour == fold
    assert (kept.recorded_on, kept.missing) == (night, [])


@pytest.mark.parametrize(
    ("days", "late"), [(REASON_AFTER_DAYS, False), (REASON_AFTER_DAYS + 1, True)]
)
def test_lateness_counts_days_where_the_fieldwork_is(
    ana: Visitor, placement: Placement, days: int, late: bool
) -> None:
    """Half past midnight in Madrid is the day before in UTC; the night with 25 hours is a day."""
    night = the_night()
    local = datetime.combine(night + timedelta(days=days), time(0, 30), MADRID)
    day, entry = form_of(activity_date=night.isoformat()), uuid4()
    sent = an_entry_of(placement, day, written_at=local.isoformat(), clock_offset=0)
    ana.put(at("entries", entry), sent)
    assert local.astimezone(UTC).date() < local.date()
    assert ("late_reason" in version().missing) is late
    again = sent | {"version": str(uuid4()), "base": sent["version"], "hand_in": True}
    again["fields"] = day_in_lists(again, place=["Kesarpur, the river side"])
    ana.put(at("entries", entry), again, status=422 if late else 201)


def day_in_lists(sent: dict[str, object], **more: list[str]) -> dict[str, object]:
    fields = sent["fields"]
    assert isinstance(fields, dict)
    return fields | more


def test_a_zone_that_changes_during_the_draft_changes_nothing_written_before(
    ana: Visitor, placement: Placement
) -> None:
    first = (datetime.now(UTC) - timedelta(days=2)).astimezone(KOLKATA)
    second = (datetime.now(UTC) - timedelta(days=1)).astimezone(MADRID)
    entry, sent = uuid4(), an_entry_of(placement, form_of(), written_at=first.isoformat())
    ana.put(at("entries", entry), sent | {"time_zone": "Asia/Kolkata", "clock_offset": 0})
    again = an_entry_of(
        placement, form_of(facts="Thirty looms."), base=sent["version"], hand_in=True
    ) | {"written_at": second.isoformat(), "time_zone": "Europe/Madrid", "clock_offset": 0}
    ana.put(at("entries", entry), again)

    rows = db.session.scalars(select(LogEntryVersion).order_by(LogEntryVersion.number)).all()
    assert [row.device_time_zone for row in rows] == ["Asia/Kolkata", "Europe/Madrid"]
    assert [row.device_time for row in rows] == [first, second]
    assert [row.recorded_at for row in rows] == [first, second]


def test_a_day_that_has_come_where_the_device_is_has_come(ana: Visitor, people: People) -> None:
    """From Kiribati to Niue there are 25 hours: of any moment it is another day in one of them."""
    placement = placed_in(a_placement(people), "Pacific/Niue")
    there = datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    sent = an_entry_of(placement, form_of(activity_date=there.isoformat()))
    ana.put(at("entries"), sent, status=422)
    ana.put(at("entries"), sent | {"time_zone": "Pacific/Kiritimati"})


@pytest.mark.parametrize("zone", ["No/Where", "../zone", "America", "x" * 80])
def test_a_zone_that_nobody_knows_refuses_nothing(
    ana: Visitor, placement: Placement, zone: str
) -> None:
    ana.put(at("entries"), an_entry_of(placement, form_of(), time_zone=zone))
    assert version().device_time_zone == zone


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00"])
def test_a_moment_that_no_clock_says_is_not_understood(
    ana: Visitor, placement: Placement, moment: str
) -> None:
    ana.put(at("entries"), an_entry_of(placement, form_of(), written_at=moment), status=400)


def test_how_far_off_its_clock_was_is_no_part_of_a_text(placement: Placement) -> None:
    """A device of the version before said nothing of it, and its receipts still answer."""
    sent = an_entry_of(placement, form_of())
    digests = {Entry.model_validate(sent | more).digest for more in ({}, {"clock_offset": 90})}
    assert len(digests) == 1
