"""Another language in the middle of a form: what was typed is there again, and arrives."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
TRAINEE = "trainee@journey.example"
FACTS = "Visited nine workshops; 23 of 31 tables are in use."
NEXT_STEP = "Count again with the dyers on Monday."


def chooses(person: Person, language: str) -> None:
    with person.page.expect_navigation():
        person.page.locator(".language-choice").get_by_role("button", name=language).click()
    person.looks()


def holds(person: Person, typed: dict[str, str]) -> None:
    for name, value in typed.items():
        expect(person.page.locator(f"main [name={name}]")).to_have_value(value)


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_settings_that_are_half_done(someone: Someone, phone: bool) -> None:
    trainee = someone(phone=phone)
    trainee.signs_in(TRAINEE)
    trainee.goes_to("/settings")
    page = trainee.page
    page.get_by_label("Organisation").fill("Dyers of Kesarpur")
    page.get_by_label("Country").select_option("NI")
    page.get_by_label("Save data").check()
    typed = {"organisation": "Dyers of Kesarpur", "country": "NI", "language": "es"}

    chooses(trainee, "Español")
    holds(trainee, typed)
    expect(page.locator("main [name=saves_data]")).to_be_checked()
    trainee.presses("Guardar la configuración")
    trainee.goes_to("/settings")
    holds(trainee, typed)
    expect(page.locator("main [name=saves_data]")).to_be_checked()


def test_a_log_entry_that_is_refused_on_the_way(someone: Someone) -> None:
    trainee = someone(phone=True)
    page, typed = trainee.page, {"hours": "2:30", "facts": FACTS}
    begins_an_entry(trainee, typed)
    chooses(trainee, "Español")
    holds(trainee, typed)
    expect(page.locator("main [name=activity][value=visit]")).to_be_checked()
    expect(page.locator("main [name=consent_given]")).to_be_checked()

    trainee.presses("Entregar")
    page.locator("main [name=next_step]").fill(NEXT_STEP)
    chooses(trainee, "Français")
    holds(trainee, typed | {"next_step": NEXT_STEP})
    page.locator("main [name=step]").select_option("diagnosis")
    chooses(trainee, "English")
    trainee.presses("Hand in")
    assert "Handed in. Your supervisor will see it." in page.inner_text("body")
    assert FACTS in trainee.reads()


def begins_an_entry(trainee: Person, typed: dict[str, str]) -> None:
    trainee.signs_in(TRAINEE)
    trainee.goes_to("/fieldwork")
    trainee.follows("Write a log entry")
    trainee.page.get_by_label("Visit to a firm").check()
    for name, value in typed.items():
        trainee.page.locator(f"main [name={name}]").fill(value)
    trainee.page.get_by_text("More: my part").click()
    trainee.page.locator("main [name=consent_given]").check()


def test_words_beside_a_file_that_is_not_chosen_yet(someone: Someone) -> None:
    trainee = someone()
    trainee.signs_in(TRAINEE)
    trainee.goes_to("/forum/edition-1/new")
    page = trainee.page
    page.locator("main [name=body]").fill(FACTS)
    page.get_by_text("Add pictures or papers").click()
    page.locator("main [name=shows-1]").fill("The driers behind the house.")
    chooses(trainee, "Español")
    holds(trainee, {"body": FACTS, "shows-1": "The driers behind the house."})
    expect(page.locator("main [name=shows-1]")).to_be_visible()
    expect(page.locator("main [name=shows-2]")).to_be_visible()
    expect(page.locator("main [name=shows-3]")).to_be_hidden()


def test_it_is_put_back_once_and_kept_no_longer(someone: Someone) -> None:
    trainee = someone()
    trainee.signs_in(TRAINEE)
    trainee.goes_to("/settings")
    trainee.page.get_by_label("Organisation").fill("Dyers of Kesarpur")
    chooses(trainee, "Español")
    trainee.goes_to("/settings")
    holds(trainee, {"organisation": ""})
    assert trainee.page.evaluate("sessionStorage.length") == 0


def test_without_scripts_a_refused_form_is_back(someone: Someone) -> None:
    trainee = someone(phone=True, scripts=False)
    trainee.signs_in(TRAINEE)
    trainee.goes_to("/fieldwork")
    trainee.follows("Write a log entry")
    trainee.page.get_by_label("Facts").fill(FACTS)
    trainee.presses("Hand in")
    chooses(trainee, "Español")
    holds(trainee, {"facts": FACTS})
    assert "Lo que escribió está otra vez en su formulario" in trainee.page.inner_text("body")


@pytest.mark.parametrize("form", ["entry", "reflection", "note"])
def test_without_scripts_a_form_that_was_not_sent_is_back(someone: Someone, form: str) -> None:
    trainee = someone(phone=True, scripts=False)
    trainee.signs_in(TRAINEE)
    name = goes_to_the_form(trainee, form)
    trainee.page.locator(f"main [name={name}]").fill(FACTS)
    for language in ("Español", "Français"):
        with trainee.page.expect_navigation():
            trainee.page.locator(f"#{form}-form").locator(
                f"xpath=ancestor::draft-keeper//button[.='{language}']"
            ).click()
        trainee.looks()
        holds(trainee, {name: FACTS})
    assert "Ce que vous avez écrit" in trainee.page.inner_text("body")


def goes_to_the_form(trainee: Person, form: str) -> str:
    """The name of its first text."""
    trainee.goes_to("/fieldwork")
    if form == "entry":
        trainee.follows("Write a log entry")
        return "facts"
    if form == "reflection":
        fieldwork = trainee.page.url.partition("?")[0]
        trainee.goes_to(fieldwork.removeprefix(trainee.site).rstrip("/") + "/weeks/1")
        return "what"
    trainee.goes_to("/courses/cluster-broker/a1-1")
    trainee.page.get_by_text("Write a note").click()
    return "note-body"
