"""What features above put beside posts: translations, papers, who found one useful.

A feature says once, when it is imported, what it asks (`stands_beside`); a page of posts asks for
all of them in one statement, and includes the template of each that found something.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Select, literal, select, union_all

from lms.db import db
from lms.forum.models import Post
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
_askings: dict[str, Asking] = {}


def stands_beside(template: str) -> Callable[[Asking], Asking]:
    """The template is included below each post, with `post`, `reader` and its `facts`."""

    def register(asking: Asking) -> Asking:
        _askings[template] = asking
        return asking

    return register


def templates() -> Iterable[str]:
    """In the order in which they stand below a post."""
    return _askings


def beside(posts: Iterable[Post], reader: Reader) -> dict[int, dict[str, list[Fact]]]:
    """By post and template; a post with nothing beside it is not in it."""
    numbers = [post.id for post in posts if post.removed_at is None]
    found: dict[int, dict[str, list[Fact]]] = {}
    if not numbers or not _askings:
        return found
    parts = [_named(template, asking(numbers, reader)) for template, asking in _askings.items()]
    for template, post_id, ref, number, words in db.session.execute(union_all(*parts)):
        fact = Fact(post_id, ref, number, words)
        found.setdefault(fact.post_id, {}).setdefault(template, []).append(fact)
    return found


def _named(template: str, asking: Select[int, str, int, str]) -> Select[str, int, str, int, str]:
    rows = asking.subquery()
    return select(literal(template), *rows.c)
