"""A trainee finds a lesson by a word, and has the words of the lesson explained."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Request

from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
LESSON = "/courses/cluster-broker/a2-5"


def asked_for(person: Person) -> list[str]:
    """Addresses that are fetched from now on; the icon of the site comes from the cache.

    What makes the device ready for another day follows a page by itself.
    """
    asked: list[str] = []
    person.page.wait_for_load_state("networkidle")
    person.page.on("request", lambda request: asked.append(request.url) if new(request) else None)
    return asked


def new(request: Request) -> bool:
    by_itself = ("/static/", "/offline", "/service-worker.js", "/api/v1/")
    return not any(part in request.url for part in by_itself)


def test_a_trainee_finds_a_lesson_on_a_phone_without_scripts(someone: Someone) -> None:
    trainee = someone(phone=True, scripts=False)
    trainee.signs_in("trainee@journey.example")

    trainee.page.get_by_role("banner").get_by_role("link", name="Search").click()
    trainee.page.get_by_label("What are you looking for?").fill("mistrust")
    trainee.presses("Search")
    assert "results for “mistrust”" in trainee.reads()
    trainee.follows("The arrows of blame")

    assert trainee.page.title().startswith("The arrows of blame")
    assert "mistrust" in trainee.reads()


def test_a_word_is_explained_without_scripts_and_without_a_request(someone: Someone) -> None:
    trainee = someone(phone=True, scripts=False)
    trainee.signs_in("trainee@journey.example")
    trainee.goes_to(LESSON)
    asked = asked_for(trainee)

    trainee.page.get_by_role("link", name="openness", exact=True).first.click()

    note = trainee.page.locator("#term-openness")
    assert "doors through which members can come and go" in note.inner_text()
    box = note.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] == 740
    note.get_by_role("link", name="Back to the text").click()
    assert trainee.page.url.endswith("#in-openness")
    assert asked == []


def test_a_tap_explains_a_word_and_escape_leads_back(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    trainee.goes_to(LESSON)
    asked = asked_for(trainee)
    word = trainee.page.locator("a.term", has_text="progressive trust")

    word.click()

    card = trainee.page.get_by_role("dialog", name="progressive trust")
    assert "small things done well together" in card.inner_text()
    trainee.looks()
    assert asked == []
    trainee.page.keyboard.press("Escape")
    assert not card.is_visible()


def test_an_explained_word_leads_to_the_glossary_by_keyboard(someone: Someone) -> None:
    trainee = someone()
    trainee.signs_in("trainee@journey.example")
    trainee.goes_to(LESSON)
    word = trainee.page.locator("a.term", has_text="progressive trust")
    card = trainee.page.get_by_role("dialog", name="progressive trust")

    word.press("Enter")
    card.get_by_role("button", name="Close").press("Enter")
    assert not card.is_visible()
    word.press("Enter")
    with trainee.page.expect_navigation():
        card.get_by_role("link", name="In the glossary").press("Enter")
    trainee.looks()

    assert trainee.page.title().startswith("Progressive trust")


def test_a_visitor_searches_from_the_header_at_a_desk(someone: Someone) -> None:
    visitor = someone()
    visitor.goes_to("/courses")

    field = visitor.page.get_by_role("banner").get_by_role("searchbox", name="Search")
    field.fill("progressive trust")
    with visitor.page.expect_navigation():
        field.press("Enter")
    visitor.looks()

    assert "progressive trust" in visitor.page.get_by_role("heading", level=3).first.inner_text()
