"""What readers say of a post, and a post in another language, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person
from tests.journeys.test_forum import asks

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "scripts", [False, True], ids=["phone without scripts", "phone"]
)


@WITH_AND_WITHOUT
def test_say_that_it_was_useful_take_it_back_and_tell_of_a_trial(
    someone: Someone, scripts: bool
) -> None:
    asker, reader = someone(phone=True, scripts=scripts), someone(phone=True, scripts=scripts)
    topic = has_asked(asker)
    reader.signs_in("supervisor@journey.example")
    reader.page.goto(topic)
    for pressed in ("true", "false"):
        useful = reader.page.locator("#post-1").get_by_role("button", name="Useful")
        useful.click()
        expect(useful).to_have_attribute("aria-pressed", pressed)
        reader.looks()

    reader.follows("Tried it")
    reader.page.get_by_label("Where, and what came of it").fill(
        "With eleven weavers: seven paid in the first month."
    )
    reader.presses("Add it")
    assert "With eleven weavers: seven paid in the first month." in reader.reads()

    asker.page.goto(topic)
    asker.follows("Who?")
    assert "seven paid" in asker.reads()


@WITH_AND_WITHOUT
def test_translate_check_and_read_it(someone: Someone, scripts: bool) -> None:
    asker, reader = someone(phone=True, scripts=scripts), someone(phone=True, scripts=scripts)
    topic = has_asked(asker)
    reader.signs_in("supervisor@journey.example")
    reader.page.goto(topic)
    reader.follows("Translate")
    reader.follows("Translate into French")
    reader.page.get_by_label("Title of the topic").fill("Qui paie la première visite ?")
    reader.page.get_by_label("Translation", exact=True).fill(
        "Les entreprises disent : *le projet*."
    )
    reader.presses("Preview")
    reader.presses("Keep the translation")

    asker.page.goto(reader.page.url)
    asker.presses("It says what the post says")
    assert "Checked by a second person" in asker.reads()

    reader.page.goto(topic)
    with reader.page.expect_navigation():
        reader.page.get_by_role("contentinfo").get_by_role("button", name="Français").click()
    reader.looks()
    assert "Les entreprises disent" not in reader.reads()
    reader.page.locator("#post-1 summary").click()
    assert "Les entreprises disent" in reader.reads()


def has_asked(asker: Person) -> str:
    """The address of the topic."""
    asker.signs_in("trainee@journey.example")
    asks(asker, "Who pays for the first visit?", "The firms say: *the project*.")
    return asker.page.url
