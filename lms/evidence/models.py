from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.files.models import StoredFile
from lms.logbook.models import LogEntry

LONGEST_CAPTION, LONGEST_REASON = 200, 300
MOST = 5  # of one entry
PENDING = ("expected", "uploading", "refused")
"""What an approval waits for."""


class Evidence(Model):
    """One photo or paper of an entry, known by the SHA-256 of what the device sends.

    It is expected from the moment its entry names it; `file` is what the server made of it. A
    withdrawn one has no file any more: its digest and the reason stay.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("entry_id", "digest"),
        CheckConstraint(
            "state IN ('expected', 'uploading', 'received', 'refused', 'withdrawn')", name="state"
        ),
        CheckConstraint("consent IN ('none', 'spoken', 'written', 'hidden')", name="consent"),
        CheckConstraint("length(digest) = 64", name="digest_length"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("(state = 'received') = (file_id IS NOT NULL)", name="file"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        CheckConstraint("(waived_at IS NULL) = (waived_reason = '')", name="waived"),
        no_longer_than(LONGEST_CAPTION, "caption"),
        no_longer_than(LONGEST_REASON, "waived_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntry.id))
    entry: Mapped[LogEntry] = relationship()
    digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="expected")
    caption: Mapped[str] = mapped_column(default="")
    consent: Mapped[str]
    captured_at: Mapped[datetime | None]
    added_at: Mapped[datetime]
    received_at: Mapped[datetime | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey(StoredFile.id))
    file: Mapped[StoredFile | None] = relationship()
    refusal: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    waived_at: Mapped[datetime | None]
    waived_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    waived_reason: Mapped[str] = mapped_column(default="")

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING and self.waived_at is None
