from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from lms.accounts.models import User
from lms.notifications.models import Category, Digest, How, Notice, NoticeSetting, Reminder
from lms.notifications.vocabulary import USUAL


def zones() -> Select[str]:
    """Time zones that somebody lives in."""
    return select(User.time_zone).where(User.password_hash.is_not(None)).distinct()


def people_due(days: Mapping[str, date], *, most: int) -> Select[User]:
    """Who lives in one of these zones and had no mail of that day yet."""
    had = exists().where(Digest.user_id == User.id)
    due = [and_(User.time_zone == zone, ~had.where(Digest.on == day)) for zone, day in days.items()]
    return (
        select(User)
        .where(or_(*due), User.password_hash.is_not(None), User.suspended_at.is_(None))
        .order_by(User.id)
        .limit(most)
    )


def settings_of(users: Collection[int]) -> Select[NoticeSetting]:
    return select(NoticeSetting).where(NoticeSetting.user_id.in_(users))


def wants(who: ColumnElement[int], category: Category, how: How) -> ColumnElement[bool]:
    """Whoever a column names wants this category so: as they chose, else as is usual."""
    chose = exists().where(NoticeSetting.user_id == who, NoticeSetting.category == category.value)
    so = chose.where(NoticeSetting.how == how.value)
    return or_(so, ~chose) if how is USUAL[category] else so


def notices_left(users: Collection[int], *, since: datetime) -> Select[Notice]:
    """What no mail has said yet, the oldest first."""
    return (
        select(Notice)
        .where(Notice.user_id.in_(users), Notice.mailed_at.is_(None), Notice.created_at >= since)
        .order_by(Notice.id)
    )


def told(users: Collection[int], kind: str, href: str) -> Select[int]:
    """Who of them has a notice of this kind about this address, by mail or not yet."""
    return select(Notice.user_id).where(
        Notice.user_id.in_(users), Notice.kind == kind, Notice.href == href
    )


def reminders_of(users: Collection[int]) -> Select[Reminder]:
    return select(Reminder).where(Reminder.user_id.in_(users))
