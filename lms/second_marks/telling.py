"""Who hears that a second mark is wanted, that two differ, or that a third person decides."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import clock
from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.editions.queries import people_of
from lms.jobs import actions as jobs
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category
from lms.placements.models import Placement, SupervisorAssignment
from lms.second_marks.models import DIFFERS, THIRD, WAITS, Opinion, SecondMark

TELL = "second_mark.tell"
NOTICES = {
    WAITS: "second_mark_wanted",
    DIFFERS: "second_mark_differs",
    THIRD: "second_mark_third",
}


def ask(row: SecondMark, *, at: datetime) -> None:
    """Have whoever is next told of it, once this is kept."""
    jobs.enqueue(TELL, at=at, second_mark=str(row.id))


@jobs.handles(TELL)
def tell_whom_it_concerns(payload: dict[str, Any]) -> None:
    """As it stands when the worker comes to it."""
    row = db.session.scalars(_told_of(UUID(payload["second_mark"]))).unique().one()
    if row.state in NOTICES:
        tell(
            list({one.id: one for one in _next(row)}.values()),
            NOTICES[row.state],
            category=Category.WORK,
            about={"name": row.placement.enrolment.user.name},
            href=f"/second-marks/{row.id}",
            at=clock.now(),
        )


def _told_of(number: UUID) -> Any:
    placement = joinedload(SecondMark.placement)
    return (
        select(SecondMark)
        .options(
            placement.joinedload(Placement.enrolment).options(
                joinedload(Enrolment.user), joinedload(Enrolment.edition)
            ),
            placement.joinedload(Placement.assignments).joinedload(SupervisorAssignment.user),
            joinedload(SecondMark.opinions).joinedload(Opinion.by),
        )
        .where(SecondMark.id == number)
    )


def _next(row: SecondMark) -> Iterable[User]:
    if row.state == DIFFERS:
        last = row.proposal
        return [one.by for one in row.opinions[:2] if last is None or one.by_id != last.by_id]
    gave = {one.by_id for one in row.opinions} | {row.placement.enrolment.user_id}
    named = _named(row.placement) if row.state == WAITS else []
    return [one for one in named or _staff(row.placement, but=gave) if one.id not in gave]


def _named(placement: Placement) -> list[User]:
    assigned = placement.assignments
    return [row.user for row in assigned if row.role == "second_marker" and row.until_on is None]


def _staff(placement: Placement, *, but: set[int]) -> list[User]:
    """Assessors of the edition, or its coordinators where there are none left."""
    people = people_of(placement.enrolment.edition, Role.ASSESSOR, Role.COORDINATOR)
    found = [row for row in db.session.scalars(people) if row.user_id not in but]
    assessors = [row.user for row in found if row.role == Role.ASSESSOR]
    return assessors or [row.user for row in found]


@says(NOTICES[WAITS])
def wanted(about: Mapping[str, Any]) -> str:
    return _("Work of %(name)s waits for a second mark", name=about["name"])


@says(NOTICES[DIFFERS])
def differs(about: Mapping[str, Any]) -> str:
    return _("Two marks for work of %(name)s differ: agree on one", name=about["name"])


@says(NOTICES[THIRD])
def third(about: Mapping[str, Any]) -> str:
    return _("Two marks for work of %(name)s differ, and you can decide", name=about["name"])
