"""Decisions that pages of other features ask for: they hear when one has begun.

Such a page sends a word of its own along, and knows by it what it asked for.
"""

from collections.abc import Callable

from lms.forum.models import Topic

Hearing = Callable[[Topic, str], None]
_hearings: list[Hearing] = []


def hears_of_what_it_asked_for(hearing: Hearing) -> Hearing:
    """In the transaction of the beginning; once, when a feature is imported."""
    _hearings.append(hearing)
    return hearing


def tell(topic: Topic, word: str) -> None:
    for hearing in _hearings:
        hearing(topic, word)
