"""Fast hands at the desk, slow servers and cut lines: each decision once, on its own entry."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import a_site
from tests.journeys.desk import (
    WAITING,
    Someone,
    a_full_desk,
    at_the_desk,
    entries_from,
    entry_shown,
    expect_entry,
    left,
)

pytestmark = [pytest.mark.journey, pytest.mark.long]
PAIRS = 12  # of keys; fifty take two minutes, and come out as well
SLOW = """
const real = window.fetch;
window.sent = [];
window.answered = 0;
window.fetch = async (address, options) => {
  if (!String(address).endsWith("/approval")) return real(address, options);
  window.sent.push(options.body.get("version"));
  await new Promise((done) => setTimeout(done, 1000));
  return real(address, options).finally(() => (window.answered += 1));
};
"""
"""A server that takes a second for each decision; `sent` has the versions they are about."""


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, a_full_desk) as address:
        yield address


def test_fast_keys_against_a_slow_server_decide_each_entry_once_and_in_order(
    someone: Someone,
) -> None:
    """`1` and `a`, 20 ms apart, as soon as an entry has stood there for a moment."""
    supervisor = someone()
    page = supervisor.page
    page.add_init_script(SLOW)
    at_the_desk(lambda **_how: supervisor)
    for number in range(1, PAIRS + 1):
        expect_entry(page, number, within=30_000)
        page.wait_for_timeout(350)
        page.keyboard.press("1")
        page.wait_for_timeout(20)
        page.keyboard.press("a")

    assert len(set(all_sent(page, PAIRS))) == PAIRS
    assert left(supervisor) == entries_from(PAIRS + 1)


def test_hammered_keys_decide_only_what_stands_there(someone: Someone) -> None:
    """Fifty pairs, 20 ms apart, whatever is shown: what has not stood there is not decided."""
    supervisor = someone()
    page = supervisor.page
    page.add_init_script(SLOW)
    at_the_desk(lambda **_how: supervisor)
    for _ in range(50):
        page.keyboard.press("1")
        page.wait_for_timeout(20)
        page.keyboard.press("a")
        page.wait_for_timeout(20)
    count = entry_shown(supervisor) - 1  # entries that gave way to the next one
    versions = all_sent(page, count)

    assert len(set(versions)) == len(versions) < WAITING, "each once, and not all of them"
    assert len(versions) in {count, count + 1}, "the last one may have waited for its answer"
    assert left(supervisor) == entries_from(len(versions) + 1)


def all_sent(page: Page, count: int) -> list[str]:
    """The versions that were decided on, once so many are sent and answered."""
    sent: list[str] = []
    while len(sent) < count or len(sent) < len(page.evaluate("window.sent")):
        answered = "count => sent.length >= count && answered === sent.length"
        page.wait_for_function(answered, arg=count, timeout=60_000)
        sent = page.evaluate("window.sent")
        page.wait_for_timeout(500)  # the next would be on its way by then
    return sent


def test_a_slow_answer_never_reaches_the_next_entry(someone: Someone) -> None:
    """What was said of the first is sent with the first, though the second is shown by then."""
    supervisor = at_the_desk(someone)
    page, sent = supervisor.page, []

    def slowly(route: Route) -> None:
        sent.append((route.request.url, route.request.post_data or ""))
        time.sleep(1)
        route.continue_()

    page.wait_for_timeout(500)
    first = page.url
    page.locator("#comment").fill("Only for the first.")
    page.route("**/approval", slowly)
    page.get_by_role("button", name="Approve").click(no_wait_after=True)
    expect_entry(page, 2)
    assert page.locator("#comment").input_value() == ""
    expect(page.locator(".save-state")).to_contain_text("Approved")
    assert page.locator("#comment").input_value() == ""
    page.unroute("**/approval")
    assert [url for url, _body in sent] == [f"{first}/approval"]
    assert "Only+for+the+first." in sent[0][1]
    assert len(left(supervisor)) == WAITING - 1


def test_a_lost_connection_loses_no_decision(someone: Someone) -> None:
    """Gone on to the next entry, the decision on the first is sent once there is a line again."""
    supervisor = at_the_desk(someone)
    page = supervisor.page
    page.wait_for_timeout(500)
    page.locator("#comment").fill("Count them with a second source.")
    page.route("**/approval", lambda route: route.abort())
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".save-state")).to_contain_text("Not saved yet: no connection.")
    assert entry_shown(supervisor) == 2
    supervisor.complaints.clear()
    page.unroute("**/approval")
    expect(page.locator(".save-state")).to_contain_text("Approved", timeout=10_000)
    assert left(supervisor)[0].startswith("Entry 2:")
    supervisor.page.go_back()


def test_an_answer_that_was_lost_is_one_approval(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page, cut = supervisor.page, []

    def cut_once(route: Route) -> None:
        if cut:
            route.continue_()
        else:
            cut.append(route.fetch().status)
            route.abort()

    page.wait_for_timeout(500)
    page.route("**/approval", cut_once)
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".save-state")).to_contain_text("Approved", timeout=10_000)
    supervisor.complaints.clear()
    assert cut == [200]
    assert len(left(supervisor)) == WAITING - 1


def test_a_return_that_does_not_get_through_keeps_its_words(someone: Someone) -> None:
    supervisor = at_the_desk(someone)
    page = supervisor.page
    page.locator("#comment").fill("Who was there, in which role?")
    page.route("**/return", lambda route: route.abort())
    page.get_by_role("button", name="Return with reason").click()
    expect(page.locator(".save-state")).to_contain_text("Not saved: no connection.")
    assert entry_shown(supervisor) == 1
    assert page.locator("#comment").input_value() == "Who was there, in which role?"
    supervisor.complaints.clear()
    page.unroute("**/return")
    page.get_by_role("button", name="Return with reason").click()
    expect(page.locator(".save-state")).to_contain_text("Returned")


def test_a_text_that_changed_meanwhile_is_named_and_nothing_is_taken_from_ones_hands(
    someone: Someone,
) -> None:
    supervisor = at_the_desk(someone)
    page = supervisor.page
    page.wait_for_timeout(500)
    page.route("**/approval", lambda route: route.fulfill(status=409, body="changed"))
    page.get_by_role("button", name="Approve").click()
    expect_entry(page, 2)
    page.locator("#comment").fill("I am writing this meanwhile.")
    expect(page.locator(".not-saved")).to_be_visible()
    assert page.locator(".not-saved").get_attribute("role") == "alert"
    supervisor.complaints.clear()
    page.unroute("**/approval")
    assert page.locator("#comment").input_value() == "I am writing this meanwhile."
    supervisor.looks()
    with page.expect_navigation():
        page.locator(".not-saved a").click()
    assert entry_shown(supervisor) == 1
