"""A change that another one cut short is made anew, from its beginning, before anybody is answered.

Of two transactions that wait for each other PostgreSQL ends one. SQLite's writers stand in line.
"""

from collections.abc import Callable
from random import uniform
from time import sleep
from typing import TypeVar

from flask import g, request, session
from sqlalchemy.exc import OperationalError

from lms.connections import SAFE_METHODS
from lms.db import db

T = TypeVar("T")
TIMES = 3
CUT_SHORT = frozenset({"40001", "40P01"})  # PostgreSQL: could not serialize; deadlock
LONGEST_REST = 0.05  # seconds, and a random part of it: two that met do not meet again


def until_through(answer: Callable[[], T]) -> T:
    """Answer this request, at the third time at the latest; actions have flushed what they did."""
    if request.method in SAFE_METHODS:
        return answer()
    known = dict(session)
    for _ in range(1, TIMES):
        try:
            return answer()
        except OperationalError as error:
            if not _may_be_made_anew(error):
                raise
        _from_the_beginning(known)
    return answer()


def _may_be_made_anew(error: OperationalError) -> bool:
    """Not where a part of it is already kept."""
    return getattr(error.orig, "sqlstate", None) in CUT_SHORT and "let_go" not in g


def _from_the_beginning(known: dict[str, object]) -> None:
    """Nothing is found, said or read yet."""
    db.session.remove()
    for name in list(g):
        g.pop(name)
    session.clear()
    session.update(known)
    for files in request.files.listvalues():
        for file in files:
            file.seek(0)
    sleep(uniform(0, LONGEST_REST))  # noqa: S311  # no secret
