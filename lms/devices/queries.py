"""What devices hold, asked beside other things of a page: each as one line of text."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select

from lms.accounts.models import User
from lms.devices.models import Device

UNSENT = "unsent"
MOST = 5  # on a page
HOLDS = or_(Device.texts > 0, Device.photos > 0)


class Told(NamedTuple):
    """A device that last said it holds something."""

    id: UUID
    texts: int
    photos: int
    heard_at: datetime | None
    oldest_at: datetime | None
    lost_at: datetime | None
    name: str


def one_of(owner: User, device_id: UUID) -> Select[Device]:
    return select(Device).where(Device.user_id == owner.id, Device.id == device_id)


def with_unsent(owner_id: int) -> Select[str, str]:
    """(UNSENT, line) of devices of a person that hold something; `told` reads the line."""
    newest = (
        select(Device.id)
        .where(Device.user_id == owner_id, HOLDS)
        .order_by(Device.heard_at.desc())
        .limit(MOST)
        .subquery()
    )
    own = (Device.user_id == owner_id) & Device.id.in_(select(newest.c.id))
    return select(literal(UNSENT), _line()).where(own)


def holding_since(owners: Collection[int], moment: datetime) -> Select[Device]:
    """Whose oldest thing was written before then, and that are not given up."""
    return (
        select(Device)
        .where(Device.user_id.in_(owners), HOLDS)
        .where(Device.oldest_at < moment, Device.lost_at.is_(None))
        .order_by(Device.user_id, Device.heard_at)
    )


def _line() -> ColumnElement[str]:
    numbers = (Device.id, Device.texts, Device.photos)
    moments = (Device.heard_at, Device.oldest_at, Device.lost_at)
    line: ColumnElement[str] = literal("")
    for column in (*numbers, *moments):
        line = line + func.coalesce(cast(column, String), "") + literal("|")
    return line + Device.name


def told(line: str) -> Told:
    number, texts, photos, *moments, name = line.split("|", 6)
    heard, oldest, lost = map(_moment, moments)
    return Told(UUID(number), int(texts), int(photos), heard, oldest, lost, name)


def _moment(text: str) -> datetime | None:
    """As either database writes it; SQLite's are in UTC and do not say so."""
    moment = datetime.fromisoformat(text) if text else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
