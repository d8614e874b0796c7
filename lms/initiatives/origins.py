"""Where an initiative came from, as far as the reader may see it: each feature tells its own.

The column stays, whatever becomes of the origin; a hidden one leaves the bare fact.
"""

from collections.abc import Callable
from typing import NamedTuple

from lms.initiatives.models import Initiative


class Origin(NamedTuple):
    title: str
    address: str
    language: str


class Kind(NamedTuple):
    """`hidden` is what is said of one that this reader does not see."""

    column: str
    hidden: object
    find: Callable[[int], Origin | None]


KINDS: dict[str, Kind] = {}


def can_be_origin(name: str, kind: Kind) -> None:
    """Once, when a feature is imported; `name` stands in the address of the form."""
    KINDS[name] = kind


class Told(NamedTuple):
    """`origin` is None where only the fact is told."""

    origin: Origin | None
    hidden: object


def told_of(initiative: Initiative) -> list[Told]:
    """One statement for each that it has, which is one as a rule."""
    found = []
    for kind in KINDS.values():
        number = getattr(initiative, kind.column)
        if number is not None:
            found.append(Told(kind.find(number), kind.hidden))
    return found
