from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, delete, or_

from lms.accounts.models import User
from lms.db import db
from lms.devices.models import Device
from lms.devices.queries import one_of

KEPT = timedelta(days=30)
KEPT_LOST = timedelta(days=365)


class Unsent(NamedTuple):
    texts: int
    photos: int
    oldest_at: datetime | None = None


def heard(owner: User, device_id: UUID, unsent: Unsent, *, name: str, at: datetime) -> Device:
    """Note what a device says it holds; whoever speaks is not lost."""
    row = db.session.scalars(one_of(owner, device_id)).one_or_none()
    if row is None:
        row = db.keep_once(_new(owner, device_id, at=at), one_of(owner, device_id))
    row.texts, row.photos, row.oldest_at = unsent
    row.name, row.heard_at, row.lost_at = name, at, None
    db.session.flush()
    return row


def _new(owner: User, device_id: UUID, *, at: datetime) -> Device:
    return Device(user_id=owner.id, id=device_id, texts=0, photos=0, heard_at=at)


def give_up(device: Device, *, at: datetime) -> None:
    """Its owner says that it will not come back; what it held stays said."""
    device.lost_at = device.lost_at or at
    db.session.flush()


def forget_older(*, at: datetime) -> None:
    """Those that sent all they had a month ago, and any after a year."""
    done = and_(Device.texts == 0, Device.photos == 0, Device.heard_at < at - KEPT)
    db.session.execute(delete(Device).where(or_(done, Device.heard_at < at - KEPT_LOST)))
