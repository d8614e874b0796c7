"""Topics and posts as pages show them. Every one asks whether the reader sees the space."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, Select, and_, bindparam, exists, func, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, load_only, with_expression

from lms.accounts.models import User
from lms.db import Blanks
from lms.forum.held.models import HeldWriting
from lms.forum.models import Merger, Post, PostMention, Topic
from lms.spaces.models import Space
from lms.spaces.queries import SEEN, blanks_of
from lms.spaces.readers import Reader


def topic(topic_id: int, reader: Reader) -> tuple[Select[Topic], Blanks]:
    """With its space and author; one that went into another is that other."""
    return TOPIC, topic_blanks(topic_id, reader)


def topic_blanks(topic_id: int, reader: Reader) -> Blanks:
    return {"topic": topic_id, **blanks_of(reader)}


def merger(topic_id: int) -> Select[Merger]:
    return select(Merger).where(Merger.topic_id == topic_id)


def merged_into(topic: Topic) -> Select[Topic]:
    """Where its posts stand now, with the space."""
    return (
        select(Topic)
        .options(joinedload(Topic.space))
        .join(Merger, Merger.into_id == Topic.id)
        .where(Merger.topic_id == topic.id)
    )


def posts_after(topic: Topic, no: int, *, most: int) -> tuple[Select[Post], Blanks]:
    """A page of posts beyond this number, one more than `most`."""
    return _POSTS_AFTER, {"topic": topic.id, "no": no, "most": most + 1}


def posts_before(topic: Topic, no: int, *, most: int) -> tuple[Select[Post], Blanks]:
    """The page that ends before this number, the newest first, one more than `most`."""
    return _POSTS_BEFORE, {"topic": topic.id, "no": no, "most": most + 1}


def post(post_id: int, reader: Reader) -> tuple[Select[Post], Blanks]:
    """With its topic, space and author, wherever it stands by now."""
    return _POST, {"post": post_id, **blanks_of(reader)}


def standing_posts() -> Select[Post]:
    """All that are not removed, with their topics and spaces: for the index of the search."""
    return (
        select(Post)
        .options(joinedload(Post.topic).joinedload(Topic.space))
        .where(Post.removed_at.is_(None))
        .order_by(Post.id)
    )


def authors_in(space: Space) -> Select[int]:
    """Ids of those who have written in it."""
    return select(Post.author_id).join(Post.topic).where(Topic.space_id == space.id)


def to_tell(post_id: int) -> Select[Post]:
    """With author, topic and space, as long as it stands."""
    return (
        select(Post)
        .options(joinedload(Post.author), joinedload(Post.topic).joinedload(Topic.space))
        .where(Post.id == post_id, Post.removed_at.is_(None))
    )


def mentioned_in(post: Post) -> Select[int]:
    return select(PostMention.user_id).where(PostMention.post_id == post.id)


def sent_as(author: User, key: UUID, *, since: datetime) -> tuple[Select[Post, int, bool], Blanks]:
    """(what this form of theirs became, with its topic; how many they wrote since; if it waits)."""
    return _SENT_AS, {"author": author.id, "key": key, "since": since}


_NO, _MOST = bindparam("no", type_=Integer), bindparam("most", type_=Integer)
IS_FURTHER = tuple_(Topic.bumped_at, Topic.id) < tuple_(
    bindparam("moment", type_=Topic.bumped_at.type), bindparam("number", type_=Topic.id.type)
)
"""Of a topic: in a list of those with the newest posts first it stands after this place."""
_INTO = select(Merger.into_id).where(Merger.topic_id == bindparam("topic")).scalar_subquery()
_ANSWER_NO = (
    select(Post.no)
    .where(Post.topic_id == Topic.id, Post.accepted_at.is_not(None))
    .correlate(Topic)
    .scalar_subquery()
)
TOPIC = (
    select(Topic)
    .join(Topic.space)
    .options(
        contains_eager(Topic.space),
        joinedload(Topic.author),
        with_expression(Topic.answer_no, _ANSWER_NO),
    )
    .where(Topic.id == func.coalesce(_INTO, bindparam("topic", type_=Integer)), SEEN)
)
_NAME = load_only(User.name, raiseload=True)
_ANSWERED = load_only(Post.topic_id, Post.language, Post.body, Post.removed_at, raiseload=True)
_POSTS = (
    select(Post)
    .options(
        joinedload(Post.author).options(_NAME),
        joinedload(Post.removed_by).options(_NAME),
        joinedload(Post.reply_to).options(_ANSWERED, joinedload(Post.author).options(_NAME)),
    )
    .where(Post.topic_id == bindparam("topic"))
    .limit(_MOST)
)
_POSTS_AFTER = _POSTS.where(Post.no > _NO).order_by(Post.no)
_POSTS_BEFORE = _POSTS.where(Post.no < _NO).order_by(Post.no.desc())
_POST = (
    select(Post)
    .join(Post.topic)
    .join(Topic.space)
    .options(
        contains_eager(Post.topic).contains_eager(Topic.space),
        contains_eager(Post.topic).joinedload(Topic.author),
        joinedload(Post.author),
    )
    .where(Post.id == bindparam("post"), SEEN)
)
_AUTHOR, _KEY = bindparam("author", type_=Integer), bindparam("key", type_=Post.key.type)
_WAITS = exists().where(
    HeldWriting.author_id == _AUTHOR, HeldWriting.key == _KEY, HeldWriting.post_id.is_(None)
)
_LATELY = select(func.count(Post.id)).where(
    Post.author_id == _AUTHOR, Post.created_at > bindparam("since")
)
_SENT_AS = (
    select(Post, _LATELY.scalar_subquery(), _WAITS)
    .select_from(User)
    .outerjoin(Post, and_(Post.author_id == User.id, Post.key == _KEY))
    .options(joinedload(Post.topic).joinedload(Topic.space))
    .where(User.id == _AUTHOR)
)
