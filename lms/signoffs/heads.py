"""When a month has closed, the mail of the day says the head of each record to both who keep it.

A record that was cut off at its end is whole in itself: only a head from before tells.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from flask_babel import gettext as _
from sqlalchemy import Select, String, cast, func, literal, select

from lms.accounts.models import User
from lms.audit.models import AuditEvent
from lms.db import db
from lms.editions.models import Enrolment
from lms.i18n import show_date
from lms.notifications.lines import Line, reminds
from lms.notifications.models import Category
from lms.placements.models import Placement, SupervisorAssignment
from lms.placements.record import chain_of

TOLD_FOR = 7  # days, so that a mail of the week has it, too


@reminds
def heads_of_the_month(people: Sequence[User], at: datetime) -> Iterable[tuple[int, Line]]:
    """For trainees and primary supervisors; not where nothing was done in that month."""
    if at.day > TOLD_FOR:
        return
    first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    mailed = {row.id for row in people}
    rows = db.session.execute(_heads_before(first, mailed))
    for placement, trainee, supervisor, number, digest in rows:
        line = _line(placement, trainee, (number, digest), first)
        yield from ((one, line) for one in _both(trainee, supervisor) if one in mailed)


def _both(trainee: User, supervisor_id: int | None) -> Iterator[int]:
    yield trainee.id
    if supervisor_id is not None:
        yield supervisor_id


def _line(placement_id: int, trainee: User, head: tuple[int, str], first: datetime) -> Line:
    last = first - timedelta(days=1)
    return Line(
        Category.WORK,
        partial(_says, trainee.name, last, head),
        f"/placements/{placement_id}",
        f"head:{placement_id}:{last:%Y-%m}",
    )


def _says(name: str, last: datetime, head: tuple[int, str]) -> str:
    return _(
        "The record of %(name)s’s fieldwork on %(day)s: event no. %(number)s, head %(head)s. Keep "
        "this mail: it shows whether the record is still whole.",
        name=name,
        day=show_date(last.date()),
        number=head[0],
        head=head[1],
    )


def _heads_before(
    first: datetime, readers: Collection[int]
) -> Select[int, User, int | None, int, str]:
    """(placement, trainee, primary supervisor, number, digest) of the last event of that month."""
    month = (first - timedelta(days=1)).replace(day=1)
    newest = (
        select(AuditEvent.chain, func.max(AuditEvent.number).label("number"))
        .where(AuditEvent.at >= month, AuditEvent.at < first)
        .where(AuditEvent.chain.startswith(CHAINS))
        .group_by(AuditEvent.chain)
        .subquery()
    )
    primary = (
        (SupervisorAssignment.placement_id == Placement.id)
        & (SupervisorAssignment.role == "primary")
        & SupervisorAssignment.until_on.is_(None)
    )
    event = (AuditEvent.chain == newest.c.chain) & (AuditEvent.number == newest.c.number)
    return (
        select(
            Placement.id,
            User,
            SupervisorAssignment.user_id,
            AuditEvent.number,
            AuditEvent.digest,
        )
        .join(newest, newest.c.chain == literal(CHAINS) + cast(Placement.id, String))
        .join(AuditEvent, event)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .outerjoin(SupervisorAssignment, primary)
        .where(User.id.in_(readers) | SupervisorAssignment.user_id.in_(readers))
        .order_by(Placement.id)
    )


CHAINS = chain_of(0).removesuffix("0")
