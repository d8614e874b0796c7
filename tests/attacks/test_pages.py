"""Every page that there is, with an attack in every text that it shows."""

from collections import deque
from collections.abc import Iterator

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy import event
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from lms.accounts.models import User
from lms.accounts.pace import Pace
from lms.search import actions as searching
from tests import markup
from tests.access_table import TABLE, WHO
from tests.attacks import columns
from tests.attacks.table import runs
from tests.conftest import rolled_back
from tests.demo.conftest import someone
from tests.people import People
from tests.scene import Scene, a_scene
from tests.visitor import Visitor

DEMO = ("admin", "coordinator", "supervisor", "assessor", "trainee", "trainee3")
BEGINNING = ("/", "/search?q=alert")
"""Where each of them starts; the attacks themselves are found."""


@pytest.fixture(autouse=True)
def nobody_is_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pace, "too_fast", lambda *_, **__: False)


@pytest.fixture
def scene(people: People) -> Scene:
    for name in WHO[1:]:
        assert getattr(people, name)
    return a_scene(people)


def who_may(answers: str) -> str:
    """The last of those who open it: they see most of it."""
    return WHO[answers.rindex(".")]


def test_nothing_runs_on_any_page_of_the_table(app: Flask, people: People, scene: Scene) -> None:
    visitors = {"visitor": Visitor(app)}
    visitors |= {who: Visitor(app).signed_in(getattr(people, who)) for who in WHO[1:]}
    assert len(columns.fill()) > 100
    wrong = {}
    for row, answers in TABLE.items():
        if "." in answers:
            answer = visitors[who_may(answers)]._send("GET", scene.address(row))
            wrong[row] = [answer.status_code] if answer.status_code != 200 else amiss(answer)
    assert {row: found for row, found in wrong.items() if found} == {}


def amiss(answer: TestResponse) -> list[str]:
    return runs(answer.text) if answer.mimetype == "text/html" else []


@pytest.fixture
def attacked(demo_app: Flask) -> Iterator[Flask]:
    """The demo world, in which every table has rows."""
    with rolled_back(demo_app):
        columns.fill(first=100)
        searching.fill()
        yield demo_app


def test_nothing_runs_wherever_links_lead(attacked: Flask) -> None:
    wrong: dict[str, list[str]] = {}
    seen: set[str] = set()
    for name in DEMO:
        for address, answer in walk(Visitor(attacked).signed_in(someone(name)), seen):
            wrong |= {address: found} if (found := amiss(answer)) else {}
    assert wrong == {}
    assert len(seen) > 150


def walk(visitor: Visitor, seen: set[str]) -> Iterator[tuple[str, TestResponse]]:
    """From link to link, each kind of page once."""
    places = visitor.app.url_map.bind("localhost")
    todo = deque(BEGINNING)
    known = set(todo)
    while todo:
        address = todo.popleft()
        try:
            kind = places.match(address.partition("?")[0], "GET")[0]
        except (HTTPException, RequestRedirect):
            continue
        if kind in seen and address not in BEGINNING:
            continue
        answer = visitor._send("GET", address)
        yield address, answer
        seen |= {kind} if answer.status_code == 200 else set()
        found = links_of(answer) - known
        known |= found
        todo.extend(sorted(found))


def links_of(answer: TestResponse) -> set[str]:
    links = [answer.location] if answer.location else []
    if answer.mimetype == "text/html":
        links += [link.attrs["href"] for link in markup.page(answer.text).query("a[href]")]
    return {link.partition("#")[0] for link in links if link[:1] == "/" and link[:2] != "//"}


def test_a_name_that_is_taken_for_markup_is_seen(app: Flask, people: People) -> None:
    """The control: one column whose text is not escaped, on one page."""
    visitor = Visitor(app).signed_in(people.trainee)
    people.trainee.name = "<img src=x onerror=alert(1)>"
    assert amiss(visitor._send("GET", "/settings")) == []

    def trust(person: User, *_: object) -> None:
        set_committed_value(person, "name", Markup(person.name))  # noqa: S704  # on purpose

    event.listen(User, "load", trust)
    try:
        assert "onerror" in amiss(visitor._send("GET", "/settings"))
    finally:
        event.remove(User, "load", trust)
