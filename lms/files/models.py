from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Edition

LONGEST_NAME = 120


class KeptFile:
    """A row that speaks of bytes, which lie in the store under `digest`, the SHA-256 of them.

    `name` is what it is called when it is shown or saved; it never becomes a path here. Pictures
    have a width and a height, other files have none. Whatever table is one, the bytes stay as long
    as any of them speaks of them.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    media_type: Mapped[str]
    name: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]

    @property
    def is_picture(self) -> bool:
        return self.width is not None


def checks_of_a_file() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint("length(digest) = 64", name="digest_length"),
        CheckConstraint(f"length(name) BETWEEN 1 AND {LONGEST_NAME}", name="name_length"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("(width IS NULL) = (height IS NULL)", name="picture"),
    )


class StoredFile(KeptFile, Model):
    """A file of an edition."""

    __tablename__ = "stored_file"
    __table_args__ = (
        UniqueConstraint("edition_id", "by_id", "digest", "name"),
        *checks_of_a_file(),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    created_at: Mapped[datetime]
