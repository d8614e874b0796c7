"""Features above hear of every post in the transaction in which it is written, mended or removed.

A feature says once, when it is imported, that it wants to (`hears_of_posts`).
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from lms.forum.models import Post, Topic


class Happening(StrEnum):
    WRITTEN = "written"
    REVISED = "revised"
    REMOVED = "removed"


Hearing = Callable[[Happening, Post, Topic, datetime], None]
"""The topic comes with its space; the post has its number."""
_hearings: list[Hearing] = []


def hears_of_posts(hearing: Hearing) -> Hearing:
    if hearing not in _hearings:
        _hearings.append(hearing)
    return hearing


def tell(happening: Happening, post: Post, topic: Topic, at: datetime) -> None:
    for hearing in _hearings:
        hearing(happening, post, topic, at)
