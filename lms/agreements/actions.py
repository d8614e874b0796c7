"""Writing and signing. Who signs names what they read; another text meanwhile is not signed."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lms import clock, mail
from lms.accounts.models import User
from lms.agreements import queries
from lms.agreements.models import Agreement, HostLink, Means, Party, Signature
from lms.agreements.terms import Terms, digest_of, terms_of
from lms.db import db
from lms.jobs import actions as jobs
from lms.placements import record, states
from lms.placements.models import Placement

LINK_LASTS = timedelta(days=7)
BEGIN = "placement.begin"


class ChangedMeanwhileError(Exception):
    """The agreement is not the one that was read; nothing was signed or written."""


@dataclass(frozen=True)
class Present:
    """What stands to be signed now: the newest version if it still says what the placement is."""

    terms: Terms
    arrangements: str
    digest: str
    row: Agreement | None
    earlier: list[Agreement]

    @property
    def first(self) -> date:
        return date.fromisoformat(self.terms["starts_on"])

    @property
    def last(self) -> date:
        return date.fromisoformat(self.terms["ends_on"])

    @property
    def signed(self) -> dict[str, Signature]:
        return {each.party: each for each in self.row.signatures} if self.row else {}


def present(placement: Placement) -> Present:
    """Terms as they are today; signatures under older terms or arrangements do not count.

    Once all have signed it is what they signed: a pause moves the last day, not the agreement.
    """
    versions = list(db.session.scalars(queries.versions_of(placement)).unique())
    newest = versions[0] if versions else None
    if newest and placement.state != "proposed":
        return Present(newest.terms, newest.arrangements, newest.digest, newest, versions[1:])
    arrangements = newest.arrangements if newest else ""
    terms = terms_of(placement)
    digest = digest_of(terms, arrangements)
    row = newest if newest and newest.digest == digest else None
    return Present(terms, arrangements, digest, row, [each for each in versions if each is not row])


def arrange(placement: Placement, text: str, *, seen: str, by: User, at: datetime) -> None:
    """Write what is arranged besides the terms; signatures so far were for another text.

    Raises ChangedMeanwhileError when `seen` is no longer the digest that stands.
    """
    now = _held(placement)
    if now.arrangements == text:
        return
    if now.digest != seen:
        raise ChangedMeanwhileError
    _add_version(placement, now, text, by=by, at=at)


def sign(placement: Placement, party: Party, *, seen: str, by: User, at: datetime) -> None:
    """Trainee or supervisor, signed in; signed twice, it is signed once."""
    agreement = _version_to_sign(placement, seen=seen, by=by, at=at)
    _put_name(agreement, party, name=by.name, position="", means=Means.ACCOUNT, by=by, at=at)


def sign_as_host(  # noqa: PLR0913  # a signature names all that it stands for
    placement: Placement,
    *,
    name: str,
    position: str,
    means: Means,
    seen: str,
    by: User | None,
    at: datetime,
) -> None:
    """`by` is whose device it was; nobody where the host followed a link."""
    agreement = _version_to_sign(placement, seen=seen, by=by, at=at)
    _put_name(agreement, Party.HOST, name=name, position=position, means=means, by=by, at=at)


def send_link(placement: Placement, email: str, *, seen: str, by: User, at: datetime) -> str:
    """Write to the host; the token of the link. An older link stops working."""
    agreement = _version_to_sign(placement, seen=seen, by=by, at=at)
    token = secrets.token_urlsafe(32)
    for older in db.session.query(HostLink).filter_by(agreement_id=agreement.id, used_at=None):
        older.used_at = at
    db.session.add(
        HostLink(
            agreement_id=agreement.id,
            token_hash=queries.hash_of(token),
            email=email,
            sent_by_id=by.id,
            created_at=at,
            expires_at=at + LINK_LASTS,
        )
    )
    db.session.flush()
    return token


def tell_host(placement: Placement, email: str, *, address: str, by: User, at: datetime) -> None:
    mail.send(
        email,
        "agreements/host",
        language=placement.enrolment.edition.language,
        at=at,
        placement=placement,
        by=by,
        days=LINK_LASTS.days,
        address=address,
    )


def use_link(link: HostLink, *, name: str, position: str, at: datetime) -> None:
    """The host signs what the letter was about, or nothing where that has changed."""
    placement = link.agreement.placement
    sign_as_host(
        placement,
        name=name,
        position=position,
        means=Means.LINK,
        seen=link.agreement.digest,
        by=None,
        at=at,
    )
    link.used_at = at
    db.session.flush()


def _held(placement: Placement) -> Present:
    db.hold(placement)
    db.session.refresh(placement, ["state"])
    if placement.state != "proposed":
        raise ChangedMeanwhileError
    return present(placement)


def _version_to_sign(
    placement: Placement, *, seen: str, by: User | None, at: datetime
) -> Agreement:
    now = _held(placement)
    if now.digest != seen:
        raise ChangedMeanwhileError
    if now.row is not None:
        return now.row
    if by is None:
        raise ChangedMeanwhileError  # a link is about a version that was written down
    return _add_version(placement, now, now.arrangements, by=by, at=at)


def _add_version(
    placement: Placement, now: Present, arrangements: str, *, by: User, at: datetime
) -> Agreement:
    newest = now.row or (now.earlier[0] if now.earlier else None)
    row = Agreement(
        placement=placement,
        number=newest.number + 1 if newest else 1,
        terms=now.terms,
        arrangements=arrangements,
        digest=digest_of(now.terms, arrangements),
        written_by_id=by.id,
        written_at=at,
        signatures=[],
    )
    db.session.add(row)
    db.session.flush()
    return row


def _put_name(  # noqa: PLR0913  # as above
    agreement: Agreement,
    party: Party,
    *,
    name: str,
    position: str,
    means: Means,
    by: User | None,
    at: datetime,
) -> None:
    placement = agreement.placement
    if any(row.party == party for row in agreement.signatures):
        return
    agreement.signatures.append(
        Signature(
            party=party,
            name=name,
            position=position,
            means=means,
            by_id=by.id if by else None,
            signed_at=at,
        )
    )
    db.session.flush()
    record.note(
        "agreement.signed",
        placement.id,
        by=by,
        at=at,
        party=party.value,
        means=means.value,
        digest=agreement.digest,
    )
    if {row.party for row in agreement.signatures} == set(Party):
        _agree(placement, at=at)


def _agree(placement: Placement, *, at: datetime) -> None:
    """All have signed: it begins on its first day, or now where that has come."""
    states.move(placement, "agreed", states.SIGNATURES)
    record.note("placement.agreed", placement.id, by=None, at=at)
    zone = ZoneInfo(placement.time_zone)
    if placement.starts_on <= at.astimezone(zone).date():
        _begin(placement, at=at)
    else:
        first = datetime.combine(placement.starts_on, datetime.min.time(), zone)
        jobs.enqueue_for(first, BEGIN, at=at, placement=placement.id)
    db.session.flush()


@jobs.handles(BEGIN)
def begin(payload: dict[str, Any]) -> None:
    """The first day has come; nothing where the placement was withdrawn meanwhile."""
    placement = db.session.get_one(Placement, payload["placement"])
    if placement.state == "agreed":
        _begin(placement, at=clock.now())
        db.session.flush()


def _begin(placement: Placement, *, at: datetime) -> None:
    states.move(placement, "active", states.CALENDAR)
    record.note("placement.active", placement.id, by=None, at=at)
