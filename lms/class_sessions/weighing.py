"""Several hands on one register: which mark stands. For classes and for programmes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Marked(Protocol):
    """A mark as it is kept; each change makes a new version."""

    @property
    def status(self) -> str: ...
    @property
    def units(self) -> int | None: ...
    @property
    def version(self) -> int: ...


@dataclass(frozen=True)
class Mark:
    """What is said of one person; `units` only where it is not what the status stands for."""

    status: str
    units: int | None = None


@dataclass(frozen=True)
class Shown:
    """What the page showed of one person: the version of the mark (0 for none), and the mark."""

    version: int
    mark: Mark | None


@dataclass(frozen=True)
class Choice:
    """What the register that was sent says of one person, and what its page had shown.

    `who` is the number of their enrolment, or of their place in a programme.
    """

    who: int
    mark: Mark
    shown: Shown


class Outcome(Enum):
    """What a choice comes to, beside the mark that stands there by now."""

    NEWS = "it is kept"
    SAME = "it stands there already"
    THEIRS = "nobody touched it here, and another hand's mark stands"
    DISPUTED = "two hands made two marks"


def weighed_with(
    choices: Sequence[Choice], present: Mapping[int, Marked]
) -> dict[Outcome, list[Choice]]:
    """`present` are the marks that stand, by the number of whom they are of."""
    found: dict[Outcome, list[Choice]] = {outcome: [] for outcome in Outcome}
    for choice in choices:
        found[_weigh(choice, present.get(choice.who))].append(choice)
    return found


def _weigh(choice: Choice, row: Marked | None) -> Outcome:
    if row is None:
        return Outcome.NEWS
    if mark_in(row) == choice.mark:
        return Outcome.SAME
    if row.version == choice.shown.version:
        return Outcome.NEWS
    return Outcome.THEIRS if choice.mark == choice.shown.mark else Outcome.DISPUTED


def mark_in(row: Marked) -> Mark:
    return Mark(row.status, row.units)
