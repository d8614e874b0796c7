"""A supervisor's desk with twenty entries, and the hands that work at it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms.db import db
from lms.logbook import actions as logbook
from lms.logbook.actions import Writing
from lms.placements.models import Placement
from tests.journeys import world
from tests.journeys.conftest import Person

Someone = Callable[..., Person]
WAITING = 20


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


def expect_entry(page: Page, number: int, *, within: int = 5000) -> None:
    first = page.locator("#desk .written .pre").first
    expect(first).to_contain_text(f"Entry {number}:", timeout=within)


def press(page: Page, key: str) -> None:
    """Once the entry has stood there for a moment."""
    page.wait_for_timeout(350)
    page.keyboard.press(key)


def left(person: Person) -> list[str]:
    """The entries that are still in the list."""
    person.page.goto(person.site + "/reviews")
    return person.page.locator("ul.rows .clip").all_inner_texts()


def entries_from(number: int) -> list[str]:
    """As the list has them when all before are decided."""
    return [f"Entry {n}: {n} looms counted." for n in range(number, WAITING + 1)]
