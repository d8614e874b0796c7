from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class AuditEvent(Model):
    """One act. Triggers refuse changes; `digest` binds each event to the one before in its chain.

    A chain is kept for the site (`site`) and may be kept for a thing of its own (`placement:12`).
    `details` hold ids, numbers and digests, never what people wrote: that may have to be erased.
    """

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("chain", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str]
    number: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    act: Mapped[str]
    thing: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str]
