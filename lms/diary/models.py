from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.placements.models import Placement

LONGEST_PAGE = 4000


class DiaryPage(Model):
    """What a trainee writes for themselves about a day; the id is made where it is written."""

    __tablename__ = "diary_page"
    __table_args__ = (
        Index("ix_diary_page_placement_id_day", "placement_id", "day"),
        no_longer_than(LONGEST_PAGE, "body"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    owner_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    day: Mapped[date]
    body: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads a plain dict
