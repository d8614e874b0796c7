"""What stands beside an entry to be put into a comment: one's own phrases, then the shared ones."""

from collections.abc import Iterable
from typing import NamedTuple

from lms.content import library
from lms.content.phrases import BLANK


class Offered(NamedTuple):
    """`key` names it in a form; `step` is what it is about, empty for any.

    Which `language` it speaks is known of the shared ones.
    """

    key: str
    text: str
    step: str
    language: str = ""


def offered(own: Iterable[Offered], *, step: str, language: str) -> list[Offered]:
    """Those about this step of the process first; the shared ones as the edition speaks."""
    shared = [
        Offered(row.id, row.text.get(language), row.step, language)
        for row in library().phrases.phrases
    ]
    return sorted([*own, *shared], key=lambda row: row.step != step or not step)


def blanks_in(text: str) -> list[str]:
    """What is still to be filled in, as it stands there."""
    return BLANK.findall(text)


def put_into(comment: str, phrase: str) -> str:
    """After what is written already, on a line of its own."""
    return f"{comment.rstrip()}\n{phrase}" if comment.strip() else phrase
