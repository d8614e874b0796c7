"""What the search is narrowed to, and what the forum, which stands above it, tells it of posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, cast

from flask import current_app
from sqlalchemy import ColumnElement

Choices = Sequence[tuple[str, str]]
"""(as an address says it, as people do)"""


class Talk(Protocol):
    """Each list holds what this reader sees and no more."""

    def spaces(self) -> Choices: ...

    def topics(self) -> Choices:
        """Their kinds."""
        ...

    def tags(self) -> Choices: ...

    def posts(self, asked: Mapping[str, str]) -> ColumnElement[bool]:
        """Of a document: that it is a post for which all that is asked is true."""
        ...


class Chip(NamedTuple):
    """One thing to which the search is narrowed, as the page says it."""

    name: str
    label: str
    said: str


@dataclass(frozen=True)
class Narrowed:
    """`asked` is as the address has it; `among` says the same, but for the kind, as SQL."""

    asked: Mapping[str, str] = field(default_factory=dict)
    among: Sequence[ColumnElement[bool]] = ()
    chips: Sequence[Chip] = ()

    @property
    def kind(self) -> str | None:
        return self.asked.get("kind")


def talk() -> Talk:
    return cast("Talk", current_app.extensions["search_talk"])
