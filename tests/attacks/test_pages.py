"""Every page that there is, with an attack in every text that it shows."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

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
from tests.attacks.shown import more
from tests.attacks.table import runs
from tests.conftest import rolled_back
from tests.demo.conftest import someone
from tests.people import People
from tests.scene import a_scene
from tests.visitor import Visitor

DEMO = ("admin", "coordinator", "supervisor", "assessor", "trainee", "trainee3")
OK, BROKEN = 200, 500
SHOWN_AS = ("text/html", "text/plain", "text/markdown", "application/json")
BEGINNING = ("/", "/search?q=alert")
"""Where each of them starts; the attacks themselves are found."""


ON_NO_PAGE = frozenset(
    {
        "note.after",
        "note.before",
        "set_question.category",
        "set_question.name",
        "visit_photo_file.name",
    }
)
"""By what a passage is found again, and what goes into files of other programs only."""
IN_NO_STATE = frozenset(
    {
        "appeal.escalation",
        "attestation.revoked_why",
        "case_post.reason",
        "certificate.revoked_why",
        "class_session.cancelled_why",
        "closing.reopen_reason",
        "decision_option.meaning",
        "held_writing.reason",
        "hour_ledger.reason",
        "mark_override.lift_reason",
        "material_file.caption",
        "milestone_review.reason",
        "note_comment.reason",
        "participation.reason",
        "second_mark.reason",
    }
)
"""What neither world has in the state in which a page shows it, or on a page that is come to."""


class Looked(NamedTuple):
    """What runs, by address; how many kinds of pages there were; which columns they showed."""

    wrong: dict[str, list[object]]
    kinds: int
    shown: set[str]
    attacked: set[str]


def who_may(answers: str) -> str:
    """The last of those who open it: they see most of it."""
    return WHO[answers.rindex(".")]


@pytest.fixture(scope="module")
def of_table(whole_app: Flask) -> Looked:
    """Every page of the table of who opens what."""
    with rolled_back(whole_app), nobody_is_too_fast():
        people = People()
        scene = a_scene(people)
        visitors = {"visitor": Visitor(whole_app)}
        visitors |= {who: Visitor(whole_app).signed_in(getattr(people, who)) for who in WHO[1:]}
        columns.fill()
        rows = [(row, who_may(answers)) for row, answers in TABLE.items() if "." in answers]
        answers = ((row, visitors[who]._send("GET", scene.address(row))) for row, who in rows)
        return looked_at(whole_app, answers)


@pytest.fixture(scope="module")
def of_demo(demo_app: Flask) -> Looked:
    """One page of each kind of the demo world, wherever links lead, and those of `more`."""
    with rolled_back(demo_app), nobody_is_too_fast():
        columns.fill(first=100)
        searching.fill()
        return looked_at(demo_app, wherever_links_lead(demo_app))


def wherever_links_lead(app: Flask) -> Iterator[tuple[str, TestResponse]]:
    seen: set[str] = set()
    for name in DEMO:
        yield from walk(Visitor(app).signed_in(someone(name)), seen)
    visitors = {
        name: Visitor(app).signed_in(someone(name)) for name in {who for who, _at in more()}
    }
    for who, address in more():
        yield address, visitors[who]._send("GET", address)


def looked_at(app: Flask, answers: Iterable[tuple[str, TestResponse]]) -> Looked:
    places = app.url_map.bind("localhost")
    wrong, kinds, shown = {}, set(), set()
    for address, answer in answers:
        found = amiss(answer)
        wrong |= {address: found} if found else {}
        if answer.status_code == OK:
            kinds.add(places.match(answer.request.path, "GET")[0])
            shown |= columns.shown_on(answer.text) if answer.mimetype in SHOWN_AS else set()
    return Looked(wrong, len(kinds), shown, columns.attacked())


@contextmanager
def nobody_is_too_fast() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pace, "too_fast", lambda *_, **__: False)
        yield


@pytest.mark.long
def test_nothing_runs_on_any_page_of_the_table(of_table: Looked) -> None:
    assert len(of_table.attacked) > 100
    assert of_table.wrong == {}


@pytest.mark.long
def test_nothing_runs_wherever_links_lead(of_demo: Looked) -> None:
    assert of_demo.wrong == {}
    assert of_demo.kinds > 150


@pytest.mark.long
def test_what_is_attacked_is_shown_somewhere(of_table: Looked, of_demo: Looked) -> None:
    """The control: an attack on a column that no page shows proves nothing."""
    shown, attacked = of_table.shown | of_demo.shown, of_table.attacked | of_demo.attacked
    assert attacked - shown == ON_NO_PAGE | IN_NO_STATE


def amiss(answer: TestResponse) -> list[object]:
    if answer.status_code >= BROKEN:
        return [answer.status_code]
    return [*runs(answer.text)] if answer.mimetype == "text/html" else []


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
