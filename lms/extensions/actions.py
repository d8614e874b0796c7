"""Say until when work is due, give more time, end it. What was given stays in the table."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete

from lms.accounts.models import User
from lms.audit import actions as audit
from lms.db import db
from lms.editions.models import Edition, Enrolment
from lms.extensions import queries
from lms.extensions.dates import Work
from lms.extensions.models import DueDate, Extension, ExtensionPerson


def set_dates(
    edition: Edition, dates: Mapping[Work, date | None], *, by: User, at: datetime
) -> int:
    """For everybody; None takes a date away. How many are other than before."""
    db.hold(edition)
    query = queries.dates_in(edition).execution_options(populate_existing=True)
    present = {(row.kind, row.ref): row for row in db.session.scalars(query)}
    news = {
        work: on
        for work, on in dates.items()
        if on != (present[work].due_on if work in present else None)
    }
    if news:
        gone = [present[work].id for work in news if work in present]
        db.session.execute(delete(DueDate).where(DueDate.id.in_(gone)))
        db.session.add_all(
            DueDate(edition_id=edition.id, kind=work[0], ref=work[1], due_on=on)
            for work, on in news.items()
            if on
        )
        said = {f"{kind} {ref}": on.isoformat() if on else "" for (kind, ref), on in news.items()}
        _record("due_dates.set", edition, by=by, at=at, dates=said)
    return len(news)


def give(  # noqa: PLR0913  # it names all that it stands on
    edition: Edition,
    work: Work,
    people: Sequence[Enrolment],
    *,
    until: date,
    reason: str,
    by: User,
    at: datetime,
) -> Extension:
    """To these people together; the furthest of a person's extensions counts."""
    row = Extension(
        edition_id=edition.id,
        kind=work[0],
        ref=work[1],
        until_on=until,
        reason=reason,
        given_by_id=by.id,
        given_at=at,
    )
    row.people = [ExtensionPerson(enrolment_id=person.id) for person in people]
    db.session.add(row)
    db.session.flush()
    _record("extension.given", edition, by=by, at=at, extension=row.id)
    return row


def end(edition: Edition, extension_id: int, *, by: User, at: datetime) -> Extension:
    """The usual date holds again for its people."""
    db.hold(edition)
    query = queries.extension_in(edition, extension_id)
    row = db.find_or_404(query.execution_options(populate_existing=True))
    if row.ended_at is None:
        row.ended_at, row.ended_by_id = at, by.id
        _record("extension.ended", edition, by=by, at=at, extension=row.id)
    return row


def _record(act: str, edition: Edition, *, by: User, at: datetime, **details: Any) -> None:
    db.session.flush()
    audit.note(
        act,
        f"edition {edition.id}",
        by_id=by.id,
        at=at,
        chain=f"edition:{edition.id}",
        **details,
    )
