"""Sentences that supervisors say often, in every language, each with a blank to be filled in."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, Self

from lms.content.text import FromFile, Frozen, Id, LocalText

LONGEST: Final = 300
"""Characters of a phrase: what is longer is better written anew."""
BLANK: Final = re.compile(r"\{[^{}\n]*\}")


class SharedPhrase(Frozen):
    """`step` is the step of the process that it is about, empty for any."""

    id: Id
    step: str = ""
    text: LocalText


class Doubtful(NamedTuple):
    """What is wrong in a field of the file."""

    field: tuple[int | str, ...]
    sentence: str


class SharedPhrases(FromFile):
    phrases: tuple[SharedPhrase, ...]

    @classmethod
    def empty(cls) -> Self:
        """Of a content tree that has none."""
        return cls(file="", phrases=())

    def doubts(self) -> Iterator[Doubtful]:
        """Ids used twice, and texts too long or without a blank: those would be sent unread."""
        seen: set[str] = set()
        for place, phrase in enumerate(self.phrases):
            if phrase.id in seen:
                said = f"is '{phrase.id}', as is another phrase's."
                yield Doubtful(("phrases", place, "id"), said)
            seen.add(phrase.id)
            for language, text in phrase.text.root.items():
                where = ("phrases", place, "text", language)
                if len(text) > LONGEST:
                    yield Doubtful(where, f"has {len(text)} characters; a phrase has {LONGEST}.")
                if not BLANK.search(text):
                    yield Doubtful(where, "has no {blank} to fill in.")
