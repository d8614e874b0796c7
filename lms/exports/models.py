from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Edition


class Export(Model):
    """A file that somebody asked for. `asked` narrows it down, as in an address."""

    __tablename__ = "export"
    __table_args__ = (CheckConstraint("(ready_at IS NULL) = (size IS NULL)", name="ready"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    user: Mapped[User] = relationship()
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    edition: Mapped[Edition] = relationship()
    kind: Mapped[str]
    asked: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    job_id: Mapped[int | None]
    ready_at: Mapped[datetime | None]
    name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None]
