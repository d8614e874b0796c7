"""What an hour asks on twelve clocks: midnights, clocks that change, halves and quarters."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from flask import Flask

from lms.meetings.hours import RESTS, SATURDAY, SUNDAY, Burden, burden
from lms.meetings.proposals import Wanted, proposals
from lms.meetings.showing import Asked, lines_of

HOUR = timedelta(hours=1)
ZONES = (
    *("America/Managua", "America/St_Johns", "Africa/Dakar", "Africa/Casablanca"),
    *("Europe/Vienna", "Africa/Harare", "Asia/Tehran", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Dhaka", "Australia/Lord_Howe", "Pacific/Chatham"),
)
WORKING, EDGE, FREE, NIGHT = Burden


def at(zone: str, written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("hour", "minutes", "asked"),
    [
        ("00:00", 60, NIGHT),
        ("05:45", 30, NIGHT),
        ("06:00", 60, FREE),
        ("06:45", 30, FREE),
        ("07:00", 60, EDGE),
        ("08:00", 600, WORKING),
        ("17:00", 60, WORKING),
        ("17:15", 60, EDGE),
        ("20:00", 60, EDGE),
        ("20:30", 45, FREE),
        ("22:00", 60, FREE),
        ("22:50", 20, NIGHT),
        ("23:30", 60, NIGHT),
    ],
)
def test_an_hour_asks_as_much_on_every_clock(
    zone: str, hour: str, minutes: int, asked: Burden
) -> None:
    """On a Tuesday, which is a working day everywhere."""
    begin = at(zone, f"2026-11-24T{hour}")
    assert burden(begin, begin + timedelta(minutes=minutes), zone) is asked


@pytest.mark.parametrize(
    ("zone", "rests"),
    [
        ("America/Managua", {"Sat", "Sun"}),
        ("Africa/Dakar", {"Sat", "Sun"}),
        ("Asia/Kolkata", {"Sun"}),
        ("Africa/Algiers", {"Fri", "Sat"}),
        ("Asia/Calcutta", {"Sun"}),
        ("Asia/Tehran", {"Fri"}),
        ("Asia/Dhaka", {"Fri", "Sat"}),
        ("Asia/Jerusalem", {"Fri", "Sat"}),
        ("Asia/Kathmandu", {"Sat"}),
        ("Asia/Brunei", {"Fri", "Sun"}),
        ("Asia/Dubai", {"Sat", "Sun"}),
        ("UTC", {"Sat", "Sun"}),
    ],
)
def test_a_day_of_rest_is_that_of_the_country(zone: str, rests: set[str]) -> None:
    noons = [at(zone, f"2026-11-{day}T12:00") for day in range(23, 30)]
    found = {f"{noon:%a}" for noon in noons if burden(noon, noon + HOUR, zone) is FREE}
    assert found == rests


@pytest.mark.long
def test_what_the_unicode_consortium_knows_of_days_of_rest_is_known_here() -> None:
    """It is silent on the seven; where it changes its mind of another, we look again."""
    known: dict[str, tuple[int, ...]] = {}
    for name in locale_identifiers():
        place = Locale.parse(name)
        if place.territory and (place.weekend_start, place.weekend_end) != (SATURDAY, SUNDAY):
            known[place.territory] = tuple(range(place.weekend_start, place.weekend_end + 1))
    silent = {"BD", "BN", "DJ", "MV", "NP", "PS", "SO"}
    assert {place: days for place, days in RESTS.items() if place not in silent} == known


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Vienna", "2026-03-27T08:30", "2026-03-30T08:30"),
        ("Europe/Vienna", "2026-10-23T08:30", "2026-10-26T08:30"),
        ("America/St_Johns", "2026-03-06T08:30", "2026-03-09T08:30"),
        ("Australia/Lord_Howe", "2026-10-02T08:15", "2026-10-05T08:15"),
        ("Australia/Lord_Howe", "2026-04-03T08:15", "2026-04-06T08:15"),
        ("Pacific/Chatham", "2026-09-25T08:15", "2026-09-28T08:15"),
    ],
)
def test_each_date_has_its_own_offset(zone: str, before: str, after: str) -> None:
    """A quarter to an hour past eight is working time on either side of the change.

    With its control: the hour of the one, counted on with the offset of the other, is none.
    """
    first, second = at(zone, before), at(zone, after)
    moved = abs((second - first) - timedelta(days=3))
    assert moved in {HOUR, HOUR / 2}
    assert burden(first, first + HOUR, zone) is burden(second, second + HOUR, zone) is WORKING
    assert EDGE in {
        burden(moment, moment + HOUR, zone)
        for moment in (first + timedelta(days=3), second - timedelta(days=3))
    }


def test_proposals_over_a_change_of_the_clocks_keep_to_each_days_offset() -> None:
    """Vienna goes back on 25 October and Managua does not: an hour more suits both from then on."""
    managua, vienna = "America/Managua", "Europe/Vienna"
    wanted = Wanted(date(2026, 10, 22), date(2026, 10, 27), 60, ZoneInfo(managua))
    found = proposals(wanted, {1: managua, 2: vienna}, {}, at=at(managua, "2026-10-20T00:00"))
    free = [row.starts_at.astimezone(ZoneInfo(vienna)) for row in found if row.cost == 0]
    assert {f"{moment:%d %H:%M}" for moment in free} == {
        *("22 16:00", "23 16:00"),
        *("26 15:00", "26 17:00", "27 15:00", "27 17:00"),
    }


@pytest.mark.parametrize("zone", ZONES)
def test_days_on_any_clock_have_all_their_half_hours_and_no_other(zone: str) -> None:
    """Also where a day has 23, 24½ or 25 hours; nothing is proposed twice or outside the days."""
    here = ZoneInfo(zone)
    for day in ("2026-03-29", "2026-04-05", "2026-09-27", "2026-10-04", "2026-10-25", "2026-12-31"):
        first = date.fromisoformat(day)
        wanted = Wanted(first, first + timedelta(days=1), 30, here)
        found = proposals(wanted, {1: zone}, {}, at=datetime(2026, 1, 1, tzinfo=UTC))
        starts = [row.starts_at for row in found]
        assert len(set(starts)) == len(starts) == 8
        for moment in starts:
            local = moment.astimezone(here)
            assert wanted.first <= local.date() <= wanted.last
            assert local.minute in {0, 30}


def test_what_has_begun_is_not_proposed() -> None:
    now = datetime(2026, 11, 24, 12, 10, tzinfo=UTC)
    wanted = Wanted(now.date(), now.date(), 60, ZoneInfo("UTC"))
    found = proposals(wanted, {1: "UTC"}, {}, at=now)
    assert found
    assert min(row.starts_at for row in found) > now


def test_everybody_reads_weekday_hour_and_day_on_their_own_clock(app: Flask) -> None:
    begin = at("America/Managua", "2026-11-24T17:00")
    people = [Asked(zone, zone, burden(begin, begin + HOUR, zone)) for zone in ZONES]
    with app.test_request_context():
        lines = lines_of(begin, begin + HOUR, people, ZoneInfo("America/Managua"))
    shown = {
        line.names[0]: (f"{line.on:%a %d}", line.ahead, line.hours, line.offset, line.burden)
        for line in lines
    }
    assert shown == {
        "America/Managua": ("Tue 24", 0, "17:00–18:00", "UTC-06:00", WORKING),
        "America/St_Johns": ("Tue 24", 0, "19:30–20:30", "UTC-03:30", EDGE),
        "Africa/Dakar": ("Tue 24", 0, "23:00–00:00 (the day after)", "UTC", NIGHT),
        "Africa/Casablanca": ("Wed 25", 1, "00:00–01:00", "UTC+01:00", NIGHT),
        "Africa/Harare": ("Wed 25", 1, "01:00–02:00", "UTC+02:00", NIGHT),
        "Asia/Tehran": ("Wed 25", 1, "02:30–03:30", "UTC+03:30", NIGHT),
        "Asia/Kolkata": ("Wed 25", 1, "04:30–05:30", "UTC+05:30", NIGHT),
        "Asia/Kathmandu": ("Wed 25", 1, "04:45–05:45", "UTC+05:45", NIGHT),
        "Asia/Dhaka": ("Wed 25", 1, "05:00–06:00", "UTC+06:00", NIGHT),
        "Australia/Lord_Howe": ("Wed 25", 1, "10:00–11:00", "UTC+11:00", WORKING),
        "Pacific/Chatham": ("Wed 25", 1, "12:45–13:45", "UTC+13:45", WORKING),
    }
    casablanca = next(line for line in lines if line.names[0] == "Africa/Casablanca")
    assert casablanca.names == ["Africa/Casablanca", "Europe/Vienna"]
    assert casablanca.cities == "Casablanca, Vienna"
