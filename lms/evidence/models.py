from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.awaited.models import ON_THE_DEVICE, Awaited, checks_of_what_is_awaited
from lms.db import Model, no_longer_than
from lms.files.models import StoredFile
from lms.logbook.models import LogEntry

LONGEST_REASON = 300
MOST = 5  # of one entry
PENDING = (*ON_THE_DEVICE, "refused")
"""What an approval waits for."""


class Evidence(Awaited, Model):
    """A photo or paper of an entry. Its reviewer may waive one that does not come."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("entry_id", "digest"),
        *checks_of_what_is_awaited(),
        CheckConstraint("(waived_at IS NULL) = (waived_reason = '')", name="waived"),
        no_longer_than(LONGEST_REASON, "waived_reason"),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntry.id))
    entry: Mapped[LogEntry] = relationship()
    file_id: Mapped[int | None] = mapped_column(ForeignKey(StoredFile.id))
    file: Mapped[StoredFile | None] = relationship()
    waived_at: Mapped[datetime | None]
    waived_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    waived_reason: Mapped[str] = mapped_column(default="")

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING and self.waived_at is None
