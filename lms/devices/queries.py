"""What devices hold, asked beside other things of a page: each as one line of text."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select

from lms.accounts.models import User
from lms.devices.models import Device

UNSENT = "unsent"


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
    """(UNSENT, line) of each device of a person that holds something; `told` reads the line."""
    return (
        select(literal(UNSENT), _line())
        .where(Device.user_id == owner_id, or_(Device.texts > 0, Device.photos > 0))
        .select_from(Device)
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
