"""The glossary: words of the trade, explained in every language, and the forms that texts use."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple, Self

from lms.content.text import FromFile, Frozen, Id, Line, LocalText
from lms.letters import folded

LONGEST = 220
"""Signs of an explanation: twenty of them travel with a lesson."""


class GlossaryTerm(Frozen):
    """`quiet` terms stand in the glossary only: texts use the word in its everyday sense too."""

    id: Id
    name: LocalText
    also: Mapping[str, tuple[Line, ...]] = {}
    short: LocalText
    see: tuple[Id, ...] = ()
    quiet: bool = False

    def forms(self, language: str) -> tuple[str, ...]:
        """All that a text in this language may call it; none where it has no name yet."""
        name = self.name.root.get(language)
        return (*((name,) if name else ()), *self.also.get(language, ()))

    def other_names(self, language: str) -> list[str]:
        """What else it is called, but for plurals and other endings of what is said already."""
        said = [part.rstrip(")") for part in self.name.get(language).split(" (")]
        own = len(said)
        for form in self.also.get(language, ()):
            if not any(_same_but_endings(form, known) for known in said):
                said.append(form)
        return said[own:]


def _same_but_endings(one: str, other: str) -> bool:
    """Whether each word of one begins as the word of the other in its place."""
    pairs = zip_longest(folded(one).split(), folded(other).split(), fillvalue="")
    return all(a[:3] == b[:3] for a, b in pairs)


class Doubtful(NamedTuple):
    """What is wrong in a field of the file."""

    field: tuple[int | str, ...]
    sentence: str


class Glossary(FromFile):
    terms: tuple[GlossaryTerm, ...]

    @classmethod
    def empty(cls) -> Self:
        """Of a content tree that explains no words."""
        return cls(file="", terms=())

    def term(self, wanted: str) -> GlossaryTerm:
        """KeyError if there is none."""
        return {term.id: term for term in self.terms}[wanted]

    def in_order(self, language: str) -> list[GlossaryTerm]:
        """By name as the language sorts it: case and accents do not count."""
        return sorted(self.terms, key=lambda term: folded(term.name.get(language)))

    def doubts(self) -> Iterator[Doubtful]:
        """Ids and forms that two terms claim, and explanations too long for a phone."""
        ids: dict[str, int] = {}
        forms: dict[tuple[str, str], str] = {}
        for place, term in enumerate(self.terms):
            if ids.setdefault(term.id, place) != place:
                yield Doubtful(("terms", place, "id"), f"is '{term.id}', as is another term's.")
            yield from _too_long(place, term)
            for language in {*term.name.root, *term.also}:
                for form in term.forms(language):
                    owner = forms.setdefault((language, folded(form)), term.id)
                    if owner != term.id:
                        said = f"calls it '{form}' ({language}), as '{owner}' is called."
                        yield Doubtful(("terms", place, "also"), said)


def _too_long(place: int, term: GlossaryTerm) -> Iterator[Doubtful]:
    for language, text in term.short.root.items():
        if len(text) > LONGEST:
            said = f"has {len(text)} characters ({language}); an explanation has {LONGEST} at most."
            yield Doubtful(("terms", place, "short", language), said)
