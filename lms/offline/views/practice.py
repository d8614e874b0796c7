"""A quiz as a form that may wait: it begins no attempt before it is sent."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.editions.finding import my_traineeship_or_403
from lms.editions.models import Enrolment
from lms.forms import drafts_done
from lms.offline.practices import finish, sheet_name
from lms.offline.views import bp
from lms.quizzes.answers import Sheet
from lms.quizzes.papers import Paper, paper_or_404

OF_DAY = "/offline/practice/<course_id>/days/<day_id>"
OF_ELECTIVE = "/offline/practice/<course_id>/electives/<elective_id>"


@bp.get(OF_DAY)
@bp.get(OF_ELECTIVE)
@open_to(Audience.MEMBERS)
def practice(course_id: str, **piece: str) -> ResponseReturnValue:
    trainee, paper = _mine(course_id, piece)
    return _page(paper, Sheet(sheet_name(trainee, paper), paper.quiz))


@bp.post(OF_DAY)
@bp.post(OF_ELECTIVE)
@open_to(Audience.MEMBERS)
def finish_practice(course_id: str, **piece: str) -> ResponseReturnValue:
    trainee, paper = _mine(course_id, piece)
    sheet = Sheet(sheet_name(trainee, paper), paper.quiz, request.form)
    if not sheet.accepted():
        return _page(paper, sheet), 422
    attempt = finish(trainee, paper, sheet, at=clock.now())
    drafts_done(_draft_key(paper))
    return redirect(paper.address("attempt", number=attempt.number), 303)


def _mine(course_id: str, piece: dict[str, str]) -> tuple[Enrolment, Paper]:
    course = course_or_404(course_id)
    paper = paper_or_404(course, **piece)
    return my_traineeship_or_403(course), paper


def _page(paper: Paper, sheet: Sheet) -> str:
    return render_template(
        "offline/practice.html",
        paper=paper,
        about={name.removesuffix("_id"): value for name, value in paper.place.items()},
        asked=sheet.questions(),
        missing=len(sheet.errors),
        draft_key=_draft_key(paper),
    )


def _draft_key(paper: Paper) -> str:
    return f"{me().id}:practice-{paper.ref}"
