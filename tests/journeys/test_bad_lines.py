"""Lines that are slow, lie, or carry things of an older version: everything arrives, and once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person
from tests.journeys.cutting import (
    LONG,
    cut,
    forget_the_dead_line,
    is_ready,
    opens,
    presses_offline,
)
from tests.journeys.slow_line import a_line_to
from tests.journeys.test_outbox import (
    FACTS,
    everything_arrived,
    fills_in,
    where_the_log_is_written,
)

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
QUEUE = """async ([placement, texts, photos]) => {
  const { person } = document.body.dataset;
  const put = (name, table, rows) => new Promise((done, fail) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(table, { keyPath: "id" });
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const transaction = asked.result.transaction(table, "readwrite");
      for (const row of rows) transaction.objectStore(table).put(row);
      transaction.oncomplete = () => (asked.result.close(), done());
    };
  });
  const day = new Date().toISOString();
  const entry = (number) => {
    const id = crypto.randomUUID();
    const fields = { activity: ["visit"], activity_date: [day.slice(0, 10)], hours: ["2"] };
    fields.facts = [`Text number ${number}.`];
    const about = { placement, written_at: day };
    const body = { ...about, fields, version: id, base: null, hand_in: false, time_zone: "" };
    const address = `/api/v1/entries/${crypto.randomUUID()}`;
    const said = { label: "Log entry", page: location.pathname, at: day, state: "waiting" };
    return { id, kind: "entries", about: JSON.stringify({ placement }), body, address, ...said };
  };
  const photo = (number) => ({
    ...{ id: crypto.randomUUID(), kind: "photo", entry: "", at: day, page: location.pathname },
    ...{ blob: new Blob([new Uint8Array(200_000 + number)]), size: 200_000 + number },
    ...{ digest: String(number).padStart(64, "0"), label: "Photo", state: "waiting" },
  });
  const list = (count, make) => Array.from({ length: count }, (_, number) => make(number));
  await put(`outbox-${person}`, "items", list(texts, entry));
  if (photos) await put(`photos-${person}`, "photos", list(photos, photo));
  if (photos) localStorage.setItem(`photos-${person}`, "yes");
}"""
"""Things as an outbox holds them, without the pages that make them."""


def signed_in(someone: Someone, site: str = "") -> tuple[Person, str]:
    trainee = someone(phone=True)
    trainee.site = site or trainee.site
    trainee.signs_in("trainee@journey.example")
    form = where_the_log_is_written(trainee)
    is_ready(trainee)
    return trainee, form


def placement_of(form: str) -> int:
    return int(form.split("/")[2])


def arrived(trainee: Person, count: int) -> None:
    received = trainee.page.locator("outbox-list .badge-good")
    expect(received).to_have_count(count, timeout=60_000)


def test_ten_texts_get_through_a_slow_line_within_a_minute_though_thirty_photos_wait(
    someone: Someone, site: str
) -> None:
    """50 kbit/s, 800 ms and five packets of a hundred lost: texts are there before a photo is."""
    with a_line_to(site) as line:
        trainee, form = signed_in(someone, line.address)
        opens(trainee, "/offline")
        cut(trainee, off=True)
        trainee.page.evaluate(QUEUE, [placement_of(form), 10, 30])
        asked: list[str] = []
        trainee.page.context.on("request", lambda request: asked.append(request.url))
        line.is_slow = True
        cut(trainee, off=False)
        trainee.page.evaluate("dispatchEvent(new Event('online'))")

        arrived(trainee, 10)

        sent = ["photo" if "/evidence/" in url else "text" for url in asked if "/api/v1/e" in url]
        assert sent[:10] == ["text"] * 10
        forget_the_dead_line(trainee)
        trainee.page.close()


def test_what_an_earlier_version_of_the_site_queued_is_sent(someone: Someone) -> None:
    """Its rows know nothing of photos; they lie in the same table."""
    trainee, form = signed_in(someone)
    cut(trainee, off=True)
    opens(trainee, "/offline")
    trainee.page.evaluate(QUEUE, [placement_of(form), 2, 0])
    cut(trainee, off=False)
    trainee.goes_to("/offline")
    everything_arrived(trainee, 2)


def test_two_tabs_of_a_browser_without_locks_send_each_thing_once(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.page.context.add_init_script(
        "Object.defineProperty(navigator, 'locks', { value: undefined });"
    )
    trainee.signs_in("trainee@journey.example")
    form = where_the_log_is_written(trainee)
    is_ready(trainee)
    cut(trainee, off=True)
    fills_in(trainee)
    opens(trainee, "/offline")
    second = trainee.page.context.new_page()
    second.goto(trainee.site + "/offline")
    cut(trainee, off=False)

    everything_arrived(trainee, 1)
    second.close()
    trainee.goes_to(form.removesuffix("/entries/new"))
    assert trainee.reads().count("Nine workshops share two driers") == 1


def test_a_wifi_that_answers_for_everybody_takes_nothing(someone: Someone) -> None:
    """It says 200 to all, with a page of its own: what was written stays on the device."""
    trainee, form = signed_in(someone)
    sent: list[str] = []
    trainee.page.context.on("request", lambda request: sent.append(request.method))
    trainee.page.context.route(
        "**/api/v1/**",
        lambda route: route.fulfill(
            status=200, content_type="text/html", body="<html>Accept our terms</html>"
        ),
    )
    fills_in(trainee)
    assert "PUT" not in sent
    trainee.page.context.unroute("**/api/v1/**")

    trainee.goes_to("/offline")
    everything_arrived(trainee, 1)
    trainee.goes_to(form.removesuffix("/entries/new"))
    assert trainee.reads().count("Nine workshops share two driers") == 1


def test_one_that_is_refused_holds_none_of_the_others(someone: Someone) -> None:
    trainee, form = signed_in(someone)
    cut(trainee, off=True)
    page = trainee.page
    page.get_by_label("Visit to a firm").check()
    page.get_by_label("Hours").fill("2")
    page.get_by_label("Facts").fill(FACTS)
    presses_offline(trainee, "Hand in")
    opens(trainee, "/offline")
    page.evaluate(QUEUE, [placement_of(form), 2, 0])
    cut(trainee, off=False)

    trainee.goes_to("/offline")
    arrived(trainee, 2)
    expect(page.locator("outbox-list .badge-bad")).to_have_text("Not taken", timeout=LONG)
    forget_the_dead_line(trainee)


def test_a_browser_that_keeps_nothing_says_so_and_gives_the_text_back(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.page.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); };"
    )
    trainee.signs_in("trainee@journey.example")
    form = where_the_log_is_written(trainee)
    is_ready(trainee)
    cut(trainee, off=True)
    page = trainee.page
    page.get_by_label("Visit to a firm").check()
    page.get_by_label("Hours").fill("2")
    page.get_by_label("Facts").fill(FACTS)
    page.get_by_role("main").get_by_role("button", name="Keep as a draft", exact=True).click()
    expect(page.locator("h1")).to_have_text("This was not sent")
    cut(trainee, off=False)
    trainee.goes_to(form)
    expect(page.get_by_label("Facts")).to_have_value(FACTS)
