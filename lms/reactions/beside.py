"""What readers said of the posts of a page, below each."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lms.forum.beside import Fact, stands_beside
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


def said_of(facts: Iterable[Fact]) -> Said:
    """As a page shows it."""
    by_ref = {fact.ref: fact for fact in facts}
    choices = [_choice(kind, by_ref.pop(kind, None)) for kind in Kind]
    return Said(choices, next(map(_tried, by_ref.values()), None))


def _choice(kind: Kind, fact: Fact | None) -> Choice:
    number, words = (fact.number, fact.words) if fact else (0, "")
    return Choice(kind, KINDS[kind], ICONS[kind], number, words == queries.MINE)


def _tried(fact: Fact) -> Tried:
    _, language, country = fact.ref.split(":")
    return Tried(fact.words, language, country)
