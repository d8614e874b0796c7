"""An attack in every column that holds what people type: the database limits how long it may be."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, Column, Table, bindparam, select, text, update

from lms.db import Model, db
from tests.attacks.table import ATTACKS

KEYS = frozenset(
    (
        "appeal.target",
        "benchmark_value.period",
        "draft.key",
        "due_date.ref",
        "extension.ref",
        "hand_mark.part",
        "hand_mark_change.part",
        "mark_override.component",
        "mark_override.part",
        "material.slug",
        "material_file.key",
        "receipt.kind",
        "user.email",
    )
)
"""What names something else, though its length is limited."""
COPIED = (
    "attestation.issued_by",
    "attestation.name",
    "attestation.place",
    "attestation.programme_name",
    "attestation.revoked_by",
    "certificate.course_title",
    "certificate.edition_name",
    "certificate.issued_by",
    "certificate.name",
    "certificate.revoked_by",
    "device.name",
    "earlier_translation.body",
    "earlier_translation.title",
    "evidence.name",
    "placement_step.name",
)
"""What comes from a column whose length is limited, or from another program."""
IN_JSON = {
    "agenda_release.slots": {"title", "venue", "track"},
    "kept_question.fields": {"ask", "why"},
    "material_revision.fields": {"body"},
}
READ_BY_PROGRAMS = {
    "question_file.text": "::One::Who pays? {{=The firms ~Nobody}}\n\n::Two::{}? {{=Yes ~No}}",
}
"""What another program reads, with the attack in it: a file of questions is looked at when kept."""
FILLED_FROM_OTHERS = {"search_document"}
SHORTEST = min(len(attack) for attack in ATTACKS)
COUNTED = re.compile(r"length\((\w+)\) (?:<=|BETWEEN \d+ AND) (\d+)")


class Limit(NamedTuple):
    most: int  # letters
    alone: bool  # nothing else is said of the column: what is empty means nothing


def fill(first: int = 0) -> set[str]:
    """Each cell says the next attack; stored HTML is to be made anew. Which columns had a cell."""
    turn = islice(cycle(ATTACKS), first, None)
    _marks.clear()
    with records_may_change():
        tables = [one for one in Model.metadata.sorted_tables if one.name not in FILLED_FROM_OTHERS]
        reached = {name for table in tables for name in attack(table, turn)}
    db.session.commit()
    return reached


def attack(table: Table, turn: Iterator[str]) -> set[str]:
    keys = list(table.primary_key.columns)
    limits, jsons = limits_of(table), [c for c in table.c if str(c) in IN_JSON]
    rows = db.session.execute(select(table).order_by(*keys)).mappings().all()
    before = [dict(row) for row in rows]
    after = [
        {
            name: cell(f"{table.name}.{name}", row[name], limit, turn)
            for name, limit in limits.items()
        }
        | {c.name: in_json(row[c.name], IN_JSON[str(c)], turn) for c in jsons}
        | {name: "" for name in row if name == "markdown_version"}
        for row in before
    ]
    which = [key == bindparam(f"key_{key.name}") for key in keys]
    named = [{f"key_{key.name}": row[key.name] for key in keys} for row in before]
    if after and after[0]:
        changed = [one | other for one, other in zip(named, after, strict=True)]
        db.session.connection().execute(update(table).where(*which), changed)
    return {f"{table.name}.{name}" for row in after for name, value in row.items() if value}


def shown_on(page: str) -> set[str]:
    """Names of the columns that are shown there."""
    numbers = {int(found) for found in re.findall(r"zq(\d+)z", page)}
    return {column for column, number in _marks.items() if number in numbers}


def attacked() -> set[str]:
    return set(_marks)


_marks: dict[str, int] = {}


def limits_of(table: Table) -> dict[str, Limit]:
    checks = [str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)]
    counted = {name: int(most) for check in checks for name, most in COUNTED.findall(check)}
    copied = [name for name in COPIED if name.startswith(f"{table.name}.")]
    limits = {name: Limit(most, is_alone(table.c[name], checks)) for name, most in counted.items()}
    limits |= {name.partition(".")[2]: Limit(80, alone=False) for name in copied}
    return {name: one for name, one in limits.items() if f"{table.name}.{name}" not in KEYS}


def is_alone(column: Column[Any], checks: list[str]) -> bool:
    return sum(bool(re.search(rf"\b{column.name}\b", check)) for check in checks) == 1


def cell(column: str, before: str | None, limit: Limit, turn: Iterator[str]) -> str | None:
    """The next attack, and behind it which column it is in: so a page tells what it shows.

    What was empty and means nothing stays so.
    """
    if not (before or (limit.alone and before is not None)):
        return before
    assert limit.most >= SHORTEST, "a column for which no attack is short enough: is it a key?"
    mark = f" zq{_marks.setdefault(column, len(_marks))}z"
    mark = mark if SHORTEST + len(mark) <= limit.most else ""
    attack = next(attack for attack in turn if len(attack) + len(mark) <= limit.most)
    return READ_BY_PROGRAMS.get(column, "{}").format(f"{attack}{mark}")


def in_json(before: Any, named: set[str], turn: Iterator[str]) -> Any:
    if isinstance(before, list):
        return [in_json(one, named, turn) for one in before]
    if isinstance(before, dict):
        return {
            name: next(turn) if name in named and one else in_json(one, named, turn)
            for name, one in before.items()
        }
    return before


@contextmanager
def records_may_change() -> Iterator[None]:
    """Without the triggers by which they only grow; the test is undone in the end."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        connection.execute(text("SET LOCAL session_replication_role = origin"))
        return
    names = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE%'")
    for name in connection.scalars(names).all():
        connection.execute(text(f'DROP TRIGGER "{name}"'))
    yield
