"""A trainer's class day with the network cut while the register is filled in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person, a_site
from tests.journeys.cutting import (
    LONG,
    cut,
    forget_the_dead_line,
    opens,
    presses_offline,
    takes_along,
)
from tests.journeys.test_class_day import DAY, build

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
ABSENT, LATE = 3, 8


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, build) as address:
        yield address


def test_a_register_marked_without_a_network_arrives_once(someone: Someone) -> None:
    trainer = someone()
    trainer.signs_in("trainer@journey.example")
    takes_along(trainer, DAY)
    trainer.follows("Attendance")
    register = trainer.page.url.removeprefix(trainer.site)

    cut(trainer, off=True)
    marks(trainer)
    for _ in range(2):  # an impatient hand saves again after a reload
        opens(trainer, register)
        assert_marked(trainer)
        presses_offline(trainer, "Save the attendance")
    opens(trainer, "/offline")
    cut(trainer, off=False)

    arrives_once(trainer, register)


def arrives_once(trainer: Person, register: str) -> None:
    expect(trainer.page.locator("outbox-list .badge-good")).to_have_count(2, timeout=LONG)
    forget_the_dead_line(trainer)
    trainer.goes_to(register)
    assert "Last saved by Teresa Mora" in trainer.reads()
    assert_marked(trainer)
    trainer.follows("Who marked what")
    assert trainer.reads().count("Teresa Mora") == 30


def marks(trainer: Person) -> None:
    """By keyboard, as in a room: one absent, one late."""
    page = trainer.page
    page.locator("form.roll input[type=radio]:checked").first.focus()
    for key in [*["ArrowDown"] * ABSENT, "4", *["ArrowDown"] * (LATE - ABSENT - 1), "2"]:
        page.keyboard.press(key)
    page.wait_for_timeout(600)  # what is typed is kept after a short pause


def assert_marked(trainer: Person) -> None:
    chosen = trainer.page.locator("form.roll input:checked")
    expect(chosen).to_have_count(30)
    found = [chosen.nth(number).input_value() for number in range(30)]
    assert [number for number, mark in enumerate(found) if mark != "present"] == [ABSENT, LATE]
    assert (found[ABSENT], found[LATE]) == ("absent", "late")
