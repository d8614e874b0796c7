"""What features above put beside posts: translations, papers, who found one useful.

A feature says once, when it is imported, what it asks (`stands_beside`, `stands_at_the_end`); a
page of posts asks for all of them in one statement, and includes the template of each.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Select, literal, select, union_all

from lms.db import db
from lms.forum.models import Post, Topic
from lms.spaces.readers import Reader


class Fact(NamedTuple):
    """`ref`, `number` and `words` mean what the feature says they mean."""

    post_id: int
    ref: str
    number: int
    words: str


Facts = Mapping[str, list[Fact]]
"""What there is beside one post, under the template that shows it."""
Asking = Callable[[Iterable[int], Reader], Select[int, str, int, str]]
"""The columns of `Fact` for posts of these ids, as far as this reader may know of them."""
AskingOnce = Callable[[int, Reader], Select[int, str, int, str] | None]
"""The same for a topic, with AT_THE_END for the post; None where there is nothing to ask for."""
AT_THE_END = 0
_askings: dict[str, Asking] = {}
_near: set[str] = set()
_askings_once: dict[str, AskingOnce] = {}


def stands_beside(template: str, *, near: bool = False) -> Callable[[Asking], Asking]:
    """The template is included below each post, with `post`, `topic`, `reader` and its `facts`.

    What belongs to the text itself stands near it, above what is said of it.
    """

    def register(asking: Asking) -> Asking:
        _askings[template] = asking
        if near:
            _near.add(template)
        return asking

    return register


def stands_at_the_end(template: str) -> Callable[[AskingOnce], AskingOnce]:
    """The template is included after the posts of a page, with `topic`, `reader` and `facts`."""

    def register(asking: AskingOnce) -> AskingOnce:
        _askings_once[template] = asking
        return asking

    return register


def templates() -> Iterable[str]:
    """In the order in which they stand below a post."""
    return sorted(_askings, key=lambda template: template not in _near)


def templates_at_the_end() -> Iterable[str]:
    return _askings_once


def beside(topic: Topic, posts: Iterable[Post], reader: Reader) -> dict[int, dict[str, list[Fact]]]:
    """By post and template; a post with nothing beside it is not in it."""
    found: dict[int, dict[str, list[Fact]]] = {}
    parts = list(_parts(topic, posts, reader))
    rows = db.session.execute(union_all(*parts)) if parts else ()
    for template, post_id, ref, number, words in rows:
        fact = Fact(post_id, ref, number, words)
        found.setdefault(fact.post_id, {}).setdefault(template, []).append(fact)
    return found


def _parts(
    topic: Topic, posts: Iterable[Post], reader: Reader
) -> Iterator[Select[str, int, str, int, str]]:
    numbers = [post.id for post in posts if post.removed_at is None]
    for template, asking in _askings.items():
        if numbers:
            yield _named(template, asking(numbers, reader))
    for template, once in _askings_once.items():
        if (query := once(topic.id, reader)) is not None:
            yield _named(template, query)


def _named(template: str, asking: Select[int, str, int, str]) -> Select[str, int, str, int, str]:
    rows = asking.subquery()
    return select(literal(template), *rows.c)
