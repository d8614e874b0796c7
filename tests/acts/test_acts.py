"""Who may act on what an address names: every act, by every kind of person."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from lms.accounts import throttle
from lms.accounts.pace import Pace
from tests.access_table import TABLE, WHO
from tests.acts.tables import ACTS, ELSEWHERE, MAY_BE_NAMED, NO_ID, NOBODY_NOW, WHICHEVER
from tests.acts.walk import (
    Names,
    dump,
    mixed,
    names_in,
    nowhere,
    sent,
    tells,
    undone,
    way,
)
from tests.acts.world import World, both
from tests.conftest import rolled_back
from tests.forum.test_matrix import FORUM
from tests.long import mostly_long
from tests.visitor import Visitor

REFUSED = {403, 404}
OWNERS = ("classmate", "trainee", "supervisor", "trainer", "coordinator", "administrator")
"""They have something at one end of a mixed address at least."""


@pytest.fixture(scope="module")
def app(whole_app: Flask) -> Iterator[Flask]:
    """One transaction for all of them."""
    with rolled_back(whole_app):
        yield whole_app


@pytest.fixture(scope="module")
def worlds(app: Flask) -> tuple[World, World]:
    return both()


@pytest.fixture(scope="module")
def here(worlds: tuple[World, World]) -> World:
    return worlds[0]


@pytest.fixture(scope="module")
def there(worlds: tuple[World, World]) -> World:
    return worlds[1]


@pytest.fixture(autouse=True)
def nobody_is_too_fast(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pace, "too_fast", lambda *_, **__: False)
    monkeypatch.setattr(throttle, "refuse_past", lambda *_, **__: None)


@pytest.fixture
def visitor(app: Flask, here: World, who: str) -> Visitor:
    visitor = Visitor(app)
    if who != "visitor":
        visitor.signed_in(here.person(who))
    visitor.token()
    return visitor


@pytest.mark.parametrize("who", mostly_long(WHO, but=["trainee"]))
def test_only_those_in_the_tables_act_and_for_others_nothing_is_changed_or_told(
    here: World, visitor: Visitor, who: str
) -> None:
    before, column, faults = dump(), WHO.index(who), []
    for row, (ways, said) in ACTS.items():
        if ways[column] in "!.":
            with undone() as changed:
                found = way(sent(visitor, row, said, here.names, here.names), changed)
            told = ""
        else:
            answer = sent(visitor, row, said, here.names, here.names)
            found = way(answer, ())
            told = tells(answer) if found in "x-" else ""
        if found != ways[column] or told:
            faults.append((row, ways[column], found, told))
    assert faults == []
    assert dump() == before


@pytest.mark.long
@pytest.mark.parametrize("who", OWNERS)
def test_an_address_that_mixes_what_does_not_belong_together_names_nothing(
    here: World, there: World, visitor: Visitor, who: str
) -> None:
    before, faults = dump(), []
    for row in [*ACTS, *TABLE]:
        for foreign, names in mixed(row, here.names, there.names):
            answer = asked(visitor, row, names)
            if answer.status_code not in REFUSED and answer.status_code != WHICHEVER.get(row):
                faults.append((row, foreign, answer.status_code))
            elif answer.status_code in REFUSED and tells(answer):
                faults.append((row, foreign, tells(answer)))
    assert faults == []
    assert dump() == before


def asked(visitor: Visitor, row: str, names: Names) -> TestResponse:
    if row in ACTS:
        return sent(visitor, row, ACTS[row][1], names, names)
    return visitor._send("GET", row.format(**names))


@pytest.mark.parametrize("who", OWNERS)
def test_a_form_that_names_what_is_of_others_changes_nothing(
    here: World, there: World, visitor: Visitor, who: str
) -> None:
    """An own address, and in the form the trainee, the session, the project of the other world."""
    faults = []
    for row, (ways, said) in ACTS.items():
        named = set(names_in(said)) - NO_ID - {name for at, name in MAY_BE_NAMED if at == row}
        for name in named if ways[WHO.index(who)] in "!." else ():
            with undone() as changed:
                inside = {**here.names, name: there.names[name]}
                answer = sent(visitor, row, said, here.names, inside)
            if way(answer, changed) == "!":
                faults.append((row, name, changed[0][:60]))
    assert faults == []


@pytest.mark.long
@pytest.mark.parametrize("who", ["stranger", "outsider"])
def test_what_is_of_others_is_answered_as_what_does_not_exist(
    here: World, visitor: Visitor, who: str
) -> None:
    """A refusal that told the two apart would tell what there is."""
    faults, column, nothing = [], WHO.index(who), nowhere(here.names)
    for row, (ways, _said) in ACTS.items():
        if ways[column] == "-":
            answers = [asked(visitor, row, names) for names in (here.names, nothing)]
            if len({(one.status_code, tells(one)) for one in answers}) > 1:
                faults.append((row, [one.status_code for one in answers]))
    assert faults == []


def test_every_act_is_in_a_table(app: Flask, here: World) -> None:
    places = app.url_map.bind("localhost")
    known = set()
    for row in ACTS:
        address = row.format(**here.names).partition("?")[0]
        for method in ("POST", "PUT"):
            if places.test(address, method):
                known.add((method, places.match(address, method)[0]))
    acts = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
        if rule.arguments and rule.endpoint.partition(".")[0] not in FORUM
    }
    assert acts - known == {("POST", endpoint) for endpoint in ELSEWHERE}


def test_somebody_may_do_every_act_but_those_that_this_world_has_no_moment_for() -> None:
    """The control: a wall that lets nobody through proves nothing."""
    assert {row for row, (ways, _said) in ACTS.items() if not set(ways) & set("!.")} == NOBODY_NOW
    done = [row for row, (ways, _said) in ACTS.items() if "!" in ways]
    assert len(done) > len(ACTS) / 3
