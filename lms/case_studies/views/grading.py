"""One case paper beside the rubric, for those who grade."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.models import User
from lms.accounts.session import me
from lms.case_studies import paper_queries, papers, policy, queries
from lms.case_studies.forms import AdjustmentForm, ReturnForm
from lms.case_studies.gradebook import own_mark
from lms.case_studies.models import CasePaper, CasePaperAuthor
from lms.case_studies.states import PaperMovedOnError
from lms.case_studies.story import Story, tell
from lms.case_studies.views import bp
from lms.case_studies.views.finding import the_case
from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.case_study import CaseStudy
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.errors import show_http_error
from lms.forms import drafts_done
from lms.grading.actions import GradedMeanwhileError
from lms.grading.models import Grade
from lms.grading.sheet import Sheet, sheet_of, sheet_sent, version_sent

RUBRIC = "case"


@bp.get("/editions/<int:edition_id>/case-papers/<int:paper_id>")
@open_to(Audience.MEMBERS)
def review_paper(edition_id: int, paper_id: int) -> ResponseReturnValue:
    edition, row = the_paper(edition_id, paper_id)
    return review_page(edition, row, sheet_of(row.grade))


@bp.post("/editions/<int:edition_id>/case-papers/<int:paper_id>/attempts/<int:number>/grade")
@open_to(Audience.MEMBERS)
def grade_paper(edition_id: int, paper_id: int, number: int) -> ResponseReturnValue:
    """Save the grade as a draft, and with `then=next` go on to the next paper that waits."""
    edition, row = the_paper(edition_id, paper_id)
    rubric = library().rubrics[RUBRIC]
    sheet = sheet_sent(rubric)
    if sheet.errors:
        return review_page(edition, row, sheet), 422
    try:
        papers.grade(row, sheet.by(rubric), attempt=number, by=me(), at=clock.now())
    except GradedMeanwhileError as meanwhile:
        theirs = meanwhile.current
        sheet = replace(sheet, version=theirs.version)
        return review_page(edition, row, sheet, theirs=theirs), 409
    drafts_done(_draft_key(row))
    flash(_("Saved as a draft, to be shown to %(name)s when you release it.", name=row.names))
    return redirect(
        _next(edition, row) if request.args.get("then") == "next" else paper_here(row), 303
    )


@bp.post("/editions/<int:edition_id>/case-papers/<int:paper_id>/attempts/<int:number>/return")
@open_to(Audience.MEMBERS)
def return_paper(edition_id: int, paper_id: int, number: int) -> ResponseReturnValue:
    edition, row = the_paper(edition_id, paper_id)
    form, course = ReturnForm(), course_or_404(edition.course_id)
    if row.state == "submitted":
        allow(policy.can_return_paper(row, course))
    if not form.accepted():
        return review_page(edition, row, sheet_of(row.grade), form=form), 422
    papers.return_paper(row, attempt=number, reason=form.reason.data or "", by=me(), at=clock.now())
    flash(_("Returned, with your reason, to %(name)s.", name=row.names))
    return redirect(_next(edition, row), 303)


@bp.post("/editions/<int:edition_id>/case-papers/<int:paper_id>/release")
@open_to(Audience.MEMBERS)
def release_grade(edition_id: int, paper_id: int) -> ResponseReturnValue:
    edition, row = the_paper(edition_id, paper_id)
    try:
        papers.release(row, edition, seen=version_sent(), by=me(), at=clock.now())
    except GradedMeanwhileError as meanwhile:
        theirs = meanwhile.current
        return review_page(edition, row, sheet_of(theirs), theirs=theirs), 409
    flash(_("Released: the grade is now open to %(name)s.", name=row.names))
    return redirect(paper_here(row), 303)


@bp.post("/editions/<int:edition_id>/case-papers/<int:paper_id>/withdrawal")
@open_to(Audience.MEMBERS)
def take_back_grade(edition_id: int, paper_id: int) -> ResponseReturnValue:
    """A mark that was shown is not changed lightly: the password is asked for again."""
    edition, row = the_paper(edition_id, paper_id, with_files=False)
    if (asked := not_confirmed()) is not None:
        return asked
    papers.take_back(row, edition, by=me(), at=clock.now())
    flash(_("Taken back. It is a draft again, and you can correct it."))
    return redirect(paper_here(row), 303)


def the_paper(
    edition_id: int, paper_id: int, *, with_files: bool = True
) -> tuple[Edition, CasePaper]:
    edition = the_edition(edition_id)
    allow(policy.can_grade(edition))
    query = paper_queries.paper_to_grade(edition, paper_id, me(), with_files=with_files)
    row = db.find_or_404(query)
    row.enrolment.edition = edition
    return edition, row


def paper_here(paper: CasePaper) -> str:
    edition_id = paper.enrolment.edition_id
    return url_for(".review_paper", edition_id=edition_id, paper_id=paper.id)


def _next(edition: Edition, done: CasePaper) -> str:
    """The paper that waits longest, or the list when none is left."""
    query = paper_queries.queue(edition, me(), paper_queries.WAITING, most=1)
    following = next((row for row in db.session.scalars(query) if row.id != done.id), None)
    return paper_here(following) if following else url_for(".paper_queue", edition_id=edition.id)


def _draft_key(paper: CasePaper) -> str:
    return f"{me().id}:case-grade-{paper.id}-{paper.times_submitted}"


def review_page(
    edition: Edition,
    paper: CasePaper,
    sheet: Sheet | None = None,
    *,
    form: ReturnForm | None = None,
    theirs: Grade | None = None,
    adjustment: tuple[int, AdjustmentForm] | None = None,
) -> str:
    """`theirs` is the grade that somebody saved while this one was being written.

    `adjustment` is what was typed for one author and could not be taken.
    """
    case, course = the_case(paper.case_id), course_or_404(edition.course_id)
    return render_template(
        "case_studies/review_paper.html",
        edition=edition,
        paper=paper,
        case=case,
        stories=_stories(case, paper),
        adjustments=_adjustments(paper, adjustment),
        own_mark=own_mark,
        rubric=library().rubrics[RUBRIC],
        sheet=sheet or sheet_of(paper.grade),
        theirs=theirs,
        form=form or ReturnForm(),
        draft_key=_draft_key(paper),
        attempts=1 + course.case_papers.resubmissions,
        can_grade=policy.can_grade_paper(paper),
        can_return=policy.can_return_paper(paper, course),
    )


def _stories(case: CaseStudy, paper: CasePaper) -> list[tuple[User, Story]]:
    """What each author decided, one statement for all of them."""
    people = [row.enrolment.user for row in paper.authors]
    made = db.session.scalars(queries.decisions_of(case, [one.id for one in people])).all()
    return [
        (one, tell(case, [row for row in made if row.user_id == one.id], opened=True))
        for one in people
    ]


def _adjustments(
    paper: CasePaper, typed: tuple[int, AdjustmentForm] | None
) -> list[tuple[CasePaperAuthor, AdjustmentForm]]:
    """A form for each author of a group; none for who writes alone."""
    known = dict([typed] if typed else [])
    return [
        (row, known.get(row.id) or _adjustment_of(row))
        for row in (paper.authors if len(paper.authors) > 1 else [])
    ]


def _adjustment_of(row: CasePaperAuthor) -> AdjustmentForm:
    return AdjustmentForm(None, marks=row.adjustment, reason=row.adjustment_reason)


@bp.app_errorhandler(PaperMovedOnError)
def show_moved_on(_error: PaperMovedOnError) -> ResponseReturnValue:
    return show_http_error(Conflict())
