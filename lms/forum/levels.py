"""Who hears of which topic, and why; once for one reader, once as conditions of a query.

What a person chose for the topic goes before what they chose for its space, and both go before
what follows from their writing, from a mention or from leading the space.
"""

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_

from lms.editions.models import Enrolment, Role
from lms.forum.models import Level, Reason, SpaceReader, Topic, TopicReader
from lms.spaces import policy, queries
from lms.spaces.models import Space
from lms.spaces.readers import Reader


class Hears(NamedTuple):
    """`level` is NORMAL where somebody is told of mentions and of answers to them, no more."""

    level: Level
    reason: Reason | None = None


def of_topic(level: Level, reason: str, space: Level | None, *, leads: bool) -> Hears:
    """`space` is what they chose for it; `leads` says that new topics in it are their business."""
    if reason == Reason.CHOSE:
        return Hears(level, Reason.CHOSE)
    if space is Level.MUTE:
        return Hears(Level.MUTE, Reason.SPACE)
    if level is Level.FOLLOW:
        return Hears(level, Reason(reason))
    if space is Level.ALL:
        return Hears(Level.FOLLOW, Reason.SPACE)
    return Hears(Level.NORMAL, _of_new_topics(space, leads=leads))


def of_space(chosen: Level | None, *, leads: bool) -> Hears:
    if chosen is not None:
        return Hears(chosen, Reason.CHOSE)
    return Hears(Level.FOLLOW, Reason.LEADS) if leads else Hears(Level.NORMAL)


def _of_new_topics(space: Level | None, *, leads: bool) -> Reason | None:
    if space is None:
        return Reason.LEADS if leads else None
    return Reason.SPACE if space is Level.FOLLOW else None


def leads_it(reader: Reader, space: Space) -> bool:
    """Administrators lead every space, and follow none for that."""
    return policy.runs_what_it_is_of(reader, space)


def row_of_topic(who: int | ColumnElement[int]) -> ColumnElement[bool]:
    return and_(TopicReader.topic_id == Topic.id, TopicReader.user_id == who)


def row_of_space(who: int | ColumnElement[int]) -> ColumnElement[bool]:
    return and_(SpaceReader.space_id == Topic.space_id, SpaceReader.user_id == who)


def leads_each(who: ColumnElement[int]) -> ColumnElement[bool]:
    """The same for whoever a column names."""
    runs = exists().where(
        Enrolment.user_id == who,
        Enrolment.edition_id == Space.edition_id,
        Enrolment.role.in_([Role.TRAINER.value, Role.COORDINATOR.value]),
        Enrolment.ended_at.is_(None),
    )
    return or_(runs, queries.is_led_by(who))


def is_muted() -> ColumnElement[bool]:
    """Beside the rows of topic and space, either of which may be missing."""
    return case(
        (_chosen(), TopicReader.level == Level.MUTE.value),
        else_=_of_space() == Level.MUTE.value,
    )


def is_followed() -> ColumnElement[bool]:
    """Every post of the topic is their business."""
    return case(
        (_chosen(), TopicReader.level == Level.FOLLOW.value),
        (_of_space() == Level.MUTE.value, false()),
        else_=or_(_of_topic() == Level.FOLLOW.value, _of_space() == Level.ALL.value),
    )


def hears_of_new(leads: ColumnElement[bool]) -> ColumnElement[bool]:
    """That there is a new topic is their business, as long as they said nothing about it."""
    asked = _of_space().in_([Level.FOLLOW.value, Level.ALL.value])
    return and_(~_chosen(), or_(asked, and_(SpaceReader.user_id.is_(None), leads)))


def _chosen() -> ColumnElement[bool]:
    return func.coalesce(TopicReader.reason, "") == Reason.CHOSE.value


def _of_topic() -> ColumnElement[str]:
    return func.coalesce(TopicReader.level, "")


def _of_space() -> ColumnElement[str]:
    return func.coalesce(SpaceReader.level, "")
