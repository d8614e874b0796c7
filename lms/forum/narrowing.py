"""The search narrowed to posts of a space, of a kind of topic, with a tag, answered or not."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from lms.forum.models import Kind, Post, Topic
from lms.forum.places import my_places
from lms.forum.tagged import has_tag
from lms.forum.vocabulary import KINDS
from lms.search.models import SearchDocument
from lms.search.narrowing import Choices
from lms.spaces.models import Space


class Talk:
    """What this reader sees of the forum."""

    def spaces(self) -> Choices:
        return [(space.slug, space.name) for space, _tags in my_places()]

    def topics(self) -> Choices:
        return [(kind.value, str(said)) for kind, said in KINDS.items()]

    def tags(self) -> Choices:
        found = {label.slug: label.name for _space, labels in my_places() for label in labels}
        return sorted(found.items(), key=lambda choice: choice[1].casefold())

    def posts(self, asked: Mapping[str, str]) -> ColumnElement[bool]:
        query = select(Post.id).join(Post.topic).join(Topic.space)
        rules = [_RULES[name](said) for name, said in asked.items()]
        return SearchDocument.post_id.in_(query.where(*rules))


def _is_answered(said: str) -> ColumnElement[bool]:
    """By a post that helped, or because its asker says that it is settled."""
    open_ = Topic.resolved_at.is_(None)
    return (Topic.kind == Kind.QUESTION.value) & (~open_ if said == "yes" else open_)


_RULES: Mapping[str, Any] = {
    "space": lambda said: Space.slug == said,
    "topic": lambda said: Topic.kind == said,
    "tag": has_tag,
    "answered": _is_answered,
}
