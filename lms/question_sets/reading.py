"""A file on trial: what can be added of it, what cannot and why."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.content.exchange import Entry, Format, Refusal, UnreadableError, lacks_a_why, read
from lms.editions.models import Edition
from lms.i18n import in_language
from lms.question_sets.models import MOST_QUESTIONS
from lms.question_sets.vocabulary import TROUBLES


@dataclass(frozen=True)
class Trial:
    """`known` are in the set already; `fresh` would be added, `beyond` find no room."""

    format: Format
    fresh: list[Entry]
    known: list[Entry]
    beyond: list[Entry]
    refusals: list[Refusal]

    @property
    def without_why(self) -> int:
        return sum(lacks_a_why(entry.question) for entry in self.fresh)


def trial(text: str, edition: Edition, present: Collection[str]) -> Trial:
    """Raises UnreadableError. `present` are the keys of what the set has."""
    with in_language(edition.language):
        words = _("True"), _("False")
    reading = read(text, words)
    known = [entry for entry in reading.entries if entry.question.id in present]
    fresh = [entry for entry in reading.entries if entry.question.id not in present]
    room = max(0, MOST_QUESTIONS - len(present))
    return Trial(reading.format, fresh[:room], known, fresh[room:], reading.refusals)


def in_words(error: UnreadableError) -> str:
    return str(TROUBLES[error.trouble]) % {"line": error.line}
