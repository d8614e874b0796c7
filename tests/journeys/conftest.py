"""A real server with a database of its own, and a real browser in front of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from lms.search import actions as searching
from tests.journeys import axe, case_class, world
from tests.journeys.sign_in import cookies_of
from tests.journeys.warm import Warm
from tests.operations.server import running
from tests.people import PASSWORD
from tests.prepared import Prepared, drop, prepared

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
ONE_FRAME = "--enable-features=RenderDocument:level/crashed-frame"
"""The next page in the same frame of the browser: a new one for each costs a tenth of a run."""
SHORT_SCRIPTS = "--js-flags=--no-opt --no-maglev --always-sparkplug"
"""No page lives long enough for the work on faster code to pay."""
MOST_BYTES, MOST_REQUESTS = 60 * 1024, 8  # of a first visit


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    """Address of a server that runs until the test ends; its people are those of `world`."""
    with a_site(tmp_path, database_url, _everyone) as address:
        yield address


def _everyone() -> None:
    world.build()
    case_class.build()


@contextmanager
def a_site(data: Path, database_url: str, build: Callable[[], None]) -> Iterator[str]:
    """A server with a database of its own, whose people `build` has made."""
    model, ready = _made_once(database_url, build), _warm(database_url)
    if not ready.is_used:
        with ready.serving(model) as address:
            yield address
        return
    database = model.copied(data)  # the second server of a journey
    with serving(data, database) as address:
        yield address
    drop(database)


@cache
def _warm(database_url: str) -> Warm:
    return Warm(_made_once(database_url, _everyone))


def _made_once(database_url: str, build: Callable[[], None]) -> Prepared:
    def fill() -> None:
        build()
        searching.fill()

    return prepared(f"{build.__module__}.{build.__qualname__}", database_url, fill)


@contextmanager
def serving(data: Path, database: str = "", *options: str) -> Iterator[str]:
    """The real server on a free port, started as people start it."""
    with running(data, *options, LMS_DATABASE_URL=database) as server:
        yield server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=_chromium(),
            args=["--no-sandbox", "--disable-gpu", ONE_FRAME, SHORT_SCRIPTS],
        )
        yield launched
        launched.close()


def _chromium() -> str:
    """Without its windows it needs half the processor time; the whole one where it stands alone."""
    return which("chromium-headless-shell") or "/usr/bin/chromium"


@dataclass
class Person:
    """Somebody in front of a screen. `looks` judges the page they see."""

    page: Page
    site: str
    scripts: bool
    complaints: list[str]
    with_axe: bool = True

    def goes_to(self, path: str) -> None:
        self.page.goto(self.site + path)
        self.looks()

    def signs_in(self, email: str, password: str = PASSWORD) -> None:
        """Past the page of it, which `types_the_password` walks through."""
        self.page.context.add_cookies(cookies_of(self.site, email, password))
        self.goes_to("/")

    def types_the_password(self, email: str, password: str = PASSWORD) -> None:
        self.page.goto(self.site + "/login")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.presses("Sign in")

    def presses(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
        self.looks()

    def follows(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=name).first.click()
        self.looks()

    def looks(self) -> None:
        """No accessibility fault, no complaint of the browser, nothing wider than the screen."""
        self.page.wait_for_load_state("load")
        if self.scripts:  # nobody is quicker than the parts of a page, which come after it
            expect(self.page.locator(":not(:defined)")).to_have_count(0)
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{self.page.url} is wider than the screen"
        assert self.complaints == [], self.complaints
        if self.scripts and self.with_axe:
            assert axe.faults(self.page) == ""

    def reads(self) -> str:
        return " ".join(self.page.get_by_role("main").inner_text().split())


@pytest.fixture
def someone(
    browser: Browser, site: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Person]]:
    """Make a person with a browser of their own: `someone(phone=True, scripts=False)`."""
    opened: list[BrowserContext] = []
    with_axe = not request.config.getoption("--only-database")  # it judges no database

    def open_browser(*, phone: bool = False, scripts: bool = True) -> Person:
        context = browser.new_context(
            viewport=PHONE if phone else DESK, java_script_enabled=scripts, locale="en-GB"
        )
        context.set_default_timeout(10_000)
        if scripts and with_axe:
            context.add_init_script(axe.JUDGE)
        opened.append(context)
        person = Person(context.new_page(), site, scripts, [], with_axe)
        person.page.on("console", lambda message: _note(message, person.complaints))
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        return person

    yield open_browser
    for context in opened:
        context.close()


def _note(message: ConsoleMessage, complaints: list[str]) -> None:
    expected = "status of 4" in message.text  # a form sent back is no fault of the page
    if message.type in {"error", "warning"} and not expected:
        complaints.append(message.text)
