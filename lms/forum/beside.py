"""What features above put beside posts: translations, papers, who found one useful.

A feature says once, when it is imported, what it asks (`stands_beside`, `stands_at_the_end`); a
page of posts asks for all of them in one statement, and shows what the template of each makes
of it.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    literal,
    union_all,
)

from lms.db import Blanks, db
from lms.forum.models import Post, Topic
from lms.i18n import language
from lms.spaces.queries import blanks_of
from lms.spaces.readers import Reader


class Fact(NamedTuple):
    """`ref`, `number` and `words` mean what the feature says they mean."""

    post_id: int
    ref: str
    number: int
    words: str


Facts = Mapping[str, list[Fact]]
"""What there is beside one post, under the template that shows it."""
Asked = Select[int, str, int, str]
"""The columns of `Fact`, as far as a reader may know of them.

Of the posts that are POSTS, or of the TOPIC, with AT_THE_END for the post. Besides these it may
use the blanks of `lms.spaces.queries` and the reader's LANGUAGE.
"""
POSTS = bindparam("posts", type_=Integer, expanding=True)
TOPIC = bindparam("topic", type_=Integer)
LANGUAGE = bindparam("language", type_=String)
AT_THE_END = 0
_beside: dict[str, Asked] = {}
_near: set[str] = set()
_at_the_end: dict[str, Asked] = {}


def stands_beside(template: str, asked: Asked, *, near: bool = False) -> None:
    """What the macro `below(post, topic, reader, facts)` of the template says stands below a post.

    What belongs to the text itself stands near it, above what is said of it.
    """
    _beside[template] = asked
    if near:
        _near.add(template)


def stands_at_the_end(template: str, asked: Asked) -> None:
    """The template is included after the posts of a page, with `topic`, `reader` and `facts`."""
    _at_the_end[template] = asked


def templates() -> Iterable[str]:
    """In the order in which they stand below a post."""
    return sorted(_beside, key=lambda template: template not in _near)


def templates_at_the_end() -> Iterable[str]:
    return _at_the_end


def beside(topic: Topic, posts: Iterable[Post], reader: Reader) -> dict[int, dict[str, list[Fact]]]:
    """By post and template; a post with nothing beside it is not in it."""
    found: dict[int, dict[str, list[Fact]]] = {}
    for row in db.session.execute(_all_that_is_asked(), _blanks(topic, posts, reader)):
        fact, template = Fact(*row[:4]), row[4]
        found.setdefault(fact.post_id, {}).setdefault(template, []).append(fact)
    return found


def _blanks(topic: Topic, posts: Iterable[Post], reader: Reader) -> Blanks:
    standing = [post.id for post in posts if post.removed_at is None]
    return {"topic": topic.id, "posts": standing, "language": language(), **blanks_of(reader)}


@cache
def _all_that_is_asked() -> CompoundSelect[int, str, int, str, str]:
    """Every feature was imported before the first page was asked for."""
    asked = (_beside | _at_the_end).items()
    return union_all(*(query.add_columns(literal(template)) for template, query in asked))
