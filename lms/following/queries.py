"""Who is to be told of what, asked at the moment at which it is told."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.forum import levels
from lms.forum.models import Post, PostMention, SpaceReader, Topic, TopicReader
from lms.forum.unread import is_unread
from lms.notifications.models import Category, How, Reminder
from lms.notifications.queries import wants
from lms.spaces.models import Space
from lms.spaces.queries import seen_by_each

MAILED = "post:"
"""How the reminders begin that say that somebody had a mail of a post."""


def of_topic(person: User, topic_id: int) -> Select[TopicReader]:
    return select(TopicReader).where(
        TopicReader.user_id == person.id, TopicReader.topic_id == topic_id
    )


def of_space(person: User, space_id: int) -> Select[SpaceReader]:
    return select(SpaceReader).where(
        SpaceReader.user_id == person.id, SpaceReader.space_id == space_id
    )


def topic_as_seen(topic_id: int, user_id: int) -> Select[Topic]:
    here = (Topic.id == topic_id, seen_by_each(literal(user_id)))
    return select(Topic).join(Topic.space).where(*here)


def space_as_seen(space_id: int, user_id: int) -> Select[Space]:
    return select(Space).where(Space.id == space_id, seen_by_each(literal(user_id)))


def listeners(post_id: int) -> Select[User, str, str, str, bool, bool, bool]:
    """(person, level and reason of the topic, level of the space, leads it, answered, named).

    Whoever wants a mail of this post at once, may read it now, and has not read it yet.
    """
    who = User.id.expression
    leads, answered = levels.leads_each(who), _answers(who)
    named = exists().where(_named(who))
    said = (TopicReader.level, TopicReader.reason, SpaceReader.level)
    opened = TopicReader.user_id.is_not(None)
    return (
        select(User, *said, leads, answered, named)
        .select_from(Post)
        .join(Post.topic)
        .join(Topic.space)
        .join(User, User.id != Post.author_id)
        .outerjoin(TopicReader, levels.row_of_topic(who))
        .outerjoin(SpaceReader, levels.row_of_space(who))
        .where(
            Post.id == post_id,
            Post.removed_at.is_(None),
            User.password_hash.is_not(None),
            User.suspended_at.is_(None),
            wants(who, Category.OTHERS, How.AT_ONCE),
            seen_by_each(who),
            ~levels.is_muted(),
            or_(levels.is_followed(), answered, named, _is_news(leads)),
            case((opened, is_unread(who)), else_=true()),
        )
    )


def _is_news(leads: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(Post.no == 1, levels.hears_of_new(leads))


def _answers(who: ColumnElement[int]) -> ColumnElement[bool]:
    mine = aliased(Post)
    return exists().where(mine.id == Post.reply_to_id, mine.author_id == who)


def _named(who: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(PostMention.post_id == Post.id, PostMention.user_id == who)


def was_mailed(who: ColumnElement[int]) -> ColumnElement[bool]:
    key = literal(MAILED).concat(cast(Post.id, String))
    return exists().where(Reminder.user_id == who, Reminder.key == key)


def mails_of(post_id: int) -> Select[int]:
    """Who had a mail of this post."""
    return select(Reminder.user_id).where(Reminder.key == f"{MAILED}{post_id}")


def unread_of_each(people: Collection[int]) -> Select[*tuple[Any, ...]]:
    """(person, topic, title, level, reason, level of the space, first, last, and three counts).

    Unread posts by topic that no mail has brought: how many name them, how many others answer
    them, how many there are of what they follow or what is meant for them.
    """
    who, mine = TopicReader.user_id.expression, aliased(Post)
    said = (who, Topic.id, Topic.title, TopicReader.level, TopicReader.reason, SpaceReader.level)
    mentions, newest = func.count(PostMention.post_id), func.max(Post.id)
    answers = func.count(case((PostMention.post_id.is_(None), mine.id)))
    return (
        select(*said, func.min(Post.id), newest, mentions, answers, func.count())
        .select_from(TopicReader)
        .join(Topic, Topic.id == TopicReader.topic_id)
        .join(Topic.space)
        .join(Post, Post.topic_id == Topic.id)
        .outerjoin(SpaceReader, levels.row_of_space(who))
        .outerjoin(mine, and_(mine.id == Post.reply_to_id, mine.author_id == who))
        .outerjoin(PostMention, _named(who))
        .where(
            who.in_(people),
            is_unread(who),
            ~levels.is_muted(),
            or_(levels.is_followed(), mine.id.is_not(None), PostMention.post_id.is_not(None)),
            ~was_mailed(who),
            seen_by_each(who),
        )
        .group_by(*said)
        .order_by(mentions.desc(), answers.desc(), newest.desc())
    )


def new_topics_of_each(people: Collection[int], *, since: datetime) -> Select[*tuple[Any, ...]]:
    """(person, topic, its title, how many posts, level of the space) they never opened.

    Where they asked to hear of new topics, or lead the space.
    """
    who = User.id.expression
    return (
        select(who, Topic.id, Topic.title, Topic.posts, SpaceReader.level)
        .select_from(User)
        .join(Topic, and_(Topic.author_id != User.id, Topic.created_at >= User.created_at))
        .join(Topic.space)
        .join(Post, and_(Post.topic_id == Topic.id, Post.no == 1))
        .outerjoin(TopicReader, levels.row_of_topic(who))
        .outerjoin(SpaceReader, levels.row_of_space(who))
        .where(
            who.in_(people),
            Topic.created_at > since,
            TopicReader.user_id.is_(None),
            Post.removed_at.is_(None),
            levels.hears_of_new(levels.leads_each(who)),
            ~was_mailed(who),
            seen_by_each(who),
        )
        .order_by(Topic.id.desc())
    )
