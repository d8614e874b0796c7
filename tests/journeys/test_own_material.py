"""The path of a lesson with a picture, from a trainer's desk to a trainee's phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.files.factories import a_photo
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
TEXT = """Go to the **market** before six.

## Three questions

- Who buys?
- Who waits?
"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_lesson_with_a_picture_from_the_desk_to_a_phone(someone: Someone, scripts: bool) -> None:
    trainer = someone(scripts=scripts)
    trainer.signs_in("trainer@journey.example")
    writes_a_lesson(trainer)
    sends_a_picture(trainer)
    publishes_it(trainer)
    trainee = someone(phone=True, scripts=scripts)
    trainee.signs_in("trainee@journey.example")
    reads_it(trainee)


def writes_a_lesson(trainer: Person) -> None:
    trainer.follows("Cluster brokers, first intake")
    trainer.follows("Materials")
    assert "Nothing added yet" in trainer.reads()
    trainer.follows("Write a lesson")
    trainer.presses("See how it looks")
    assert "Write a title." in trainer.reads()
    page = trainer.page
    page.get_by_label("Title").fill("The market before six")
    page.get_by_label("Belongs to").select_option(label="Day 3: Diagnosis I: the production system")
    page.get_by_label("Text", exact=True).fill(TEXT)
    trainer.presses("See how it looks")
    assert "Who waits?" in page.locator("section.look li").last.inner_text()
    assert page.get_by_label("Text", exact=True).input_value().strip() == TEXT.strip()


def sends_a_picture(trainer: Person) -> None:
    page = trainer.page
    photo = {"name": "Stall at dawn.jpg", "mimeType": "image/jpeg", "buffer": a_photo(2400, 1800)}
    page.get_by_label("The file").set_input_files([photo])
    trainer.presses("Save")
    assert "Say what the picture shows" in trainer.reads()
    page.get_by_label("The file").set_input_files([photo])
    page.get_by_label("What the picture shows").fill("A stall at dawn")
    trainer.presses("Save")
    assert "![A stall at dawn](media/stall-at-dawn.jpg)" in page.input_value("textarea")


def publishes_it(trainer: Person) -> None:
    trainer.presses("Save")
    assert "Draft" in trainer.reads()
    trainer.presses("Publish it to the edition")
    assert "Published" in trainer.reads()


def reads_it(trainee: Person) -> None:
    trainee.goes_to("/editions/1/days/3")
    assert "Added by this edition" in trainee.reads()
    trainee.follows("The market before six")
    picture = trainee.page.locator(".prose img")
    assert picture.get_attribute("alt") == "A stall at dawn"
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.bounding_box()["width"] <= 360
    assert "Change it" not in trainee.reads()
