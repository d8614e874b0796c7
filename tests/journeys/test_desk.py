"""A supervisor at the desk: keys, slow servers, decisions that stay with their entry."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from lms.db import db
from lms.logbook import actions as logbook
from lms.logbook.actions import Writing
from lms.placements.models import Placement
from tests.journeys import world
from tests.journeys.conftest import Person, a_site

pytestmark = pytest.mark.journey
Someone = Callable[..., Person]
WAITING = 20
SOON = 300  # milliseconds until the next entry stands there


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, a_full_desk) as address:
        yield address


def a_full_desk() -> None:
    """Twenty entries of Ana wait for Sofia, the first the longest."""
    world.build()
    placement = db.session.scalars(select(Placement)).one()
    now = datetime.now(UTC)
    for number in range(1, WAITING + 1):
        day = placement.starts_on + timedelta(days=number % 30)
        facts = f"Entry {number}: {number} looms counted."
        writing = Writing(day, 15 * number, "visit", step="diagnosis", facts=facts)
        entry = logbook.write(placement, uuid4(), writing, base=None, recorded_at=now, at=now)
        logbook.submit(entry, at=now - timedelta(hours=2 * WAITING - number))
    db.session.commit()


def at_the_desk(someone: Someone, **how: bool) -> Person:
    supervisor = someone(**how)
    supervisor.signs_in("supervisor@journey.example")
    supervisor.goes_to("/reviews")
    supervisor.page.locator("ul.rows .row-link").first.click()
    supervisor.page.wait_for_load_state("load")
    supervisor.looks()
    return supervisor


def entry_shown(person: Person) -> int:
    words = person.page.locator("#desk .written .pre").first.inner_text()
    return int(words.removeprefix("Entry ").split(":")[0])


def expect_entry(page: Page, number: int) -> None:
    expect(page.locator("#desk .written .pre").first).to_contain_text(f"Entry {number}:")


def press(page: Page, key: str) -> None:
    """Once the entry has stood there for a moment."""
    page.wait_for_timeout(350)
    page.keyboard.press(key)


def decided(person: Person) -> list[str]:
    """The entries that are not in the list any more, by what still is."""
    person.page.goto(person.site + "/reviews")
    return person.page.locator("ul.rows .clip").all_inner_texts()


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


def test_hammered_keys_decide_each_entry_once_and_none_unseen(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page, sent = supervisor.page, []

    def slowly(route: Route) -> None:
        sent.append((entry_shown_in(route), route.request.url))
        time.sleep(0.2)
        route.continue_()

    def entry_shown_in(route: Route) -> str:
        return (route.request.post_data or "").split("version=")[1].split("&")[0]

    page.route("**/approval", slowly)
    for _ in range(60):
        page.keyboard.press("1")
        page.keyboard.press("a")
        page.wait_for_timeout(20)
    page.wait_for_timeout(1000)
    page.unroute("**/approval")

    assert len({version for version, _url in sent}) == len(sent), "each once"
    left = decided(supervisor)
    assert left == [f"Entry {n}: {n} looms counted." for n in range(len(sent) + 1, WAITING + 1)]


def test_a_slow_answer_never_reaches_the_next_entry(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page = supervisor.page
    page.locator("#comment").fill("Only for the first.")
    page.route("**/approval", lambda route: (time.sleep(1), route.continue_()))
    page.get_by_role("button", name="Approve").click(no_wait_after=True)
    page.keyboard.press("j")
    assert entry_shown(supervisor) == 1, "it waits for the answer"
    expect_entry(page, 2)
    assert page.locator("#comment").input_value() == ""
    page.unroute("**/approval")
    assert len(decided(supervisor)) == WAITING - 1


def test_a_lost_connection_loses_no_word_and_no_decision(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page = supervisor.page
    page.locator("#comment").fill("Count them with a second source.")
    page.route("**/approval", lambda route: route.abort())
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".save-state")).to_contain_text("Not saved: no connection.")
    assert entry_shown(supervisor) == 1
    assert page.locator("#comment").input_value() == "Count them with a second source."
    supervisor.complaints.clear()
    page.unroute("**/approval")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".save-state")).to_contain_text("Approved")


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
