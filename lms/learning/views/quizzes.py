"""Quizzes of class days and electives, and the final class test: three addresses, one way."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content.course import Course
from lms.db import db
from lms.forms import drafts_done
from lms.learning import attempts, queries
from lms.learning.answers import Sheet
from lms.learning.completion import MINUTES_A_QUESTION
from lms.learning.models import QuizAttempt
from lms.learning.outcomes import outcomes
from lms.learning.papers import Paper, paper_or_404
from lms.learning.roles import my_traineeship
from lms.learning.views import bp
from lms.learning.views.finding import my_traineeship_or_403

OF_DAY = "/courses/<course_id>/days/<day_id>/quiz"
OF_ELECTIVE = "/courses/<course_id>/electives/<elective_id>/quiz"
TEST = "/courses/<course_id>/test"


@bp.get(OF_DAY)
@bp.get(OF_ELECTIVE)
@bp.get(TEST)
@open_to(Audience.MEMBERS)
def quiz(course_id: str, **piece: str) -> ResponseReturnValue:
    course = course_or_404(course_id)
    paper = paper_or_404(course, **piece)
    trainee = my_traineeship(course.id)
    rows = db.session.scalars(queries.attempts_of(trainee, paper.ref)).all() if trainee else []
    return render_template(
        "learning/quiz.html",
        course=course,
        paper=paper,
        trainee=trainee,
        attempts=rows,
        minutes=MINUTES_A_QUESTION * len(paper.quiz.questions),
    )


@bp.post(f"{OF_DAY}/attempts")
@bp.post(f"{OF_ELECTIVE}/attempts")
@bp.post(f"{TEST}/attempts")
@open_to(Audience.MEMBERS)
def start_attempt(course_id: str, **piece: str) -> ResponseReturnValue:
    course = course_or_404(course_id)
    paper = paper_or_404(course, **piece)
    row = attempts.start(my_traineeship_or_403(course), paper, at=clock.now())
    return redirect(_address(paper, row), 303)


@bp.get(f"{OF_DAY}/attempts/<int:number>")
@bp.get(f"{OF_ELECTIVE}/attempts/<int:number>")
@bp.get(f"{TEST}/attempts/<int:number>")
@open_to(Audience.MEMBERS)
def attempt(course_id: str, number: int, **piece: str) -> ResponseReturnValue:
    """The questions while the attempt is open, what came of it once it is finished."""
    course = course_or_404(course_id)
    paper, row = _my_attempt(course, number, piece)
    if row.finished_at is None:
        return _questions(course, paper, row, Sheet(row, paper.quiz))
    return render_template(
        "learning/result.html",
        course=course,
        paper=paper,
        attempt=row,
        outcomes=outcomes(row, paper.quiz),
    )


@bp.post(f"{OF_DAY}/attempts/<int:number>/answers")
@bp.post(f"{OF_ELECTIVE}/attempts/<int:number>/answers")
@bp.post(f"{TEST}/attempts/<int:number>/answers")
@open_to(Audience.MEMBERS)
def answer(course_id: str, number: int, **piece: str) -> ResponseReturnValue:
    """Mark the whole sheet at once; a second send finds it marked and changes nothing."""
    course = course_or_404(course_id)
    paper, row = _my_attempt(course, number, piece)
    if row.finished_at is None:
        sheet = Sheet(row, paper.quiz, request.form)
        if not sheet.accepted():
            return _questions(course, paper, row, sheet), 422
        attempts.finish(row, paper, sheet.answers, at=clock.now())
    drafts_done(_draft_key(row))
    return redirect(_address(paper, row), 303)


def _my_attempt(course: Course, number: int, piece: dict[str, str]) -> tuple[Paper, QuizAttempt]:
    """Only ever an attempt of the reader's own."""
    paper = paper_or_404(course, **piece)
    trainee = my_traineeship(course.id) or abort(404)
    row = db.find_or_404(queries.attempt(trainee, paper.ref, number))
    return paper.asked_in(row), row


def _questions(course: Course, paper: Paper, attempt: QuizAttempt, sheet: Sheet) -> str:
    return render_template(
        "learning/questions.html",
        course=course,
        paper=paper,
        attempt=attempt,
        asked=sheet.questions(),
        missing=len(sheet.errors),
        draft_key=_draft_key(attempt),
    )


def _draft_key(attempt: QuizAttempt) -> str:
    return f"{me().id}:attempt-{attempt.id}"


def _address(paper: Paper, attempt: QuizAttempt) -> str:
    return url_for(".attempt", **paper.place, number=attempt.number)
