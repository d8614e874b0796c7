"""One page with every date a person has, on their own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from lms.class_sessions import actions
from lms.editions import actions as editions
from lms.editions.models import Enrolment, Role
from tests.class_sessions.conftest import SetClock
from tests.class_sessions.factories import TITLE, a_session
from tests.fieldwork.factories import a_placement
from tests.people import People, enrol
from tests.visitor import Visitor

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday_morning(it_is: SetClock, people: People) -> None:
    it_is(MONDAY)
    people.edition.starts_on = MONDAY.date() - 70 * DAY
    people.edition.ends_on = MONDAY.date() + 70 * DAY


def dates(visitor: Visitor) -> list[tuple[str, list[str]]]:
    found = []
    for part in visitor.all("main section.stack-s"):
        titles = [title.to_text() for title in part.query(".session-title")]
        found.append((part.query("h2")[0].to_text().partition("·")[0].strip(), titles))
    return found


def test_four_weeks_stand_by_day_and_hour(visitor: Visitor, people: People) -> None:
    for title, days in (("Over", -1), ("Second", 1), ("Far", 27), ("Too far", 29)):
        a_session(people.edition, starts_at=MONDAY + days * DAY, title=title)
    a_session(people.edition, starts_at=MONDAY + DAY - timedelta(hours=3), title="First")

    visitor.signed_in(people.trainee).get("/calendar")

    assert dates(visitor) == [
        ("Tuesday, 24 November 2026", ["First", "Second"]),
        ("Sunday, 20 December 2026", ["Far"]),
    ]
    visitor.get(visitor.all("main a[rel=next]")[0].attrs["href"])
    assert dates(visitor) == [("Tuesday, 22 December 2026", ["Too far"])]


def test_a_day_is_the_readers_day(visitor: Visitor, people: People) -> None:
    night = datetime(2026, 11, 25, 20, tzinfo=UTC)
    a_session(people.edition, starts_at=night)
    people.trainee.time_zone = "Asia/Kolkata"

    visitor.signed_in(people.trainee).get("/calendar")

    assert dates(visitor) == [("Thursday, 26 November 2026", [TITLE])]
    assert "01:30–04:30 Wed 25 Nov, 14:00–17:00 in Managua" in visitor.text()


def test_a_session_of_last_night_is_still_on_today_for_who_lives_west(
    visitor: Visitor, people: People, it_is: SetClock
) -> None:
    people.trainee.time_zone = "America/Managua"
    midnight = datetime.combine(MONDAY, time(), ZoneInfo("America/Managua"))
    a_session(people.edition, starts_at=midnight + timedelta(hours=1))
    a_session(people.edition, starts_at=midnight - timedelta(hours=5), title="Yesterday")

    visitor.signed_in(people.trainee).get("/calendar?from=2026-11-23")

    assert dates(visitor) == [("Monday, 23 November 2026", [TITLE])]


def test_a_class_day_without_hours_has_its_date_until_the_timetable_holds_it(
    visitor: Visitor, people: People
) -> None:
    people.edition.starts_on = MONDAY.date()
    moved = a_session(people.edition, starts_at=MONDAY + 8 * DAY, day="cluster-broker/a1", title="")

    visitor.signed_in(people.trainee).get("/calendar")

    seen = dates(visitor)
    assert seen[0] == ("Tuesday, 24 November 2026", ["Day 2: The broker"])
    assert seen[5] == (
        "Tuesday, 1 December 2026",
        ["Day 7: Action plan, capability building, cost sharing", "Isolation, not size"],
    )
    actions.cancel(moved, why="Strike.", at=MONDAY)
    visitor.get("/calendar")
    assert dates(visitor) == seen


def test_the_weeks_of_fieldwork_end_on_a_day(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    placement.starts_on = MONDAY.date() - 7 * DAY
    placement.ends_on = placement.starts_on + 20 * DAY

    visitor.signed_in(people.trainee).get("/calendar")

    assert dates(visitor) == [
        ("Sunday, 29 November 2026", ["Week 2 of fieldwork ends"]),
        ("Sunday, 6 December 2026", ["Week 3 of fieldwork ends"]),
    ]
    link = visitor.all(".session-title a")[0].attrs["href"]
    assert link == f"/placements/{placement.id}/weeks/2"


def test_each_session_names_its_edition_and_leads_to_its_timetable(
    visitor: Visitor, people: People
) -> None:
    session = a_session(people.edition, starts_at=MONDAY + DAY)

    visitor.signed_in(people.trainee).get("/calendar")

    link = visitor.all(".session-title a")[0].attrs["href"]
    assert link == f"/editions/{people.edition.id}/sessions/{session.id}"
    assert people.edition.name in visitor.text()


def test_two_roles_in_an_edition_show_a_session_once(visitor: Visitor, people: People) -> None:
    a_session(people.edition, starts_at=MONDAY + DAY)
    enrol(people.trainer, people.edition, Role.COORDINATOR)

    visitor.signed_in(people.trainer).get("/calendar")

    assert dates(visitor) == [("Tuesday, 24 November 2026", [TITLE])]


def test_dates_of_other_editions_are_not_mine(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    a_session(people.other_edition, starts_at=MONDAY + DAY)
    visitor.signed_in(people.trainee).get("/calendar")
    assert TITLE not in visitor.text()

    a_session(people.edition, starts_at=MONDAY + DAY)
    editions.end(trainee, at=MONDAY)
    visitor.get("/calendar")
    assert TITLE not in visitor.text()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("trainee", "stand here as soon as they have a date."),
        ("stranger", "Once a coordinator has enrolled you"),
        ("administrator", "Once a coordinator has enrolled you"),
    ],
)
def test_an_empty_calendar_says_what_will_stand_there(
    visitor: Visitor, people: People, name: str, sentence: str
) -> None:
    visitor.signed_in(getattr(people, name)).get("/calendar")

    assert "No date in these four weeks" in visitor.text()
    assert sentence in visitor.text()


@pytest.mark.parametrize("day", ["x", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_forged_day_is_not_found(visitor: Visitor, people: People, day: str) -> None:
    visitor.signed_in(people.trainee).get(f"/calendar?from={day}", status=404)


def test_a_calendar_costs_the_same_for_many(visitor: Visitor, people: People) -> None:
    a_placement(people)
    visitor.signed_in(people.trainee)
    costs = []
    for count in (1, 3):
        for number in range(count):
            a_session(people.edition, starts_at=MONDAY + number * DAY, title=f"Of {count}")
        visitor.get("/calendar")
        costs.append(visitor.statements)

    assert costs == [7, 7]
