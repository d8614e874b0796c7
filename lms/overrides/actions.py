"""Set a mark over another one, release it, lift it: each step stays in the table and on record."""

from datetime import datetime

from lms.accounts.models import User
from lms.audit import actions as audit
from lms.db import db
from lms.editions.models import Enrolment
from lms.overrides import queries
from lms.overrides.models import MarkOverride


class SetMeanwhileError(Exception):
    """Another one stands now than the page had shown, or none any more."""


def set_mark(  # noqa: PLR0913  # a mark names all that it stands on
    enrolment: Enrolment,
    component: str,
    part: str,
    *,
    mark: int,
    reason: str,
    seen: int,
    by: User,
    at: datetime,
) -> MarkOverride:
    """As a draft. `seen` is the id of what stood there, 0 for none: that one ends with this.

    Sent twice, it is set once.
    """
    db.hold(enrolment)
    standing = _standing(enrolment, component, part)
    if standing and (standing.mark, standing.reason) == (mark, reason):
        return standing
    if (standing.id if standing else 0) != seen:
        raise SetMeanwhileError
    if standing:
        standing.lifted_at, standing.lifted_by_id = at, by.id
        db.session.flush()
    row = MarkOverride(
        enrolment_id=enrolment.id,
        trainee_id=enrolment.user_id,
        component=component,
        part=part,
        mark=mark,
        reason=reason,
        set_by_id=by.id,
        set_at=at,
    )
    db.session.add(row)
    db.session.flush()
    _record("set", row, enrolment, by=by, at=at)
    return row


def release(enrolment: Enrolment, override_id: int, *, by: User, at: datetime) -> MarkOverride:
    """Show it to the trainee, with name and reason. Of what was released or lifted, nothing new."""
    row = _held(enrolment, override_id)
    if row.released_at is None and row.lifted_at is None:
        row.released_at, row.released_by_id = at, by.id
        _record("released", row, enrolment, by=by, at=at)
    return row


def lift(
    enrolment: Enrolment, override_id: int, *, reason: str, by: User, at: datetime
) -> MarkOverride:
    """The mark underneath counts again; what was set stays in the record."""
    row = _held(enrolment, override_id)
    if row.lifted_at is None:
        row.lifted_at, row.lifted_by_id, row.lift_reason = at, by.id, reason
        _record("lifted", row, enrolment, by=by, at=at)
    return row


def _standing(enrolment: Enrolment, component: str, part: str) -> MarkOverride | None:
    query = queries.overrides_over(enrolment, component, part)
    query = query.where(MarkOverride.lifted_at.is_(None))
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def _held(enrolment: Enrolment, override_id: int) -> MarkOverride:
    db.hold(enrolment)
    query = queries.override_of(enrolment, override_id)
    return db.find_or_404(query.execution_options(populate_existing=True))


def _record(act: str, row: MarkOverride, enrolment: Enrolment, *, by: User, at: datetime) -> None:
    db.session.flush()
    audit.note(
        f"mark_override.{act}",
        f"enrolment {enrolment.id}",
        by_id=by.id,
        at=at,
        chain=f"edition:{enrolment.edition_id}",
        override=row.id,
    )
