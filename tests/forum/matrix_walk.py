"""What a walk through the tables of `matrix` asks: who may, what was shown, what was changed."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from werkzeug.test import TestResponse

from lms.db import db
from tests.forum import matrix
from tests.forum.matrix import ROLES, SEEN

LEADERS = {"trainer", "administrator"}  # of the space of the edition
PARTS = (
    "space title former body file photo shows titre texte tried report answer tag outcome text "
    "openwhy opentext openvoice open endedwhy endedtext endedvoice ended"
)
WORD = re.compile(rf"({'|'.join(SEEN)})({'|'.join(PARTS.split())})\b")
CHANGES = ("INSERT", "UPDATE", "DELETE")
OF_THE_SIGN_IN = ("sign_in", "attempt")  # kept whoever asks for what


def sees(role: str, state: str) -> bool:
    return SEEN[state][ROLES.index(role)] == "x"


def may(role: str, state: str, who: str) -> bool:
    """Whether this role is among those whom a row names, in a state that it sees."""
    if not sees(role, state):
        return False
    return any(is_one(role, state, group) for group in who.split(", "))


def is_one(role: str, state: str, group: str) -> bool:
    leads = {"administrator"} if state in {"public", "theme", "circle", "staff"} else LEADERS
    author = matrix.AUTHORS.get(state, "trainee")
    is_open, is_member = state != "theme", role != "visitor"
    return {
        "nobody": False,
        "everybody": True,
        "members": is_member,
        "writers": is_member and is_open,
        "others": is_member and role != author,
        "other writers": is_member and is_open and role != author,
        "writers but its translator": is_member and is_open and role != "administrator",
        "author": role == author,
        "writing author": role == author and is_open,
        "leaders": role in leads,
        "writing leaders": role in leads and is_open,
        "administrator": role == "administrator",
    }[group]


def words_in(answer: TestResponse, asked: str) -> dict[str, set[str]]:
    """By state, from the whole answer; a refusal may repeat what was asked for and sent."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    whole = f"{head}\n{answer.data.decode('utf-8', 'replace')}"
    if answer.status_code != 200:
        for part in re.findall(r"\w{5,}", asked):
            whole = whole.replace(part, "")
    return words_of(whole)


def words_of(whole: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for state, part in WORD.findall(whole):
        found.setdefault(state, set()).add(part)
    return found


def gives_away(role: str, found: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What this role may not see; what was removed stands on the two pages of REMOVED alone."""
    return {
        state: words
        for state, words in found.items()
        if not sees(role, state) or state == "removed"
    }


def is_refused(role: str, answer: TestResponse) -> bool:
    if role == "visitor" and answer.status_code in {303, 401}:
        return answer.status_code == 401 or "/login" in answer.location
    return answer.status_code in {403, 404}


def wanted_words(words: str, state: str) -> set[str]:
    """The space of an edition has the name of the edition."""
    return set(words.split()) - ({"space"} if state == "class" else set())


@contextmanager
def undone() -> Iterator[list[str]]:
    """What was written meanwhile; of that nothing stays."""
    connection: Any = db.engines[None]
    changed: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(CHANGES) and not any(name in statement for name in OF_THE_SIGN_IN):
            changed.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    outer = connection.begin_nested()
    yield changed
    db.session.remove()
    outer.rollback()
    event.remove(connection, "before_cursor_execute", note)
