from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import no_longer_than

LONGEST_CAPTION = 200
ON_THE_DEVICE = ("expected", "uploading")
"""What its sender still has to send."""


class Awaited:
    """One photo or paper, known by the SHA-256 of what the device sends.

    It is expected from the moment its text names it; `file` is what the server made of it. A
    withdrawn one has no file any more: its digest and the reason stay.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="expected")
    caption: Mapped[str] = mapped_column(default="")
    consent: Mapped[str]
    captured_at: Mapped[datetime | None]
    added_at: Mapped[datetime]
    received_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    withdrawn_reason: Mapped[str] = mapped_column(default="")

    @property
    def is_on_the_device(self) -> bool:
        return self.state in ON_THE_DEVICE


def checks_of_what_is_awaited() -> tuple[CheckConstraint, ...]:
    """Of a table that points at the file by `file_id`."""
    return (
        CheckConstraint(
            "state IN ('expected', 'uploading', 'received', 'refused', 'withdrawn')", name="state"
        ),
        CheckConstraint("consent IN ('none', 'spoken', 'written', 'hidden')", name="consent"),
        CheckConstraint("length(digest) = 64", name="digest_length"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("(state = 'received') = (file_id IS NOT NULL)", name="file"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        no_longer_than(LONGEST_CAPTION, "caption"),
    )
