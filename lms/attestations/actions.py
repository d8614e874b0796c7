"""Certify who took part, for all of them at once; and take one back."""

from datetime import datetime

from lms.accounts.models import User
from lms.attestations.models import Attestation
from lms.attestations.standing import Standing, award_of
from lms.attestations.telling import tell_of
from lms.audit import actions as audit
from lms.certificates import serials
from lms.db import db
from lms.jobs import actions as jobs
from lms.programmes.models import Programme

DRAW = "attestation.draw"


def issue(programme: Programme, *, by: User, at: datetime) -> list[Attestation]:
    """To everybody who attended enough and has none; nothing before the agenda is over.

    Everything printed is copied here. Nobody certifies themselves.
    """
    db.hold(programme)
    award = award_of(programme)
    if not award.is_open(at):
        return []
    rows = [_certified(programme, row, by, at) for row in award.due if row.place.user_id != by.id]
    db.session.add_all(rows)
    db.session.flush()
    if rows:
        draw(*rows, at=at)
        audit.note(
            "attestation.issued",
            f"programme {programme.id}",
            by_id=by.id,
            at=at,
            serials=[row.serial for row in rows],
        )
        tell_of(programme, rows, at=at)
    return rows


def _certified(programme: Programme, row: Standing, by: User, at: datetime) -> Attestation:
    return Attestation(
        serial=serials.new(),
        participation=row.place,
        name=row.place.user.name,
        programme_name=programme.name,
        place=programme.place,
        country=programme.country,
        language=programme.language,
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        minutes=row.hours.minutes,
        of_minutes=row.hours.whole,
        issued_at=at,
        issued_on=at.astimezone(programme.zone).date(),
        issued_by=", ".join(part for part in (by.name, by.organisation) if part),
    )


def draw(*rows: Attestation, at: datetime) -> None:
    """Have their PDF drawn, or drawn again when a file is missing."""
    jobs.enqueue(DRAW, at=at, attestations=[row.id for row in rows])


def revoke(row: Attestation, *, by: User, why: str, at: datetime) -> None:
    """From now on the public page says so; the row stays, with who did it and why, said once."""
    if row.revoked_at is not None:
        return
    row.revoked_at, row.revoked_by, row.revoked_why = at, by.name, why
    db.session.flush()
    thing = f"attestation {row.serial}"
    audit.note("attestation.revoked", thing, by_id=by.id, at=at, place=row.participation_id)
