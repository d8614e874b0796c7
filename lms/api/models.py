from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model


class Receipt(Model):
    """That something arrived, and what was answered: sent again, the answer is given again.

    `key` is made where the thing was made; `digest` is of what was sent.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("owner_id", "key"),
        CheckConstraint("length(kind) BETWEEN 1 AND 20", name="kind_length"),
        CheckConstraint("length(digest) = 64", name="digest_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    key: Mapped[UUID]
    kind: Mapped[str]
    digest: Mapped[str]
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime]
