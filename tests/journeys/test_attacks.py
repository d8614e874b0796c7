"""The whole table of attacks on one page, in a real browser: nothing runs, and nothing leaves.

The page comes without its policy, so that what is tested is what stands before it.
"""

from collections.abc import Callable
from contextvars import copy_context
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route
from sqlalchemy import update

from lms.accounts.models import User
from lms.db import db
from lms.spaces.models import Kind
from tests.attacks.table import ATTACKS
from tests.forum.factories import a_post, a_space, a_topic
from tests.people import People
from tests.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.long]
HOME = "https://weft.example"
IN_ONE = 12
"""Attacks in a post: more brackets in one, and it would be shown without any mark."""
NOTE = "window.ran = []; for (const say of ['alert', 'print']) window[say] = (x) => ran.push(x)"
TOUCH = """
  const acts = ['mouseover', 'focus', 'toggle', 'pointerenter', 'animationstart', 'load', 'error'];
  for (const node of document.querySelectorAll('*'))
    for (const act of acts) node.dispatchEvent(new Event(act));
  for (const link of document.links) if (link.protocol === 'javascript:') ran.push(link.href);
"""
Answer = Callable[[str], tuple[str, bytes]]
"""Gives type and body of an address of ours."""


def opened(browser: Browser, answer: Answer) -> tuple[list[str], list[str]]:
    """What ran on the first page, and what it asked of others."""
    left: list[str] = []

    def serve(route: Route) -> None:
        address = route.request.url
        if address.startswith(f"{HOME}/"):
            kind, body = answer(urlsplit(address).path)
            route.fulfill(content_type=kind, body=body)
        else:
            left.append(address)
            route.abort()

    context = browser.new_context(service_workers="block")
    context.add_init_script(NOTE)
    context.route("**/*", serve)
    ran = touched(context.new_page())
    context.close()
    return ran, left


def touched(page: Page) -> list[str]:
    page.goto(HOME)
    page.wait_for_load_state("networkidle")
    page.evaluate(TOUCH)
    page.wait_for_load_state("networkidle")
    ran: list[str] = page.evaluate("ran")
    return ran


def a_page_of_all(people: People, now: datetime) -> int:
    """A topic with the whole table in its posts, under a title and by a person called so too."""
    space = a_space(Kind.PUBLIC, name=ATTACKS[0], at=now)
    topic = a_topic(space, people.trainee, title=ATTACKS[3], body=ATTACKS[1], at=now)
    for first in range(0, len(ATTACKS), IN_ONE):
        some = "\n\n".join(ATTACKS[first : first + IN_ONE])
        a_post(topic, people.trainer, some, at=now + timedelta(hours=first))  # nobody is so quick
    db.session.execute(update(User).values(name=ATTACKS[5]))
    db.session.commit()
    return topic.id


def test_the_whole_table_is_dead_in_a_browser(
    app: Flask, people: People, browser: Browser, now: datetime
) -> None:
    number = a_page_of_all(people, now)
    visitor, here = Visitor(app).signed_in(people.trainee), copy_context()

    def answer(path: str) -> tuple[str, bytes]:
        """The browser asks from elsewhere, where there is no application."""
        found = here.run(visitor._send, "GET", f"/topics/{number}" if path == "/" else path)
        return found.content_type, found.data

    shown = answer("/")[1].decode()
    assert all(sign in shown for sign in ("frameset", "ontoggle=alert(15)", "src=//evil.example"))
    assert opened(browser, answer) == ([], [])


def test_the_browser_sees_what_the_table_would_do(browser: Browser) -> None:
    """The control: a page that lets some of it through."""
    some = [attack for attack in ATTACKS[:40] if "meta" not in attack]  # it leads to another page

    ran, left = opened(browser, lambda _path: ("text/html", "\n".join(some).encode()))

    assert len(ran) > 3
    assert any("evil.example" in address for address in left)
