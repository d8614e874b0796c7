"""Features above hear of every post in the transaction in which it is written, mended or removed.

A feature says once, when it is imported, that it wants to (`hears_of_posts`).
"""

from collections.abc import Callable, Collection
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
WordsGone = Callable[[Collection[Post]], None]
"""A removed post, and those that quoted it and stand without its words now."""
_letting_go: list[WordsGone] = []


def hears_of_posts(hearing: Hearing) -> Hearing:
    if hearing not in _hearings:
        _hearings.append(hearing)
    return hearing


def tell(happening: Happening, post: Post, topic: Topic, at: datetime) -> None:
    for hearing in _hearings:
        hearing(happening, post, topic, at)


def hears_of_words_gone(letting_go: WordsGone) -> WordsGone:
    """For whoever keeps something made of the text of posts, such as a translation."""
    if letting_go not in _letting_go:
        _letting_go.append(letting_go)
    return letting_go


def tell_words_gone(posts: Collection[Post]) -> None:
    for letting_go in _letting_go:
        letting_go(posts)
