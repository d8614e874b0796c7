"""The agreement of a placement (docs/decisions/022): versions, signatures, links for hosts."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.placements.models import Placement

LONGEST_ARRANGEMENTS = 1500
LONGEST_NAME = 120


class Party(StrEnum):
    TRAINEE = "trainee"
    SUPERVISOR = "supervisor"
    HOST = "host"


class Means(StrEnum):
    """How somebody signed: signed in, on the trainee's device, or by the link of a letter."""

    ACCOUNT = "account"
    DEVICE = "device"
    LINK = "link"


class Agreement(Model):
    """One version of what is agreed; triggers refuse changes. The newest counts.

    `terms` are the facts of the placement as they stood. `digest` is over terms and arrangements:
    who signs names the digest they read.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("placement_id", "number"),
        no_longer_than(LONGEST_ARRANGEMENTS, "arrangements"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    placement: Mapped[Placement] = relationship()
    number: Mapped[int]
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    arrangements: Mapped[str] = mapped_column(default="")
    digest: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    written_at: Mapped[datetime]
    signatures: Mapped[list["Signature"]] = relationship(
        order_by="Signature.id", back_populates="agreement"
    )


class Signature(Model):
    """A name under one version; triggers refuse changes. A host has no account."""

    __tablename__ = "agreement_signature"
    __table_args__ = (
        UniqueConstraint("agreement_id", "party"),
        CheckConstraint("party IN ('trainee', 'supervisor', 'host')", name="party"),
        CheckConstraint("means IN ('account', 'device', 'link')", name="means"),
        CheckConstraint("(means = 'account') = (party <> 'host')", name="means_of_party"),
        no_longer_than(LONGEST_NAME, "name"),
        no_longer_than(LONGEST_NAME, "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey(Agreement.id))
    agreement: Mapped[Agreement] = relationship(back_populates="signatures")
    party: Mapped[str]
    name: Mapped[str]
    position: Mapped[str] = mapped_column(default="")
    means: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    signed_at: Mapped[datetime]


class HostLink(Model):
    """A link sent to a host, good for one signature under one version. The row has its SHA-256."""

    __tablename__ = "host_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey(Agreement.id), index=True)
    agreement: Mapped[Agreement] = relationship()
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
