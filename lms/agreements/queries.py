from datetime import datetime
from hashlib import sha256

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.agreements.models import Agreement, HostLink, Signature
from lms.editions.models import Enrolment
from lms.placements.models import Placement, SupervisorAssignment


def versions_of(placement: Placement) -> Select[Agreement]:
    """Every version with its signatures, the newest first."""
    return (
        select(Agreement)
        .options(joinedload(Agreement.signatures))
        .where(Agreement.placement_id == placement.id)
        .order_by(Agreement.number.desc())
    )


def signed_in_turn(placement: Placement) -> Select[str]:
    """Who has signed the newest version."""
    newest = (
        select(Agreement.id)
        .where(Agreement.placement_id == placement.id)
        .order_by(Agreement.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(Signature.party).where(Signature.agreement_id == newest)


def open_link(token: str, *, at: datetime) -> Select[HostLink]:
    """The link of a host with what it is about, while it may be used."""
    return (
        select(HostLink)
        .options(
            joinedload(HostLink.agreement).options(
                joinedload(Agreement.signatures),
                joinedload(Agreement.placement).options(
                    joinedload(Placement.enrolment).options(
                        joinedload(Enrolment.user), joinedload(Enrolment.edition)
                    ),
                    joinedload(Placement.project),
                    joinedload(Placement.requirement_set),
                    joinedload(Placement.assignments).joinedload(SupervisorAssignment.user),
                ),
            )
        )
        .where(
            HostLink.token_hash == hash_of(token),
            HostLink.used_at.is_(None),
            HostLink.expires_at > at,
        )
    )


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
