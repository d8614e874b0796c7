"""Decisions that pages of other features ask for: they hear when one has begun.

Such a page sends a word of its own along, and knows by it what it asked for.
"""

import re
from collections.abc import Callable

from lms.forum.models import Topic

Hearing = Callable[[Topic, str], None]
_hearings: list[Hearing] = []
_WORD = re.compile(r"[a-z0-9-]{1,40}")


def hears_of_what_it_asked_for(hearing: Hearing) -> Hearing:
    """In the transaction of the beginning; once, when a feature is imported."""
    _hearings.append(hearing)
    return hearing


def word_in(typed: str | None) -> str:
    """Small letters, digits and hyphens; anything else asks for nothing."""
    return typed if typed and _WORD.fullmatch(typed) else ""


def tell(topic: Topic, word: str) -> None:
    for hearing in _hearings:
        hearing(topic, word)
