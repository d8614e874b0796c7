"""A supervisor at the desk: keys, slow servers, decisions that stay with their entry."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, a_site
from tests.journeys.desk import (
    WAITING,
    Someone,
    a_full_desk,
    at_the_desk,
    entry_shown,
    expect_entry,
    press,
)

pytestmark = [pytest.mark.journey, pytest.mark.long]
SOON = 300  # milliseconds until the next entry stands there


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, a_full_desk) as address:
        yield address


def test_twenty_entries_are_cleared_from_the_keyboard(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page, loads, took = supervisor.page, [], []
    page.on("request", lambda sent: loads.append(sent.url) if sent.is_navigation_request() else 0)
    for number in range(1, WAITING):
        assert entry_shown(supervisor) == number
        page.wait_for_timeout(350)  # the eye is slower than that
        with page.expect_response("**/approval") as answered:
            page.keyboard.press("a")
        assert answered.value.status == 200
        began = time.monotonic()
        expect_entry(page, number + 1)
        took.append((time.monotonic() - began) * 1000)
        expect(page.locator(".save-state")).to_contain_text("Approved")
    assert loads == [], "no page was loaded in between"
    assert sorted(took)[len(took) // 2] < SOON
    with page.expect_navigation():
        press(page, "a")
    supervisor.looks()
    assert "Nothing waits for you" in supervisor.reads()


def test_return_ask_and_undo_by_keys(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page = supervisor.page
    press(page, "r")
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type("a jr: who was there?")  # letters in a field are letters
    page.keyboard.press("Control+Enter")
    expect(page.locator(".save-state")).to_contain_text("Returned")
    press(page, "j")
    expect_entry(page, 3)
    press(page, "h")
    expect(page.locator("#hours")).to_be_focused()
    page.locator("h1").focus()
    press(page, "a")
    expect(page.locator(".save-state")).to_contain_text("Approved")
    with page.expect_navigation():
        press(page, "u")
    assert entry_shown(supervisor) == 3
    assert "The approval is taken back" in page.inner_text("body")
    supervisor.looks()


def test_a_phrase_comes_by_keys_and_its_blank_is_filled_in(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page, comment = supervisor.page, supervisor.page.locator("#comment")
    press(page, "c")
    expect(page.get_by_label("Search the phrases")).to_be_focused()
    page.keyboard.type("i count")
    page.keyboard.press("Enter")
    expect(comment).to_be_focused()
    assert comment.input_value().startswith("I count {hours}, because {reason}.")
    page.locator("h1").focus()
    with page.expect_navigation():
        press(page, "a")
    expect(page.locator("#comment-error")).to_contain_text("Fill in the blank")
    supervisor.looks()
    expect(comment).to_have_value(re.compile("because {reason}"))
    comment.fill("I count 15 min, because the looms were counted yesterday.")
    page.locator("h1").focus()
    press(page, "a")
    expect(page.locator("#desk .written .pre").first).to_contain_text("Entry 2:")


def test_a_whole_review_by_keyboard_with_single_keys_off(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page = supervisor.page
    switch_keys_off(supervisor)
    press(page, "a")
    assert entry_shown(supervisor) == 1, "a letter does nothing"
    page.locator("#comment").focus()
    page.keyboard.type("Clear counts; next time two sources.")
    while page.locator(":focus").inner_text().strip() != "Approve":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    state = page.locator(".save-state")
    expect(state).to_contain_text("Approved")
    assert state.get_attribute("role") == "status"
    expect(page.locator("h1")).to_be_focused()
    supervisor.looks()


def test_a_return_by_keyboard_with_single_keys_off(someone: Someone) -> None:
    """A phrase is found, put in and filled in, and the button reached, by Tab and Enter alone."""
    supervisor = at_the_desk(someone)
    page = supervisor.page
    switch_keys_off(supervisor)
    page.locator("#comment").focus()
    tab_to(page, "Phrases")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Search the phrases")).to_be_focused()
    page.keyboard.type("met who")
    page.keyboard.press("Enter")
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type("the printers")  # in the place of the blank, which is selected
    comment = page.locator("#comment").input_value()
    assert comment.startswith("You met the printers. Whose interest")
    page.locator("#comment").fill(comment.replace("{", "").replace("}", ""))
    tab_to(page, "Return with reason")
    page.keyboard.press("Enter")
    expect(page.locator(".save-state[role=status]")).to_contain_text("Returned")
    expect(page.locator("h1")).to_be_focused()


def tab_to(page: Page, words: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip() == words:
            return
    raise AssertionError(f"no way by Tab to {words}")


def test_a_rubric_is_filled_in_with_a_row_of_digits(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page = supervisor.page
    supervisor.follows("as a whole")
    page.locator("#assessment").scroll_into_view_if_needed()
    page.wait_for_timeout(350)
    for key in "341234":
        page.keyboard.press(key)
    chosen = page.locator(".criterion :checked")
    assert [one.get_attribute("value") for one in chosen.all()] == list("341234")
    page.keyboard.press("2")
    assert chosen.last.get_attribute("value") == "2", "the last one is corrected"


def switch_keys_off(person: Person) -> None:
    """And open the first entry with the keyboard."""
    person.goes_to("/settings")
    person.page.get_by_label("No single-letter keys where I review").check()
    person.presses("Save the settings")
    person.goes_to("/reviews")
    person.page.locator("ul.rows .row-link").first.focus()
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_desk_works_on_a_phone(someone: Someone, scripts: bool) -> None:
    supervisor = at_the_desk(someone, phone=True, scripts=scripts)
    supervisor.page.get_by_role("button", name="Approve").click()
    expect(supervisor.page.locator("#desk .written .pre").first).to_contain_text("Entry 2:")
    supervisor.looks()
