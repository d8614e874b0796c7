from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model


class CaseDecision(Model):
    """What a person chose at a decision point, and why. Made once; it opens what comes after."""

    __tablename__ = "case_decision"
    __table_args__ = (
        UniqueConstraint("user_id", "case_id", "decision_id"),
        CheckConstraint("length(reasons) <= 4000", name="reasons_length"),
        Index("ix_case_decision_choice", "case_id", "decision_id", "option_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    case_id: Mapped[str]
    decision_id: Mapped[str]
    option_id: Mapped[str]
    reasons: Mapped[str]
    decided_at: Mapped[datetime]
