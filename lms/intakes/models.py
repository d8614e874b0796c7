from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Edition


class EditionMove(Model):
    """That everything of an edition from one day on went to another day, by whom and when."""

    __tablename__ = "edition_move"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    number: Mapped[int]
    from_on: Mapped[date]
    to_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    at: Mapped[datetime]
