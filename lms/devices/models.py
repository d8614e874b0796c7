from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model


class Device(Model):
    """A browser under one person's name, and how much it had not sent when it was last heard.

    `id` is made there and goes when its data is cleared: then this row stays as it is. `oldest_at`
    is by its own clock; `lost_at` is when its owner said that it will not come back.
    """

    __tablename__ = "device"
    __table_args__ = (CheckConstraint("texts >= 0 AND photos >= 0", name="unsent"),)

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    texts: Mapped[int]
    photos: Mapped[int]
    oldest_at: Mapped[datetime | None]
    heard_at: Mapped[datetime]
    lost_at: Mapped[datetime | None]
