"""A class day with the network cut in the middle, on a phone that others use too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lms.content import library
from tests.journeys.conftest import Person
from tests.journeys.cutting import cut, opens, takes_along
from tests.journeys.world import COURSE

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
DAY = f"/courses/{COURSE}/days/a5"


def copies(page: Page) -> list[str]:
    """Names of the pages that are kept for anybody."""
    found: list[str] = page.evaluate(
        """async () => {
          const names = (await caches.keys()).filter((name) => name.startsWith("kept-"));
          const caches_ = await Promise.all(names.map((name) => caches.open(name)));
          const keys = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
          return keys.map(({ url }) => new URL(url).pathname);
        }"""
    )
    return found


def test_a_day_taken_along_is_read_without_a_network(someone: Someone) -> None:
    trainee, day = someone(phone=True), library().courses[COURSE].day("a5")
    trainee.signs_in("trainee@journey.example")
    takes_along(trainee, DAY)

    cut(trainee, off=True)
    opens(trainee, DAY)
    assert day.title in trainee.reads()
    assert "No connection: this is the copy on your device." in trainee.page.inner_text("body")
    trainee.page.get_by_role("main").get_by_role("link", name=day.lessons[0].title).click()
    expect(trainee.page.locator("h1")).to_have_text(day.lessons[0].title)
    trainee.page.reload()
    expect(trainee.page.locator("h1")).to_have_text(day.lessons[0].title)
    opens(trainee, f"{DAY}/quiz")
    assert "Question 1 of" in trainee.reads()
    opens(trainee, f"/courses/{COURSE}/a6-1")
    assert "This page is not on your device." in trainee.reads()
    trainee.page.get_by_role("link", name="On this device").click()
    expect(trainee.page.get_by_role("main")).to_contain_text(f"Day 5 · {day.title}")
    cut(trainee, off=False)
    trainee.goes_to("/offline")


def test_a_download_that_broke_off_goes_on_from_there(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    trainee.goes_to(DAY)
    asked: list[str] = []
    trainee.page.context.on("request", lambda request: asked.append(request.url))
    broken = f"**/courses/{COURSE}/a5-3"
    trainee.page.context.route(broken, lambda route: route.abort())

    card = trainee.page.locator("#take-along")
    card.get_by_role("button", name="Take it along").click()
    expect(card).to_contain_text("The connection broke off.", timeout=30_000)
    assert "/courses/cluster-broker/a5-2" in copies(trainee.page)
    trainee.page.context.unroute(broken)
    asked.clear()
    card.get_by_role("button", name="Go on").click()
    expect(card).to_contain_text("On this device:", timeout=30_000)

    fetched = [url.removeprefix(trainee.site) for url in asked if "/courses/" in url]
    assert f"/courses/{COURSE}/a5-2" not in fetched
    assert f"/courses/{COURSE}/a5-3" in fetched


def test_a_new_edition_of_a_text_replaces_the_old_one_and_nothing_else(someone: Someone) -> None:
    """As if the third lesson had been another when the day was taken along."""
    trainee, changed = someone(phone=True), f"/courses/{COURSE}/a5-3"
    trainee.signs_in("trainee@journey.example")
    takes_along(trainee, DAY)
    trainee.page.evaluate(
        """async ([place, changed]) => {
          const name = (await caches.keys()).find((name) => name.startsWith("kept-"));
          const cache = await caches.open(name);
          const told = await (await cache.match(place)).json();
          told.version = told.parts[changed].version = "before";
          await cache.put(place, Response.json(told));
        }""",
        [f"/offline/packs{DAY}", changed],
    )
    asked: list[str] = []
    trainee.page.context.on("request", lambda request: asked.append(request.url))

    trainee.goes_to(DAY)
    expect(trainee.page.locator("#take-along")).to_contain_text("On this device:", timeout=30_000)
    trainee.page.wait_for_timeout(1500)

    lessons = [url.removeprefix(trainee.site) for url in asked if "/a5-" in url]
    assert lessons == [changed]


def test_on_mobile_data_a_download_waits_for_wifi(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.page.add_init_script(
        """Object.defineProperty(navigator, "connection", {
          value: Object.assign(new EventTarget(), { type: "cellular" }) });"""
    )
    trainee.signs_in("trainee@journey.example")
    trainee.goes_to(DAY)
    card = trainee.page.locator("#take-along")
    card.get_by_label("Only on Wi-Fi").check()
    card.get_by_role("button", name="Take it along").click()
    expect(card).to_contain_text("You are on mobile data: it waits for Wi-Fi")
    assert [name for name in copies(trainee.page) if name.startswith("/courses/")] == []

    trainee.page.evaluate(
        """() => {
          navigator.connection.type = "wifi";
          navigator.connection.dispatchEvent(new Event("change"));
        }"""
    )

    expect(card).to_contain_text("On this device:", timeout=30_000)


def test_a_copy_is_removed_when_it_is_no_longer_wanted(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    takes_along(trainee, DAY)

    trainee.goes_to("/offline")
    trainee.page.get_by_role("button", name="Remove").click()

    expect(trainee.page.get_by_role("heading", name="Taken along", exact=True)).to_be_focused()
    expect(trainee.page.get_by_text("Nothing is taken along yet")).to_be_visible()
    assert [name for name in copies(trainee.page) if name.startswith("/courses/")] == []


def test_signing_out_takes_the_copies_off_a_shared_phone(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    takes_along(trainee, DAY)

    trainee.page.locator(".account-menu summary").click()
    trainee.page.get_by_role("button", name="Sign out").click()
    trainee.page.wait_for_load_state("load")
    assert copies(trainee.page) == []
    cut(trainee, off=True)
    opens(trainee, DAY)
    assert "This page is not on your device." in trainee.reads()


def test_who_signs_in_next_sees_nothing_of_the_one_before(someone: Someone) -> None:
    """The first one's session was ended elsewhere, so nobody signed out on this phone."""
    phone = someone(phone=True)
    phone.signs_in("trainee@journey.example")
    takes_along(phone, DAY)
    phone.page.context.clear_cookies()
    phone.goes_to("/courses")
    cut(phone, off=True)
    opens(phone, DAY)
    assert "This page is not on your device." in phone.reads()
    cut(phone, off=False)

    phone.signs_in("trainer@journey.example")

    phone.page.wait_for_timeout(500)
    assert [name for name in copies(phone.page) if name.startswith("/courses/")] == []
