"""What can be drawn: each feature below says how its work is shown, and how a mark is released.

The features stand above this one and tell it with `tell`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from lms.accounts.models import User
from lms.second_marks.models import Opinion, SecondMark


@dataclass(frozen=True)
class Work:
    """What is to be marked: `template` shows it with `about`; `href` is where it stands."""

    title: str
    href: str
    template: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


class Kind(NamedTuple):
    """`name` asks no database; `release` writes the mark that holds, and shows it."""

    name: Callable[[SecondMark], Work]
    show: Callable[[SecondMark, User], Work]
    release: Callable[[SecondMark, Opinion, User, datetime], None]


_kinds: dict[str, Kind] = {}


def tell(prefix: str, kind: Kind) -> None:
    _kinds[prefix] = kind


def kind_of(row: SecondMark) -> Kind:
    return _kinds[row.subject.partition(":")[0]]
