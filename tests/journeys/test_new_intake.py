"""A coordinator opens an edition from a course, enrols twenty people by a list, writes to them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import monotonic

import pytest
from playwright.sync_api import Locator, Page

from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
SECONDS_A_PAGE, SECONDS_A_FIELD = 20, 10  # of somebody who does it for the first time
FIVE_MINUTES = 300
TRAINEES = [
    f"t{number:02}@new.example;Nueva Persona {number:02};;inés mena" for number in range(20)
]
LIST = "\n".join(
    ["Correo;Nombre;Rol;Supervisora", "ines@new.example;Inés Mena;supervisora;", *TRAINEES]
)


@pytest.mark.parametrize("scripts", [True, False], ids=["desk", "phone without scripts"])
def test_from_a_course_to_a_message_to_its_class(someone: Someone, scripts: bool) -> None:
    coordinator = someone(phone=not scripts, scripts=scripts)
    coordinator.signs_in("coordinator@journey.example")
    opens_an_edition(coordinator)
    enrols_from_a_list(coordinator)
    brings_the_list_again(coordinator)
    sees_who_is_where(coordinator)
    writes_to_all(coordinator)
    moves_it(coordinator)


class Watch:
    """What a person's time goes into: each page that is read, each field that is filled in."""

    def __init__(self, page: Page) -> None:
        self.pages, self.fields = 0, 0
        page.on("load", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.pages += 1

    def fills(self, field: Locator, value: str) -> None:
        self.fields += 1
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    @property
    def seconds(self) -> int:
        return SECONDS_A_PAGE * self.pages + SECONDS_A_FIELD * self.fields


@pytest.mark.parametrize("scripts", [True, False], ids=["desk", "phone without scripts"])
def test_from_a_course_to_an_edition_with_its_timetable_in_under_five_minutes(
    someone: Someone, scripts: bool
) -> None:
    """From the first page, with nobody's help; then who is in it is typed as a list of twenty."""
    coordinator = someone(phone=not scripts, scripts=scripts)
    coordinator.signs_in("coordinator@journey.example")
    page, began = coordinator.page, monotonic()
    watch = Watch(page)
    coordinator.goes_to("/editions")
    coordinator.follows("Open an edition")
    course = page.get_by_label("Course", exact=True)
    watch.fills(course, course.locator("option").nth(1).get_attribute("value") or "")
    watch.fills(page.get_by_label("Name of the edition"), "Masaya 2027")
    watch.fills(page.get_by_label("Country"), "NI")
    watch.fills(page.get_by_label("Time zone of the class"), "America/Managua")
    watch.fills(page.get_by_label("First class day"), _monday().isoformat())
    watch.fills(page.get_by_label("Room or address"), "Casa de la Cultura")
    coordinator.presses("Open the edition")
    assert "The edition is open, with its timetable." in page.inner_text("body")
    enrols_from_a_list(coordinator)

    assert watch.seconds + (monotonic() - began) < FIVE_MINUTES


def opens_an_edition(coordinator: Person) -> None:
    coordinator.goes_to("/editions")
    coordinator.follows("Open an edition")
    coordinator.presses("Open the edition")
    assert "Choose the course." in coordinator.reads()
    page = coordinator.page
    page.get_by_label("Course", exact=True).select_option(index=1)
    page.get_by_label("Name of the edition").fill("Masaya 2027")
    page.get_by_label("Country").select_option("NI")
    page.get_by_label("Time zone of the class").select_option("America/Managua")
    page.get_by_label("First class day").fill(_monday().isoformat())
    page.get_by_label("Room or address").fill("Casa de la Cultura")
    coordinator.presses("Open the edition")
    assert "The edition is open, with its timetable." in page.inner_text("body")


def _monday() -> date:
    today = datetime.now(UTC).date()
    return today + timedelta(days=35 - today.weekday())


def enrols_from_a_list(coordinator: Person) -> None:
    coordinator.follows("Enrol many from a list")
    coordinator.page.get_by_text("What the list may look like").click()
    coordinator.looks()
    coordinator.page.get_by_label("Or paste the list here").fill(LIST + "\nnot an address;X")
    coordinator.presses("Look at what will be done")
    assert "21 to be enrolled, with a letter" in coordinator.reads()
    assert "1 refused" in coordinator.reads()
    coordinator.presses("Enrol 21 people")
    assert "21 people are in the edition." in coordinator.page.inner_text("body")
    assert "Nueva Persona 19" in coordinator.reads()


def brings_the_list_again(coordinator: Person) -> None:
    """With one more line: who is here stays, and the new one alone is enrolled."""
    coordinator.follows("Enrol many from a list")
    coordinator.page.get_by_label("Or paste the list here").fill(LIST)
    coordinator.presses("Look at what will be done")
    assert "0 to be enrolled, with a letter 21 here already, unchanged" in coordinator.reads()
    assert coordinator.page.get_by_role("button", name="Enrol").count() == 0
    coordinator.follows("Choose another list")
    more = f"{LIST}\nrosa@new.example;Rosa Tardía;trainer"
    coordinator.page.get_by_label("Or paste the list here").fill(more)
    coordinator.presses("Look at what will be done")
    assert "1 to be enrolled, with a letter 21 here already" in coordinator.reads()
    coordinator.presses("Enrol 1 person")
    assert "1 person is in the edition." in coordinator.page.inner_text("body")


def sees_who_is_where(coordinator: Person) -> None:
    coordinator.follows("Progress")
    assert "20 trainees" in coordinator.reads()
    assert "20 not here yet" in coordinator.reads()


def writes_to_all(coordinator: Person) -> None:
    coordinator.follows("Write to these trainees")
    coordinator.page.get_by_label("Subject").fill("Welcome")
    coordinator.page.get_by_label("Message", exact=True).fill("We meet at eight.\nBring a pen.")
    coordinator.presses("Look at it once more")
    assert "To 20 trainees" in coordinator.reads()
    coordinator.presses("Send it")
    assert "The message goes to 20 trainees." in coordinator.page.inner_text("body")
    assert "Carlos Mora" in coordinator.reads()


def moves_it(coordinator: Person) -> None:
    coordinator.follows("Timetable")
    coordinator.follows("Move the dates")
    later = _monday() + timedelta(days=7)
    coordinator.page.get_by_label("goes to this day").fill(later.isoformat())
    coordinator.presses("Look at the new dates")
    coordinator.presses("Move everything")
    assert "The dates are moved." in coordinator.page.inner_text("body")
