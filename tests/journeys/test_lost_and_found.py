"""A server restored to last night, a device whose data was cleared, a phone in other hands."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Person, a_site
from tests.journeys.conftest import _everyone as everyone
from tests.journeys.cutting import (
    LONG,
    cut,
    forget_the_dead_line,
    is_ready,
    opens,
    presses_offline,
)
from tests.journeys.slow_line import a_line_to
from tests.journeys.test_outbox import FACTS, everything_arrived, fills_in, where_the_log_is_written
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
TRAINEE = "trainee@journey.example"
ENTRIES = "**/api/v1/entries/*"
ANOTHER = "Eleven weavers came; four have no loom of their own."
ASK_AT_ONCE = "localStorage.removeItem(`asked-${document.body.dataset.person}`)"
"""What the server knows is asked once an hour."""


def a_trainee(someone: Someone, site: str = "") -> tuple[Person, str]:
    trainee = someone(phone=True)
    trainee.site = site or trainee.site
    trainee.signs_in(TRAINEE)
    form = where_the_log_is_written(trainee)
    is_ready(trainee)
    return trainee, form


def writes(page: Page, facts: str) -> None:
    page.get_by_label("Visit to a firm").check()
    page.get_by_label("Hours").fill("2")
    page.get_by_label("Facts").fill(facts)


def the_log(trainee: Person, form: str) -> str:
    trainee.goes_to(form.removesuffix("/entries/new"))
    return trainee.reads()


def one_waits(trainee: Person) -> None:
    cut(trainee, off=True)
    fills_in(trainee)


def dies(route: Route) -> None:
    route.abort()


def test_a_restored_server_gets_again_what_it_no_longer_knows_and_nothing_twice(
    someone: Someone, site: str, tmp_path: Path, database_url: str
) -> None:
    """The other server is as it was before both entries; one of them had gone as a plain form."""
    with (
        a_site(tmp_path / "restored", database_url, everyone) as restored,
        a_line_to(site) as line,
    ):
        trainee, form = a_trainee(someone, line.address)
        writes(trainee.page, ANOTHER)
        trainee.presses("Keep as a draft")
        opens(trainee, form)
        one_waits(trainee)
        cut(trainee, off=False)
        trainee.goes_to("/offline")
        everything_arrived(trainee, 1)

        trainee.page.goto("about:blank")  # nothing is under way when the line is cut
        line.lead_to(restored)
        trainee.signs_in(TRAINEE)
        for _ in range(2):
            trainee.page.evaluate(ASK_AT_ONCE)
            trainee.goes_to("/offline")
            everything_arrived(trainee, 2)

        read = the_log(trainee, form)
        assert (read.count(ANOTHER), read.count(FACTS)) == (1, 1)
        trainee.page.close()


def test_a_server_that_knows_everything_gets_nothing_again(someone: Someone) -> None:
    trainee, form = a_trainee(someone)
    one_waits(trainee)
    cut(trainee, off=False)
    trainee.goes_to("/offline")
    everything_arrived(trainee, 1)
    sent: list[str] = []
    trainee.page.context.on(
        "request", lambda request: sent.append(f"{request.method} {request.url}")
    )
    trainee.page.evaluate(ASK_AT_ONCE)
    with trainee.page.expect_response("**/api/v1/sync?*"):
        trainee.page.reload()
    trainee.page.wait_for_timeout(500)
    assert [one for one in sent if one.startswith("PUT")] == []
    assert the_log(trainee, form).count(FACTS) == 1


def test_after_a_device_was_cleared_it_is_known_what_it_had(someone: Someone) -> None:
    """A word of how much there is gets through; what there is does not."""
    trainee, form = a_trainee(someone)
    trainee.page.context.route(ENTRIES, dies)
    one_waits(trainee)
    with trainee.page.expect_response("**/api/v1/devices/*"):
        cut(trainee, off=False)
    forget_the_dead_line(trainee)

    for who in (TRAINEE, "supervisor@journey.example", "coordinator@journey.example"):
        cleared = someone(phone=True)
        cleared.signs_in(who)
        read = the_log(cleared, form)
        assert f"A device of {'yours' if who == TRAINEE else 'Ana Pérez'} had 1 unsent" in read
        assert "1 text · last heard of " in read

    trainee.page.context.unroute(ENTRIES)
    opens(trainee, "/offline")
    everything_arrived(trainee, 1)
    assert "unsent" not in the_log(trainee, form)


def test_two_whole_entries_of_one_page_are_two(someone: Someone) -> None:
    """The page is open twice, as after a look at another tab; both were loaded with a line.

    Only the other one gets through to the server, and this one tells what arrived.
    """
    trainee, form = a_trainee(someone)
    second = trainee.page.context.new_page()
    second.goto(trainee.site + form)
    one_waits(trainee)
    writes(second, ANOTHER)
    second.get_by_role("button", name="Keep as a draft", exact=True).click()
    expect(second.locator("[data-later]:visible").first).to_contain_text("Kept on this device.")
    opens(trainee, "/offline")
    trainee.page.route(ENTRIES, dies)
    cut(trainee, off=False)

    everything_arrived(trainee, 2)
    read = the_log(trainee, form)
    assert (read.count(ANOTHER), read.count(FACTS)) == (1, 1)


def test_what_waits_is_not_written_over_by_the_next_with_a_line(someone: Someone) -> None:
    """The server has not heard of the first, so its page gives the same number to the second."""
    trainee, form = a_trainee(someone)
    trainee.page.context.route(ENTRIES, dies)
    one_waits(trainee)
    cut(trainee, off=False)
    opens(trainee, form)
    writes(trainee.page, ANOTHER)
    presses_offline(trainee, "Keep as a draft")
    forget_the_dead_line(trainee)
    trainee.page.context.unroute(ENTRIES)

    trainee.goes_to("/offline")
    everything_arrived(trainee, 2)
    read = the_log(trainee, form)
    assert (read.count(ANOTHER), read.count(FACTS)) == (1, 1)


def test_a_password_that_was_changed_elsewhere_loses_nothing(someone: Someone) -> None:
    trainee, _form = a_trainee(someone)
    one_waits(trainee)
    elsewhere = someone()
    elsewhere.signs_in(TRAINEE)
    elsewhere.goes_to("/settings/password")
    new = "another-word-for-the-loom"
    elsewhere.page.get_by_label("Present password").fill(PASSWORD)
    elsewhere.page.get_by_label("New password").fill(new)
    elsewhere.presses("Change the password")

    opens(trainee, "/offline")
    cut(trainee, off=False)
    asked = trainee.page.get_by_text("Sign in again and it is sent. Nothing is lost.")
    expect(asked).to_be_visible(timeout=LONG)
    trainee.types_the_password(TRAINEE, new)
    trainee.goes_to("/offline")
    everything_arrived(trainee, 1)


def test_a_form_token_that_was_rotated_is_asked_for_anew(someone: Someone) -> None:
    trainee, form = a_trainee(someone)
    one_waits(trainee)
    answers: list[int] = []
    trainee.page.context.on(
        "response",
        lambda answer: answers.append(answer.status) if "/entries/" in answer.url else None,
    )

    def old(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(json=answer.json() | {"csrf_token": "of-yesterday"})

    trainee.page.context.route("**/api/v1/session", old, times=1)
    with trainee.page.expect_response(ENTRIES):
        cut(trainee, off=False)
    trainee.goes_to("/offline")
    everything_arrived(trainee, 1)
    assert [status for status in answers if status < 500][:2] == [400, 201]
    assert the_log(trainee, form).count(FACTS) == 1


def test_a_page_of_the_one_before_sends_nothing_as_the_next(someone: Someone) -> None:
    """Ana's page stays open in one tab while Teresa signs in in another."""
    phone, form = a_trainee(someone)
    one_waits(phone)
    phone.page.context.clear_cookies()
    phone.page.context.route("**/api/v1/session", dies)
    cut(phone, off=False)
    ana, phone = phone.page, replace(phone, page=phone.page.context.new_page(), complaints=[])
    phone.signs_in("trainer@journey.example")
    phone.page.context.unroute("**/api/v1/session")
    assert "PUT" not in asked_by(ana)
    ana.close()

    phone.page.context.clear_cookies()
    phone.signs_in(TRAINEE)
    phone.goes_to("/offline")
    everything_arrived(phone, 1)
    assert the_log(phone, form).count(FACTS) == 1


def asked_by(page: Page) -> list[str]:
    """When its line comes back."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    with page.expect_response("**/api/v1/session"):
        page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(500)
    return sent


def test_a_week_is_reflected_on_and_handed_in_without_a_network(someone: Someone) -> None:
    trainee, form = a_trainee(someone)
    week = form.replace("/entries/new", "/weeks/1")
    trainee.goes_to(week)
    is_ready(trainee)
    cut(trainee, off=True)
    for label in ("What happened that matters?", "So what?", "Now what will you do?"):
        trainee.page.get_by_label(label).fill(f"{label} Two workshops share a drier since May.")
    presses_offline(trainee, "Save and hand in the week")
    opens(trainee, "/offline")
    expect(trainee.page.locator("outbox-list li")).to_contain_text("Reflection · Week 1")
    cut(trainee, off=False)

    everything_arrived(trainee, 1)
    trainee.goes_to(week)
    assert "Week 1 is handed in" in trainee.reads()
    assert trainee.reads().count("Now what will you do? Two workshops share a drier") == 1


def test_a_place_is_filled_in_on_demand_and_leaves_the_device_rounded(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.page.context.grant_permissions(["geolocation"])
    trainee.page.context.set_geolocation({"latitude": 27.17667, "longitude": 78.008075})
    trainee.signs_in(TRAINEE)
    where_the_log_is_written(trainee)
    trainee.page.get_by_text("More: my part, meaning, competencies").click()
    box = trainee.page.get_by_label("Rough place on the map")
    expect(box).to_have_value("")
    trainee.page.get_by_role("button", name="Fill in where I am, roughly").click()
    expect(box).to_have_value("27.18, 78.01")
    trainee.looks()

    trainee.page.context.clear_permissions()
    trainee.page.get_by_role("button", name="Fill in where I am, roughly").click()
    expect(trainee.page.locator("rough-place [role=status]")).to_contain_text("does not say where")
