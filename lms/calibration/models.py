from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model


class CalibrationMark(Model):
    """Levels that somebody gave a shared sample; each half-year they may give them anew.

    `rubric_digest` is that of the rubric as it was then: levels of another one say nothing today.
    """

    __tablename__ = "calibration_mark"
    __table_args__ = (Index("ix_calibration_mark_user_id_sample", "user_id", "sample"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    sample: Mapped[str]
    rubric_digest: Mapped[str]
    levels: Mapped[dict[str, int]] = mapped_column(JSON)
    marked_at: Mapped[datetime]
