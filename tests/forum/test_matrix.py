"""Every address of the forum, every role, every state: what is shown, and what is not.

One forum is built and walked; whatever an act changes is undone. The tables are in `matrix`.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

from lms import mail
from lms.accounts import throttle
from lms.accounts.pace import Pace
from lms.db import db
from lms.forum.models import ReadingGap, TopicReader
from lms.jobs import actions as jobs
from lms.notifications import digest
from tests.conftest import rolled_back
from tests.forum import matrix
from tests.forum.matrix import ACTS, ROLES, TALK
from tests.forum.matrix_scene import Scene, a_scene
from tests.forum.matrix_walk import (
    LEADERS,
    gives_away,
    is_one,
    is_refused,
    may,
    sees,
    undone,
    wanted_words,
    words_in,
    words_of,
)
from tests.long import mostly_long
from tests.visitor import Visitor

FORUM = {
    *("forum", "spaces", "feeds", "following", "moderation", "reactions", "translations"),
    *("attachments", "decisions", "arranging"),
}


@pytest.fixture(scope="module")
def app(whole_app: Flask) -> Iterator[Flask]:
    """One transaction for all of them."""
    with rolled_back(whole_app):
        yield whole_app


@pytest.fixture(scope="module")
def scene(app: Flask) -> Scene:
    return a_scene()


@pytest.fixture(autouse=True)
def nobody_is_too_fast(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pace, "too_fast", lambda *_, **__: False)
    monkeypatch.setattr(throttle, "refuse_past", lambda *_, **__: None)


@pytest.fixture
def visitor(app: Flask, scene: Scene, role: str) -> Visitor:
    visitor = Visitor(app)
    return visitor if role == "visitor" else visitor.signed_in(scene.person(role))


@pytest.mark.parametrize("role", mostly_long(ROLES, but=["trainee"]))
def test_pages_show_what_the_tables_say_and_nothing_else(
    scene: Scene, visitor: Visitor, role: str
) -> None:
    faults: list[object] = []
    for row, (who, words) in matrix.TOGETHER.items():
        faults += looked_at_together(scene, visitor, role, row, (who, words))
    tables = dict.fromkeys((*TALK, "removed"), matrix.PAGES) | {"held": matrix.WAITING}
    for state, table in tables.items():
        for row, (who, words) in table.items():
            faults += looked_at(scene, visitor, role, (row, state, who, words))
    assert faults == [], "\n".join(map(str, faults))


def looked_at_together(
    scene: Scene, visitor: Visitor, role: str, row: str, wanted: tuple[str, str]
) -> list[object]:
    who, words = wanted
    address = scene.filled(row, "none", role)
    answer = visitor._send("GET", address)
    found = words_in(answer, address)
    opens = is_one(role, "class", who)
    right = answer.status_code == 200 if opens else is_refused(role, answer)
    lacking = {
        (state, word)
        for state in TALK
        if opens and sees(role, state)
        for word in wanted_words(words, state) - found.get(state, set())
    }
    if gives_away(role, found) or not right or lacking:
        return [(row, answer.status_code, gives_away(role, found), lacking)]
    return []


def looked_at(
    scene: Scene, visitor: Visitor, role: str, case: tuple[str, str, str, str]
) -> list[object]:
    row, state, who, words = case
    try:
        address = scene.filled(row, state, role)
    except KeyError:  # nothing of this kind in this state
        return []
    answer = visitor._send("GET", address)
    found = words_in(answer, address)
    lacking: set[str] = set()
    right = True
    if state != "removed":
        is_open = may(role, state, who)
        right = answer.status_code in {200, 303} if is_open else is_refused(role, answer)
        lacking = wanted_words(words, state) - found.get(state, set()) if is_open else set()
    leaked = gives_away(role, found)
    if state == "removed" and row in matrix.REMOVED and role in LEADERS:
        lacking = wanted_words(matrix.REMOVED[row][1], state) - leaked.pop(state, set())
    if leaked or lacking or not right:
        return [(row, state, answer.status_code, leaked, lacking)]
    return []


@pytest.mark.parametrize("role", ROLES[1:])
def test_the_link_in_a_letter_names_what_its_reader_may_see(
    scene: Scene, visitor: Visitor, role: str
) -> None:
    for state in TALK:
        found = words_in(visitor.get(scene.link_of_a_letter(state, role)), "")
        assert found == ({state: {"title"}} if sees(role, state) else {}), state


def test_every_address_of_the_forum_stands_in_a_table(app: Flask, scene: Scene) -> None:
    """Whoever adds one says who sees what of it."""
    places = app.url_map.bind("localhost")
    known = set()
    for method, tables in (("GET", LOOKS_AT), ("POST", ACTS_OF)):
        for table, state in tables:
            for row in table:
                path = scene.filled(row, state).partition("?")[0]
                known.add((method, places.match(path, method)[0]))
    for method, rest in (("GET", ""), ("POST", ""), ("POST", "/undoing")):
        link = scene.link_of_a_letter("public", "former") + rest
        known.add((method, places.match(link, method)[0]))
    there = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint.partition(".")[0] in FORUM
    }
    assert there - known == set()


LOOKS_AT = ((matrix.PAGES, "class"), (matrix.WAITING, "held"), (matrix.TOGETHER, "none"))
ACTS_OF = (
    (matrix.ACTS, "class"),
    (matrix.ACTS_ON_WAITING, "held"),
    (matrix.ACTS_ALONE, "none"),
)


@pytest.mark.parametrize("role", mostly_long(ROLES, but=["trainee"]))
def test_only_those_in_the_tables_can_act_and_nothing_else_changes(
    scene: Scene, visitor: Visitor, role: str
) -> None:
    faults: list[object] = []
    for row, (who, form) in matrix.ACTS_ALONE.items():
        faults += acted(visitor, role, row, form, is_one(role, "public", who))
    for state in ("theme", "class", "circle"):
        for row, (who, form) in ACTS.items():
            sent = {name: scene.filled(str(value), state) for name, value in form.items()}
            faults += acted(visitor, role, scene.filled(row, state), sent, may(role, state, who))
    for row, (who, form) in matrix.ACTS_ON_WAITING.items():
        faults += acted(visitor, role, scene.filled(row, "held"), form, may(role, "held", who))
    assert faults == [], "\n".join(map(str, faults))


def acted(
    visitor: Visitor, role: str, address: str, form: Mapping[str, str], allowed: bool
) -> list[object]:
    visitor.token()
    with undone() as changed:
        answer = visitor._send("POST", address, data={**form, "csrf_token": visitor.token()})
    leaked = gives_away(role, words_in(answer, f"{address} {form}"))
    done = answer.status_code in {200, 303} and not is_refused(role, answer)
    refused = answer.status_code == 422 or is_refused(role, answer)
    right = done if allowed else refused and not changed
    return [] if right and not leaked else [(address, answer.status_code, changed, leaked)]


@pytest.mark.long
def test_letters_hold_what_their_readers_may_see(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters: list[dict[str, Any]] = []
    monkeypatch.setattr(mail, "deliver", letters.append)
    with undone():
        nothing_is_read()
        for _round in range(2):  # what finds whom to write to, then the letters
            at = datetime.now(UTC)
            for number in jobs.unfinished(at=at):
                jobs.run(number, at=at)
    for role in ROLES[1:]:
        hold_what(role, letters, {"title", "body"})


def test_the_mail_of_the_day_names_what_its_reader_may_see(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters: list[dict[str, Any]] = []
    monkeypatch.setattr(mail, "send_all", lambda more, **_: letters.extend(more))
    with undone():
        nothing_is_read()
        digest.send(datetime.now(UTC).replace(hour=12) + timedelta(days=1))
    for role in ROLES[1:]:
        hold_what(role, letters, {"title"})


def hold_what(role: str, letters: list[dict[str, Any]], words: set[str]) -> None:
    found = words_of(str([one for one in letters if one["to"].startswith(f"{role}@")]))
    assert gives_away(role, found) == {}, role
    for state in TALK:
        if sees(role, state) and matrix.AUTHORS[state] != role:
            assert words <= found.get(state, set()), (role, state)


def nothing_is_read() -> None:
    db.session.execute(update(TopicReader).values(last_read=0))
    db.session.execute(delete(ReadingGap))
    db.session.commit()
