"""A class day from one page: who is there checks in, the register is taken, the sheet printed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from lms.accounts import passwords
from lms.accounts.models import User
from lms.class_sessions import actions
from lms.class_sessions.actions import Details
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from tests.journeys.conftest import Person, a_site
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
DAY = "/editions/1/days/5"
MOST_KEYS = 20  # for a class of thirty with two exceptions
MOST_ACTS = 20  # by taps, with five
SECONDS_AN_ACT, TWO_MINUTES = 1.2, 120  # of a person who reads a name, looks up and taps
A_FLICK = 0.8  # of a screen


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, build) as address:
        yield address


def build() -> None:
    """Trainer Teresa, thirty trainees, and a class day that begins now."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    edition = Edition(
        course_id="cluster-broker",
        name="Cluster brokers, second intake",
        country="NI",
        starts_on=now.date() - timedelta(days=6),
        ends_on=now.date() + timedelta(days=80),
        created_at=now,
    )
    db.session.add(edition)
    _enrol(edition, "trainer", "Teresa Mora", Role.TRAINER)
    for number in range(30):
        _enrol(edition, f"trainee{number:02}", f"Ana {number:02} Pérez", Role.TRAINEE)
    db.session.flush()
    held = Details(
        now, now + timedelta(hours=6), day="cluster-broker/a5", room="Hall 2", has_check_in=True
    )
    actions.add(edition, held, at=now)
    db.session.commit()


def _enrol(edition: Edition, name: str, called: str, role: Role) -> None:
    person = User(
        email=f"{name}@journey.example",
        name=called,
        password_hash=passwords.hashed(PASSWORD),
        created_at=edition.created_at,
    )
    db.session.add(
        Enrolment(user=person, edition=edition, role=role.value, created_at=edition.created_at)
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without scripts"])
def test_a_class_day_is_held_from_its_page(someone: Someone, scripts: bool) -> None:
    trainer = someone()
    trainer.signs_in("trainer@journey.example")
    trainer.follows("Open the class day")
    assert "Hours of this day" in trainer.reads()
    trainee = someone(phone=True, scripts=scripts)
    trainee.signs_in("trainee07@journey.example")
    checks_in(trainee, code_on_the_wall(trainer))
    takes_attendance(trainer)
    prints_the_sheet(trainer)
    sees_the_mark(trainee)


def test_thirty_are_marked_by_hand_on_a_phone_in_two_minutes(someone: Someone) -> None:
    """As a person at the door: a tap, a look, the next one. Scrolling is an act, too."""
    trainer = someone(phone=True)
    trainer.signs_in("trainer@journey.example")
    trainer.goes_to("/")
    hand = Hand(trainer.page)

    hand.follows("link", "Attendance")
    hand.follows("button", "Everyone was present")
    for number in (3, 8, 17, 22, 29):
        hand.taps(one_of(trainer.page, number, "Absent"))
    hand.follows("button", "Save the attendance")

    assert "The attendance is saved." in trainer.page.inner_text("body")
    assert hand.acts <= MOST_ACTS
    assert hand.acts * SECONDS_AN_ACT <= TWO_MINUTES


def test_each_of_thirty_by_name_stays_within_two_minutes_as_well(someone: Someone) -> None:
    """The slowest way: nobody is marked by the button for all."""
    trainer = someone(phone=True)
    trainer.signs_in("trainer@journey.example")
    trainer.goes_to("/")
    hand = Hand(trainer.page)

    hand.follows("link", "Attendance")
    for number in range(30):
        hand.taps(one_of(trainer.page, number, "Late" if number % 7 == 3 else "Present"))
    hand.follows("button", "Save the attendance")

    assert "The attendance is saved." in trainer.page.inner_text("body")
    assert hand.acts * SECONDS_AN_ACT <= TWO_MINUTES


class Hand:
    """Counts what a person does: each tap, and each flick until its place is in sight."""

    def __init__(self, page: Page) -> None:
        self.page, self.acts = page, 0

    def follows(self, role: Literal["link", "button"], name: str) -> None:
        with self.page.expect_navigation():
            self.taps(self.page.get_by_role("main").get_by_role(role, name=name).first)

    def taps(self, target: Locator) -> None:
        box = target.bounding_box()
        assert box
        assert self.page.viewport_size
        height = self.page.viewport_size["height"]
        away = max(-box["y"], box["y"] + box["height"] - height, 0)
        self.acts += 1 + ceil(away / (height * A_FLICK))
        target.click()


def one_of(page: Page, number: int, mark: str) -> Locator:
    return page.locator(".roll-row").nth(number).get_by_text(mark, exact=True)


def code_on_the_wall(trainer: Person) -> str:
    trainer.follows("Check-in code")
    assert "0 of 30 are marked" in trainer.reads()
    return trainer.page.locator("[data-code]").inner_text().replace("\u202f", "")


def test_hours_past_midnight_stand_within_a_phone(someone: Someone) -> None:
    """Whatever time it is now: the class of this world lasts six hours from its beginning."""
    trainee = someone(phone=True)
    trainee.signs_in("trainee07@journey.example")
    trainee.goes_to("/sessions/1/check-in")
    longest = "Wednesday 30 September, 22:30–04:30 (the day after)"
    trainee.page.locator(".hours-here").evaluate(
        "(hours, longest) => { hours.textContent = longest }", longest
    )
    trainee.looks()


def checks_in(trainee: Person, code: str) -> None:
    trainee.follows("Check in")
    trainee.page.get_by_label("Code from the screen in the room").fill("AAA222")
    trainee.presses("I am here")
    assert "This is not the code on the screen now." in trainee.reads()
    trainee.page.get_by_label("Code from the screen in the room").fill(code.lower())
    trainee.presses("I am here")
    assert "You are marked: Present" in trainee.reads()


def takes_attendance(trainer: Person) -> None:
    """By keyboard only: everybody at once, then two exceptions and a part of a day, then save."""
    page = trainer.page
    trainer.goes_to(DAY)
    trainer.follows("Attendance")
    assert "checked in at" in trainer.reads()
    trainer.page.get_by_role("button", name="Everyone else was present").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    trainer.looks()
    first = page.locator("form.roll input[type=radio]:checked").first
    first.focus()
    keys = [*["ArrowDown"] * 3, "4", *["ArrowDown"] * 4, "2", "Tab", "3", "Enter"]
    with page.expect_navigation():
        for key in keys:
            page.keyboard.press(key)
    trainer.looks()
    assert len(keys) + 1 <= MOST_KEYS
    assert "The attendance is saved." in page.inner_text("body")
    shows_the_exceptions(page)


def shows_the_exceptions(page: Page) -> None:
    marks = page.locator("form.roll input:checked")
    found = [marks.nth(number).input_value() for number in range(30)]
    assert [number for number, mark in enumerate(found) if mark != "present"] == [3, 8]
    assert (found[3], found[8]) == ("absent", "late")
    assert page.locator(".roll-units .input").nth(9).input_value() == "3"


def prints_the_sheet(trainer: Person) -> None:
    trainer.follows("Sheet to sign")
    assert trainer.page.get_by_role("button", name="Print the sheet").is_visible()
    printed = PdfReader(BytesIO(trainer.page.pdf(prefer_css_page_size=True)))
    width, height = (round(float(side) / 72 * 25.4) for side in printed.pages[0].mediabox[2:])
    text = "".join(page.extract_text() for page in printed.pages)
    assert (width, height) == (210, 297)
    assert len(printed.pages) == 2
    assert all(f"Ana {number:02} Pérez" in text for number in range(30))
    assert "Print the sheet" not in text


def sees_the_mark(trainee: Person) -> None:
    trainee.goes_to("/editions/1/timetable")
    assert "100% 6 of 6 units so far" in trainee.reads()
    trainee.goes_to("/calendar")
    trainee.follows("Add them to my calendar")
    trainee.presses("Make my address")
    address = trainee.page.get_by_label("Address of your calendar").input_value()
    answer = trainee.page.request.get(address)
    assert answer.status == 200
    assert answer.body().startswith(b"BEGIN:VCALENDAR")
