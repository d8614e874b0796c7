"""Three countries on three clocks, one at a half hour: propose, ask, fix, follow, cancel."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.projects.models import Project
from tests.directory.factories import takes_part
from tests.journeys.conftest import Person, _made_once, serving
from tests.journeys.test_joint_learning import mails
from tests.journeys.three_countries import HOME, build
from tests.prepared import drop
from tests.programmes.factories import a_programme

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
CLOCKS = {"ines": "America/Managua", "fatou": "Africa/Dakar", "ravi": "Asia/Kolkata"}
PROGRAMME, TITLE = "Joint learning week, Masaya", "One order book for three"
WHY = "The line is down in Thiès until Friday."
TODAY = datetime.now(UTC).date()
MONDAY = TODAY + timedelta(days=14 - TODAY.weekday())


def build_on_three_clocks() -> None:
    """All three have places in one programme."""
    build()
    people = {row.email.partition("@")[0]: row for row in db.session.scalars(select(User))}
    projects = {row.name: row for row in db.session.scalars(select(Project))}
    programme = a_programme(people["carla"])
    for name, zone in CLOCKS.items():
        people[name].time_zone = zone
        takes_part(programme, people[name], projects[HOME[name][2]])


@pytest.fixture
def database(tmp_path: Path, database_url: str) -> Iterator[str]:
    made = _made_once(database_url, build_on_three_clocks).copied(tmp_path)
    yield made
    drop(made)


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[str]:
    with serving(tmp_path, database) as address:
        yield address


@pytest.mark.parametrize("scripts", [False, True], ids=["phone without scripts", "phone"])
def test_from_fair_hours_to_a_poll_a_meeting_a_calendar_and_a_cancellation(
    someone: Someone, tmp_path: Path, database: str, scripts: bool
) -> None:
    ines, fatou, ravi = (someone(phone=True, scripts=scripts) for _name in HOME)
    for name, person in (("ines", ines), ("fatou", fatou), ("ravi", ravi)):
        person.signs_in(f"{name}@journey.example")

    meeting = finds_an_hour(ines, {"14:00": fatou, "19:30": ravi})
    hears(fatou, meeting, "14:00–15:00")
    hears(ravi, meeting, "19:30–20:30")
    calendar, phone = follows_the_calendar(ravi), someone()
    assert "STATUS:CANCELLED" not in meeting_in(calendar, phone)

    cancels(ines, meeting)
    assert "STATUS:CANCELLED" in meeting_in(calendar, phone)
    fatou.goes_to("/")
    assert TITLE not in fatou.reads()
    letters = mails(tmp_path, database, days=1)
    for name, hours in (("fatou", "14:00–15:00 UTC"), ("ravi", "19:30–20:30 UTC+05:30")):
        theirs = " ".join(text for to, text in letters if to == f"{name}@journey.example")
        assert f"Cancelled: “{TITLE}”" in theirs
        assert f"{hours}. {WHY}" in theirs


def finds_an_hour(person: Person, others: dict[str, Person]) -> str:
    """The address of the meeting; each of the others is asked, and says what suits."""
    looks_for_an_hour(person)
    topic = asks(person)
    for hour, other in others.items():
        says_what_suits(other, topic, hour)
    closes(person, topic)
    return fixes(person, topic)


def looks_for_an_hour(person: Person) -> None:
    """A wrong day is named, and the rest stays as it was filled in."""
    person.goes_to("/programmes")
    person.follows("Meetings")
    person.follows(PROGRAMME)
    assert "everybody begins at zero" in person.reads()
    page = person.page
    page.get_by_label("First day").fill(MONDAY.isoformat())
    page.get_by_label("Last day").fill((MONDAY - timedelta(days=1)).isoformat())
    person.presses("Find fair hours")
    assert "The last day comes before the first one." in person.reads()
    page.get_by_label("Last day").fill(MONDAY.isoformat())
    person.presses("Find fair hours")
    best = page.locator("#hour-1")
    assert "08:00–09:00" in best.get_by_role("heading").inner_text()
    for who, hours in (("Inés", "08:00–09:00"), ("Fatou", "14:00–15:00"), ("Ravi", "19:30–20:30")):
        assert hours in best.locator(".clock", has_text=who).inner_text()
    assert "Early or late" in best.locator(".clock", has_text="Ravi").inner_text()


def asks(person: Person) -> str:
    """The address of the poll in the programme's own room."""
    person.page.get_by_label("Title").fill("When do we talk about the order book?")
    person.presses(f"Ask in “{PROGRAMME}”")
    return urlsplit(person.page.url).path


def says_what_suits(person: Person, topic: str, hour: str) -> None:
    """On their own clock."""
    person.goes_to(topic)
    person.page.locator(".choice", has_text=hour).get_by_role("checkbox").check()
    person.presses("Give my voice")
    assert "You have spoken" in person.reads()


def closes(person: Person, topic: str) -> None:
    person.goes_to(topic)
    person.follows("Move the closing")
    person.page.locator("#now-reason").fill("All three have spoken.")
    person.presses("Close it now")


def fixes(person: Person, topic: str) -> str:
    """The hour on which most agree, in the words of the group; a meeting of nothing is refused."""
    person.goes_to(topic)
    person.follows("Fix the meeting")
    first = person.page.get_by_role("main").get_by_role("listitem").first
    assert "Suits 2 people" in first.inner_text()
    person.follows("Fix this hour")
    assert "19:30–20:30" in person.page.locator(".clock", has_text="Ravi").inner_text()
    person.presses("Fix the meeting")
    assert "Say in a few words what for." in person.reads()
    person.page.get_by_label("What the meeting is about").fill(TITLE)
    person.page.get_by_label("Room, or address of the call").fill("https://call.example/looms")
    person.presses("Fix the meeting")
    return urlsplit(person.page.url).path


def hears(person: Person, meeting: str, hours: str) -> None:
    """On the first page, on their own clock."""
    person.goes_to("/")
    assert hours in person.reads()
    person.follows(TITLE)
    assert urlsplit(person.page.url).path == meeting
    assert hours in person.page.locator(".lead").inner_text()


def follows_the_calendar(person: Person) -> str:
    """The address that was made for it."""
    person.goes_to("/calendar")
    person.follows("Add them to my calendar")
    person.presses("Make my address")
    return urlsplit(person.page.get_by_label("Address of your calendar").input_value()).path


def meeting_in(calendar: str, phone: Person) -> str:
    """Its part of what a phone reads there, without a sign-in."""
    text = phone.page.request.get(phone.site + calendar).text()
    [event] = [part for part in text.split("BEGIN:VEVENT") if f"SUMMARY:{TITLE}" in part]
    assert f"DTSTART:{MONDAY:%Y%m%d}T140000Z" in event
    return event


def cancels(person: Person, meeting: str) -> None:
    person.goes_to(meeting)
    person.follows("Cancel it")
    person.presses("Cancel the meeting")
    assert "Say why, so that others can plan." in person.reads()
    person.page.get_by_label("Why?").fill(WHY)
    person.presses("Cancel the meeting")
    assert WHY in person.reads()
