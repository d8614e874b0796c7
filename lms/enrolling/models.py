from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Enrolment


class SupervisorMatch(Model):
    """Who will supervise a trainee, known from the day of enrolment; a placement makes it true."""

    __tablename__ = "supervisor_match"

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey(Enrolment.id), primary_key=True, autoincrement=False
    )
    supervisor_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    matched_at: Mapped[datetime]
