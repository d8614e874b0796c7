"""What is asked of a trainee and how far it is, for all who may see the placement."""

from dataclasses import dataclass
from itertools import groupby

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content.rubric import Rubric
from lms.db import db
from lms.deliverables import policy, queries
from lms.deliverables.asked import Piece, is_critical, pieces_of
from lms.deliverables.models import Deliverable, DeliverableGrade
from lms.deliverables.standing import grade_of, is_below, rubric_of
from lms.deliverables.views import bp
from lms.deliverables.views.finding import the_desk
from lms.extensions.dates import dates_for
from lms.files import serving
from lms.placements.finding import local_today, the_placement, utc_today


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    piece: Piece
    work: Deliverable | None
    grade: DeliverableGrade | None
    rubric: Rubric | None
    below: bool

    @property
    def critical(self) -> bool:
        return self.rubric is not None and is_critical(self.rubric)


@bp.get("/placements/<int:placement_id>/deliverables")
@open_to(Audience.MEMBERS)
def deliverables(placement_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    course = course_or_404(placement.enrolment.edition.course_id)
    works = {row.name: row for row in db.session.scalars(queries.works_in(placement)).unique()}
    rows = [
        Row(
            piece,
            work := works.get(piece.name),
            grade_of(work),
            rubric_of(work, piece.content.rubric),
            below=work is not None and is_below(work, course),
        )
        for piece in pieces_of(placement, course, dates_for([placement.enrolment]))
    ]
    return render_template(
        "deliverables/deliverables.html",
        placement=placement,
        course=course,
        own=placement.enrolment.user_id == me().id,
        periods=[(row, list(some)) for row, some in groupby(rows, lambda row: row.piece.period)],
        rows=rows,
        today=local_today(placement),
        can_grade=policy.can_grade(me(), placement, on=utc_today()),
    )


@bp.get("/placements/<int:placement_id>/deliverables/<name>/versions/<int:number>")
@open_to(Audience.MEMBERS)
def version(placement_id: int, name: str, number: int) -> ResponseReturnValue:
    """What was handed in then, with the mark it got if that is released."""
    desk = the_desk(placement_id, name)
    work = desk.work() or abort(404)
    found = next((row for row in work.versions if row.number == number), None) or abort(404)
    return render_template(
        "deliverables/version.html",
        desk=desk,
        placement=desk.placement,
        work=work,
        version=found,
        files=[row.file for row in work.files if row.is_in(number)],
        rubric=rubric_of(work, desk.piece.content.rubric),
    )


@bp.get("/placements/<int:placement_id>/deliverables/<name>/files/<int:file_id>")
@open_to(Audience.MEMBERS)
def file(placement_id: int, name: str, file_id: int) -> ResponseReturnValue:
    desk = the_desk(placement_id, name)
    query = queries.file_of(desk.placement, name, file_id, drafts=desk.own)
    return serving.answer(db.find_or_404(query))
