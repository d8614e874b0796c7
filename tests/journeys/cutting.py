"""Pulling the plug in a browser, and what to expect of it meanwhile."""

from playwright.sync_api import expect

from tests.journeys.conftest import Person

READY = """async () => {
  const kept = { cacheName: `kept-${document.body.dataset.person}` };
  const isReady = () => caches.match("/offline/kept-for", kept);
  while (!navigator.serviceWorker.controller || !(await isReady())) {
    await new Promise((done) => setTimeout(done, 50));
  }
}"""
CUT = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch")
LONG = 30_000


def is_ready(person: Person) -> None:
    """For a page without a connection: the worker is there, and the page of what is kept."""
    person.page.evaluate(READY)


def cut(person: Person, *, off: bool) -> None:
    """Pull the plug, or put it back; what the browser says of a dead line is no complaint."""
    person.page.context.set_offline(off)
    forget_the_dead_line(person)


def forget_the_dead_line(person: Person) -> None:
    person.complaints[:] = [said for said in person.complaints if not any(c in said for c in CUT)]


def opens(person: Person, path: str) -> None:
    """Without a judgement of the page, which needs the network."""
    person.page.goto(person.site + path)


def takes_along(person: Person, path: str) -> None:
    person.goes_to(path)
    card = person.page.locator("#take-along")
    expect(card).to_contain_text("About ")
    card.get_by_role("button", name="Take it along").click()
    expect(card).to_contain_text("On this device:", timeout=LONG)


def presses_offline(person: Person, name: str) -> None:
    person.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    kept = person.page.locator("[data-later]:visible")
    expect(kept).to_contain_text("Kept on this device. It is sent when the connection is back.")
