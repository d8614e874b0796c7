"""What readers said of the posts of a page, below each."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from lms.forum.beside import Fact, stands_beside
from lms.i18n import language
from lms.reactions import queries
from lms.reactions.models import Kind
from lms.reactions.vocabulary import ICONS, KINDS

stands_beside("reactions/_beside.html", queries.BESIDE)


class Choice(NamedTuple):
    """One thing that can be said, how many said it, and whether the reader did."""

    kind: Kind
    name: str
    icon: str
    number: int
    mine: bool


class Tried(NamedTuple):
    """The newest line of somebody who tried it."""

    words: str
    language: str
    country: str


class Said(NamedTuple):
    choices: Sequence[Choice]
    tried: Tried | None

    @property
    def anything(self) -> bool:
        return any(choice.number for choice in self.choices)


def said_of(facts: Collection[Fact]) -> Said:
    """As a page shows it."""
    nothing = _nothing_said(language())
    if not facts:
        return nothing
    by_ref = {fact.ref: fact for fact in facts}
    choices = [_counted(choice, by_ref.pop(choice.kind, None)) for choice in nothing.choices]
    return Said(choices, next(map(_tried, by_ref.values()), None))


@cache
def _nothing_said(_language: str) -> Said:
    """Of most posts, in the words of most readers."""
    return Said(
        [Choice(kind, str(KINDS[kind]), ICONS[kind], number=0, mine=False) for kind in Kind], None
    )


def _counted(choice: Choice, fact: Fact | None) -> Choice:
    if fact is None:
        return choice
    return choice._replace(number=fact.number, mine=fact.words == queries.MINE)


def _tried(fact: Fact) -> Tried:
    _, language, country = fact.ref.split(":")
    return Tried(fact.words, language, country)
