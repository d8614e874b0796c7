"""One deliverable beside its rubric, for those who grade."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.session import me
from lms.calibration.standing import left_for
from lms.catalog.find import course_or_404
from lms.content.course import Course
from lms.content.rubric import Rubric
from lms.db import db
from lms.deliverables import grading, policy, queries
from lms.deliverables.asked import Piece, is_critical, pieces_of
from lms.deliverables.forms import AcceptForm, ReturnForm
from lms.deliverables.holding import drawn_of, is_readable
from lms.deliverables.models import Deliverable, DeliverableVersion
from lms.deliverables.standing import rubric_of
from lms.deliverables.states import MovedOnError
from lms.deliverables.views import bp
from lms.deliverables.waiting import next_for
from lms.differences import changes
from lms.errors import show_http_error
from lms.extensions.dates import dates_for
from lms.forms import drafts_done
from lms.grading.actions import GradedMeanwhileError
from lms.grading.models import Grade
from lms.grading.sheet import Sheet, given_back, sheet_of, sheet_sent, version_sent
from lms.placements.finding import utc_today
from lms.second_marks.drawing import rules_of

ONE = "/reviews/deliverables/<uuid:work_id>"


@dataclass(frozen=True)
class Desk:
    """What somebody has handed in to the reader."""

    work: Deliverable
    course: Course
    piece: Piece
    rubric: Rubric | None

    @property
    def last(self) -> DeliverableVersion:
        return self.work.versions[-1]

    @property
    def name(self) -> str:
        return self.work.placement.enrolment.user.name

    @property
    def reads_grade(self) -> bool:
        return is_readable(me(), self.work.placement, self.last.grade)

    @property
    def draft_key(self) -> str:
        return f"{me().id}:deliverable-grade-{self.work.id}-{self.last.number}"

    @property
    def href(self) -> str:
        return url_for("deliverables.review_deliverable", work_id=self.work.id)


@dataclass(frozen=True)
class Unsaved:
    """What was sent and could not be kept, and what somebody else saved meanwhile."""

    sheet: Sheet | None = None
    theirs: Grade | None = None
    returning: ReturnForm = field(default_factory=lambda: ReturnForm(formdata=None))
    accepting: AcceptForm = field(default_factory=lambda: AcceptForm(formdata=None))
    rubric_changed: bool = False


@bp.get(ONE)
@open_to(Audience.MEMBERS)
def review_deliverable(work_id: UUID) -> ResponseReturnValue:
    return _page(_the_desk(work_id), Unsaved())


@bp.post(f"{ONE}/versions/<int:number>/grade")
@open_to(Audience.MEMBERS)
def grade_deliverable(work_id: UUID, number: int) -> ResponseReturnValue:
    """Save the grade as a draft, and with `then=next` go on to what waits next."""
    desk = _the_desk(work_id)
    rubric = desk.rubric
    allow(rubric is not None)
    assert rubric is not None  # noqa: S101  # just allowed
    sheet = sheet_sent(rubric)
    if request.form.get("rubric") != rubric.digest:
        return _page(desk, Unsaved(sheet, rubric_changed=True)), 409
    if sheet.errors:
        return _page(desk, Unsaved(sheet)), 422
    try:
        grading.grade(desk.work, sheet.by(rubric), number=number, by=me(), at=clock.now())
    except GradedMeanwhileError as meanwhile:
        theirs = meanwhile.current
        return _page(desk, Unsaved(replace(sheet, version=theirs.version), theirs)), 409
    drafts_done(desk.draft_key)
    flash(_("Saved as a draft. %(name)s sees it when you release it.", name=desk.name))
    return redirect(_next(desk) if request.args.get("then") == "next" else desk.href, 303)


@bp.post(f"{ONE}/versions/<int:number>/return")
@open_to(Audience.MEMBERS)
def return_deliverable(work_id: UUID, number: int) -> ResponseReturnValue:
    desk, form = _the_desk(work_id), ReturnForm()
    if desk.work.state == "submitted":
        allow(policy.can_hand_in_again(desk.work, desk.course))
    if not form.accepted():
        return _page(desk, Unsaved(returning=form)), 422
    reason = form.reason.data or ""
    grading.return_work(desk.work, number=number, reason=reason, by=me(), at=clock.now())
    flash(_("Returned. %(name)s reads your reason.", name=desk.name))
    return redirect(_next(desk), 303)


@bp.post(f"{ONE}/versions/<int:number>/acceptance")
@open_to(Audience.MEMBERS)
def accept_deliverable(work_id: UUID, number: int) -> ResponseReturnValue:
    """What carries no grade is read and accepted."""
    desk, form = _the_desk(work_id), AcceptForm()
    allow(desk.rubric is None)
    if not form.accepted():
        return _page(desk, Unsaved(accepting=form)), 422
    comment = form.comment.data or ""
    grading.accept(desk.work, number=number, comment=comment, by=me(), at=clock.now())
    flash(_("Accepted. %(name)s reads your comment.", name=desk.name))
    return redirect(_next(desk), 303)


@bp.post(f"{ONE}/release")
@open_to(Audience.MEMBERS)
def release_deliverable(work_id: UUID) -> ResponseReturnValue:
    desk = _the_desk(work_id)
    allow(desk.reads_grade)
    try:
        row = grading.release(desk.work, seen=version_sent(), by=me(), at=clock.now())
    except GradedMeanwhileError as meanwhile:
        theirs = meanwhile.current
        return _page(desk, Unsaved(sheet_of(theirs), theirs)), 409
    if row.released_at:
        flash(_("Released. %(name)s sees the grade now.", name=desk.name))
    else:
        flash(_("Drawn for a second mark. %(name)s sees it when that is settled.", name=desk.name))
    return redirect(desk.href, 303)


@bp.post(f"{ONE}/withdrawal")
@open_to(Audience.MEMBERS)
def take_back_deliverable(work_id: UUID) -> ResponseReturnValue:
    """A mark that was shown is not changed lightly: the password is asked for again."""
    desk = _the_desk(work_id)
    if (asked := not_confirmed()) is not None:
        return asked
    grading.take_back(desk.work, by=me(), at=clock.now())
    flash(_("Taken back. It is a draft again, and you can correct it."))
    return redirect(desk.href, 303)


def _the_desk(work_id: UUID) -> Desk:
    work = db.find_or_404(*queries.work_to_grade(me(), work_id, on=utc_today()))
    allow(policy.can_grade(me(), work.placement, on=utc_today()))
    course = course_or_404(work.placement.enrolment.edition.course_id)
    dates = dates_for([work.placement.enrolment]) if request.method == "GET" else None
    pieces = {piece.name: piece for piece in pieces_of(work.placement, course, dates)}
    piece = pieces.get(work.name) or abort(404)
    return Desk(work, course, piece, rubric_of(work, piece.content.rubric))


def _next(done: Desk) -> str:
    return next_for(me(), on=utc_today(), but=done.work) or url_for("reviews.review_queue")


def _page(desk: Desk, unsaved: Unsaved) -> str:
    work, last = desk.work, desk.last
    before = work.versions[-2] if len(work.versions) > 1 else None
    return render_template(
        "deliverables/review_deliverable.html",
        desk=desk,
        work=work,
        placement=work.placement,
        version=last,
        before=before,
        changes=changes(before.text, last.text)
        if before and request.args.get("show") == "changes"
        else None,
        files=[row for row in work.files if row.is_in(last.number)],
        new_files={row.file_id for row in work.files if row.first_version == last.number},
        gone=[row.file for row in work.files if before and row.left_version == last.number],
        unsaved=unsaved,
        critical=desk.rubric is not None and is_critical(desk.rubric),
        can_return=work.state == "submitted" and policy.can_hand_in_again(work, desk.course),
        attempts=1 + desk.course.deliverables.resubmissions,
        **_mark(desk, unsaved),
    )


def _mark(desk: Desk, unsaved: Unsaved) -> dict[str, object]:
    """The grade as far as the reader may know it; `others` is one of which they may not."""
    work, grade = desk.work, desk.last.grade if desk.reads_grade else None
    others = None if grade else desk.last.grade
    drawn = drawn_of(work) if work.state in {"graded", "released"} else None
    begins = others is None or "instead" in request.args or unsaved.sheet is not None
    return {
        "grade": grade,
        "others": others,
        "drawn": drawn,
        "may_be_drawn": rules_of(work.placement) is not None,
        "to_calibrate": left_for(me(), desk.rubric.id, at=clock.now()) if desk.rubric else 0,
        "sheet": unsaved.sheet or _begun(desk, grade),
        "can_grade": begins and _is_open(work) and drawn is None,
    }


def _begun(desk: Desk, grade: Grade | None) -> Sheet:
    """In the place of somebody else it begins empty, and replaces what they have saved."""
    replaced = desk.last.grade.version if desk.last.grade else 0
    return sheet_of(grade) if grade else given_back(Sheet(version=replaced))


def _is_open(work: Deliverable) -> bool:
    """Its last version is with those who grade, and no mark of it was shown."""
    grade = work.versions[-1].grade
    return work.state in {"submitted", "graded"} and not (grade and grade.released_at)


@bp.app_errorhandler(MovedOnError)
@bp.app_errorhandler(grading.RubricChangedError)
def show_moved_on(_error: Exception) -> ResponseReturnValue:
    return show_http_error(Conflict())
