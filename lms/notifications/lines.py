"""What a mail says: notices that are kept, and reminders that features above know of.

A feature says once, when it is imported, how its notices are worded (`says`) and whom it has to
remind of what (`reminds`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.accounts.models import User
from lms.notifications.models import Category

Wording = Callable[[Mapping[str, Any]], str]
_wordings: dict[str, Wording] = {}


@dataclass(frozen=True)
class Line:
    """One line of a mail. `say` words it in the language of the moment.

    With a `key` a person is told once, else each day for as long as it holds.
    """

    category: Category
    say: Callable[[], str]
    href: str
    key: str = ""


Reminding = Callable[[Sequence[User], datetime], Iterable[tuple[int, Line]]]
_remindings: list[Reminding] = []


def says(kind: str) -> Callable[[Wording], Wording]:
    """How notices of this kind are worded."""

    def register(wording: Wording) -> Wording:
        _wordings[kind] = wording
        return wording

    return register


def in_words(kind: str, about: Mapping[str, Any]) -> str:
    return _wordings[kind](about)


def reminds(reminding: Reminding) -> Reminding:
    """Asked for (user id, line) of whoever has something to do; never of what is done."""
    if reminding not in _remindings:
        _remindings.append(reminding)
    return reminding


def reminders_for(people: Sequence[User], at: datetime) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for reminding in _remindings:
        for number, line in reminding(people, at):
            found.setdefault(number, []).append(line)
    return found
