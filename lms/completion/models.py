from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Edition

LONGEST_WHY = 300


class CompletionRule(Model):
    """What one edition asks for its award, as `lms.completion.rules` reads it, and why.

    Rows are only added: the newest counts, and the earlier ones say what counted before. Those
    from before reasons were asked for have none.
    """

    __tablename__ = "completion_rule"
    __table_args__ = (CheckConstraint(f"length(why) <= {LONGEST_WHY}", name="why_length"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id), index=True)
    tree: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")
