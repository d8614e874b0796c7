"""What features above add when an edition is opened, copied or moved.

Each tells it once, when it is imported; the order in which they do does not matter.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from lms.accounts.models import User
from lms.editions.class_days import ClassDay
from lms.editions.models import Edition
from lms.intakes.dates import Shift

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True)
class Opening:
    """What is said of all class days of a new edition; `starts` is a time on the wall."""

    days: Sequence[ClassDay]
    starts: time
    room: str = ""


@dataclass(frozen=True)
class Copying:
    """An edition, its copy that holds nothing yet, and where days go."""

    edition: Edition
    copy: Edition
    shift: Shift
    by: User
    at: datetime


@dataclass(frozen=True)
class Moving:
    """An edition whose own days have moved, and where days go."""

    edition: Edition
    shift: Shift
    by: User
    at: datetime


@dataclass(frozen=True)
class Dated:
    """Something that has a date, where it is and where it would go. `kind` says how to name it."""

    title: str
    now: date
    then: date
    kind: str = ""


Opener = Callable[[Edition, Opening, datetime], object]
Copier = Callable[[Copying], object]
Seer = Callable[[Edition, Shift], Iterable[Dated]]
Mover = Callable[[Moving], object]
_openers: list[Opener] = []
_copiers: list[Copier] = []
_seers: list[Seer] = []
_movers: list[Mover] = []


def when_opened(opener: Opener) -> Opener:
    """Called with a new edition."""
    return _kept(_openers, opener)


def when_copied(copier: Copier) -> Copier:
    return _kept(_copiers, copier)


def foreseen(seer: Seer) -> Seer:
    """Asked what of an edition would go where, before it is moved."""
    return _kept(_seers, seer)


def when_moved(mover: Mover) -> Mover:
    """Called with an edition that moves, in the act that moves it."""
    return _kept(_movers, mover)


def _kept(registered: list[F], function: F) -> F:
    if function not in registered:
        registered.append(function)
    return function


def open_parts(edition: Edition, opening: Opening, at: datetime) -> None:
    for opener in _openers:
        opener(edition, opening, at)


def copy_parts(copying: Copying) -> None:
    for copier in _copiers:
        copier(copying)


def foresee_parts(edition: Edition, shift: Shift) -> list[Dated]:
    return [row for seer in _seers for row in seer(edition, shift)]


def move_parts(moving: Moving) -> None:
    for mover in _movers:
        mover(moving)
