"""Marks for tests, through the feature's own actions."""

from datetime import UTC, datetime

from lms.accounts.models import User
from lms.db import db
from lms.editions.marks import Component
from lms.editions.models import Enrolment
from lms.gradebook import actions
from lms.gradebook.actions import Entry
from lms.gradebook.models import HandMark, HandMarkChange
from lms.gradebook.parts import Planned
from tests.visitor import Visitor

DEFENCE = Planned(Component.DEFENCE, "cluster-broker/defence", "Defence")


def address(enrolment: Enrolment) -> str:
    return f"/editions/{enrolment.edition_id}/marks/defence/defence"


def mark(
    enrolment: Enrolment, value: int, *, by: User, released: bool = False, comment: str = ""
) -> None:
    """For the defence."""
    now, row = datetime.now(UTC), mark_of(enrolment)
    entry = Entry(enrolment, value, comment, row.version if row else 0)
    actions.enter(enrolment.edition, DEFENCE, [entry], by=by, at=now)
    if released:
        actions.release(enrolment.edition, DEFENCE, by=by, at=now, only=enrolment)
    db.session.commit()


def mark_of(enrolment: Enrolment) -> HandMark | None:
    return db.session.query(HandMark).filter_by(enrolment_id=enrolment.id).one_or_none()


def record(enrolment: Enrolment) -> list[tuple[str, int | None, int | None, int]]:
    rows = db.session.query(HandMarkChange).filter_by(enrolment_id=enrolment.id)
    return [
        (row.act, row.before, row.after, row.made_by_id) for row in rows.order_by(HandMarkChange.id)
    ]


def controls(visitor: Visitor) -> dict[str, str]:
    """What the grid on the page would send."""
    return {
        node.attrs["name"]: node.attrs.get("value") or ""
        for node in visitor.all("#marks input")
        if node.attrs["name"] != "csrf_token"
    }
