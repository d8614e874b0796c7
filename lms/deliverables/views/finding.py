"""What the addresses of deliverables name, found as the reader may see it; 404 otherwise."""

from dataclasses import dataclass

from flask import abort, request, url_for

from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content.course import Course
from lms.db import db
from lms.deliverables import policy, queries
from lms.deliverables.asked import Piece, pieces_of
from lms.deliverables.models import Deliverable
from lms.extensions.dates import dates_for
from lms.placements.finding import the_placement, utc_today
from lms.placements.models import Placement


@dataclass(frozen=True)
class Desk:
    """A deliverable of a placement, whether it was begun or not."""

    placement: Placement
    course: Course
    piece: Piece

    @property
    def own(self) -> bool:
        return self.placement.enrolment.user_id == me().id

    @property
    def can_grade(self) -> bool:
        return policy.can_grade(me(), self.placement, on=utc_today())

    @property
    def draft_key(self) -> str:
        return f"{me().id}:deliverable-{self.placement.id}-{self.piece.name}"

    @property
    def href(self) -> str:
        return address_of(self.placement, self.piece.name)

    def work(self) -> Deliverable | None:
        """Drafts are their author's alone."""
        query = queries.work_on(self.placement, self.piece.name)
        row = db.session.scalars(query).unique().one_or_none()
        return row if row and (self.own or row.times_submitted) else None


def the_desk(placement_id: int, name: str) -> Desk:
    placement = the_placement(placement_id)
    course = course_or_404(placement.enrolment.edition.course_id)
    dates = dates_for([placement.enrolment]) if request.method == "GET" else None
    found = (piece for piece in pieces_of(placement, course, dates) if piece.name == name)
    return Desk(placement, course, next(found, None) or abort(404))


def address_of(placement: Placement, name: str) -> str:
    return url_for("deliverables.deliverable", placement_id=placement.id, name=name)
