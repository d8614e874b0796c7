"""The glossary at hand while somebody translates: which words are agreed upon."""

from collections.abc import Sequence
from typing import NamedTuple

from lms.content import library


class Agreed(NamedTuple):
    """`said` in the language of the post; `wanted` in the other, empty where there is no word yet.

    `used` is None as long as there is no translation to look at.
    """

    id: str
    said: str
    wanted: str
    used: bool | None


def agreed_words(text: str, language: str, into: str, translated: str) -> Sequence[Agreed]:
    """Of all that the text uses, in the order in which it does."""
    shelf = library()
    used = {term.id for term in shelf.words_in(translated, into)}
    return [
        Agreed(
            term.id,
            term.name.get(language),
            term.name.root.get(into, ""),
            term.id in used if translated else None,
        )
        for term in shelf.words_in(text, language)
    ]
