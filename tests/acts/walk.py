"""What a walk through the tables of acts asks: how it was answered, and what was changed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import combinations
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import event
from werkzeug.test import TestResponse

from lms.db import Model, db
from lms.errors import PAGES
from tests import markup
from tests.acts.of_phones import BY_POST
from tests.acts.tables import BY_PHONE
from tests.visitor import Visitor

KEPT_WHOEVER_ASKS = {"sign_in", "attempt"}
BROKEN = 500
CHANGES = ("INSERT", "UPDATE", "DELETE")
Names = Mapping[str, object]
Dump = dict[str, list[str]]


def filled(said: Any, names: Names) -> Any:
    """What a form says, its `{names}` filled in; a number that stands alone is one in JSON."""
    if isinstance(said, str):
        alone = names.get(said[1:-1]) if said.startswith("{") else None
        return alone if isinstance(alone, int) else said.format(**names)
    if isinstance(said, Mapping):
        return {filled(name, names): filled(value, names) for name, value in said.items()}
    return [filled(value, names) for value in said] if isinstance(said, list) else said


def sent(visitor: Visitor, row: str, said: Any, names: Names, inside: Names) -> TestResponse:
    """As a form, or as a phone sends it; `inside` are the names that the form itself says."""
    address, token = row.format(**names), visitor.token()
    words = filled(said, inside)
    if row not in BY_PHONE:
        return visitor._send("POST", address, data={**words, "csrf_token": token})
    method = "POST" if row in BY_POST else "PUT"
    return visitor._send(method, address, json=words, headers={"X-CSRFToken": token})


@contextmanager
def undone() -> Iterator[list[str]]:
    """The statements that changed a row meanwhile; afterwards nothing of it is."""
    connection: Any = db.engines[None]
    changed: list[str] = []

    def note(_connection: object, cursor: Any, statement: str, *_: object) -> None:
        of_no_asker = not any(name in statement for name in KEPT_WHOEVER_ASKS)
        new = "RETURNING" in statement  # SQLite counts its rows only when they are fetched
        if statement.startswith(CHANGES) and (new or cursor.rowcount != 0) and of_no_asker:
            changed.append(statement)

    db.session.remove()  # what the test itself has open would end around this, not within
    event.listen(connection, "after_cursor_execute", note)
    outer = connection.begin_nested()
    try:
        yield changed
    finally:
        db.session.remove()
        outer.rollback()
        event.remove(connection, "after_cursor_execute", note)


def dump() -> Dump:
    """Every table, row by row."""
    return {
        table.name: sorted(map(str, db.session.execute(table.select()).all()))
        for table in Model.metadata.sorted_tables
        if table.name not in KEPT_WHOEVER_ASKS
    }


def way(answer: TestResponse, changed: Iterable[str]) -> str:
    """The sign of the tables for an answer; what was written and refused is not kept."""
    if answer.status_code == 401 or (answer.location or "").startswith("/login"):
        return "s"
    if answer.status_code in {403, 404}:
        return {403: "x", 404: "-"}[answer.status_code]
    if answer.status_code >= BROKEN:
        return str(answer.status_code)
    return "!" if answer.status_code < 400 and list(changed) else "."


def tells(answer: TestResponse) -> str:
    """What a refusal says beyond the words of every refusal; but for what was typed."""
    title, happened, todo = words_of(answer.status_code)
    if answer.is_json:
        said = answer.get_json()
        return "" if said["told"] == f"{title}. {happened}" else str(said)
    main = markup.page(answer.text).query("main")[0]
    whole = [node for node in main.query("h1, p") if not _is_typed(node, main)]
    words = [" ".join(node.to_text().split()) for node in whole]
    return "" if words == [title, happened, todo, "Go to the start page"] else " | ".join(words)


@cache
def words_of(status: int) -> tuple[str, str, str]:
    page, app = PAGES[status], current_app._get_current_object()  # type: ignore[attr-defined]
    with app.test_request_context():
        return str(page.title), str(page.happened), str(page.todo)


def _is_typed(node: Any, main: Any) -> bool:
    return any(node is other for other in main.query(".typed p"))


def names_in(said: Any) -> list[str]:
    """Of an address, or anywhere in a form, each once."""
    return sorted(set(re.findall(r"\{(\w+)\}", str(said))))


def nowhere(names: Names) -> Names:
    """The same names for things that nobody has."""
    none = {int: 2**31 - 2, UUID: UUID(int=1)}
    return {name: none.get(type(value), value) for name, value in names.items()}


def mixed(row: str, here: Names, there: Names) -> Iterator[tuple[tuple[str, ...], Names]]:
    """An address with some of its names from the other world, in every way but all of them."""
    own = [name for name in names_in(row) if str(here[name]) != str(there[name])]
    for number in range(1, len(own)):
        for foreign in combinations(own, number):
            yield foreign, {**here, **{name: there[name] for name in foreign}}
