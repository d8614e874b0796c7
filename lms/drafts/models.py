from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class Draft(Model):
    """The fields of one form as they were typed, by name, each a list of values.

    `key` says which form: what its page calls it, or `page:` and the address of the page when the
    form was sent after the session had ended; then `sent_to` is where it was sent.
    """

    __tablename__ = "draft"
    __table_args__ = (CheckConstraint("length(key) <= 200", name="key_length"),)

    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    sent_to: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime]
