"""The room that the files of one person may take, whichever features took them."""

from functools import reduce
from operator import add
from typing import TypeVar

from flask import current_app
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.config import Settings
from lms.files.models import KeptFile

F = TypeVar("F", bound=type[KeptFile])
_counted: list[type[KeptFile]] = []


def counts_in_room(table: F) -> F:
    """A feature above says whose files these are: those of who sent them."""
    _counted.append(table)
    return table


def room() -> int:
    """Bytes that the files of one person may take."""
    settings: Settings = current_app.extensions["settings"]
    return settings.person_files_mb * 1024 * 1024


def bytes_of(person: User) -> ColumnElement[int]:
    """That they take already; part of a query."""
    return reduce(add, (_bytes_in(table, person) for table in _counted))


def _bytes_in(table: type[KeptFile], person: User) -> ColumnElement[int]:
    one = aliased(table)
    size = select(func.coalesce(func.sum(one.size), 0)).where(one.by_id == person.id)
    return size.scalar_subquery()
