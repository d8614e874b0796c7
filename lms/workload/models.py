from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model
from lms.logbook.models import LogEntry


class DelayReport(Model):
    """A trainee has said that an entry waits too long; once for each time it is handed in."""

    __tablename__ = "delay_report"

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey(LogEntry.id, ondelete="CASCADE"), primary_key=True
    )
    submitted_at: Mapped[datetime] = mapped_column(primary_key=True)
    reported_at: Mapped[datetime]
