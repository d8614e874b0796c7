from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404, day_or_404, days_around
from lms.content.course import Course, Day
from lms.db import db
from lms.forms import drafts_done
from lms.learning import attempts, queries
from lms.learning.answers import Sheet
from lms.learning.completion import MINUTES_A_QUESTION
from lms.learning.models import Enrolment, QuizAttempt
from lms.learning.outcomes import outcomes
from lms.learning.roles import my_traineeship
from lms.learning.views import bp
from lms.learning.views.finding import my_traineeship_or_403

QUIZ = "/courses/<course_id>/days/<day_id>/quiz"


@bp.get(QUIZ)
@open_to(Audience.MEMBERS)
def quiz(course_id: str, day_id: str) -> ResponseReturnValue:
    course = course_or_404(course_id)
    day = day_or_404(course, day_id)
    trainee = my_traineeship(course.id)
    rows = db.session.scalars(queries.attempts_of(trainee, day.ref)).all() if trainee else []
    return render_template(
        "learning/quiz.html",
        course=course,
        day=day,
        number=course.days.index(day) + 1,
        trainee=trainee,
        attempts=rows,
        minutes=MINUTES_A_QUESTION * len(day.quiz.questions),
        after=days_around(course, day)[1],
    )


@bp.post(f"{QUIZ}/attempts")
@open_to(Audience.MEMBERS)
def start_attempt(course_id: str, day_id: str) -> ResponseReturnValue:
    course, day, trainee = _my_quiz(course_id, day_id)
    row = attempts.start(trainee, day, at=clock.now())
    return redirect(_address(course, day, row), 303)


@bp.get(f"{QUIZ}/attempts/<int:number>")
@open_to(Audience.MEMBERS)
def attempt(course_id: str, day_id: str, number: int) -> ResponseReturnValue:
    """The questions while the attempt is open, what came of it once it is finished."""
    course, day, row = _my_attempt(course_id, day_id, number)
    if row.finished_at is None:
        return _questions(course, day, row, Sheet(row, day.quiz))
    return render_template(
        "learning/result.html",
        course=course,
        day=day,
        attempt=row,
        outcomes=outcomes(row, day.quiz),
        after=days_around(course, day)[1],
    )


@bp.post(f"{QUIZ}/attempts/<int:number>/answers")
@open_to(Audience.MEMBERS)
def answer(course_id: str, day_id: str, number: int) -> ResponseReturnValue:
    """Mark the whole sheet at once; a second send finds it marked and changes nothing."""
    course, day, row = _my_attempt(course_id, day_id, number)
    if row.finished_at is None:
        sheet = Sheet(row, day.quiz, request.form)
        if not sheet.accepted():
            return _questions(course, day, row, sheet), 422
        attempts.finish(row, day, sheet.answers, at=clock.now())
    drafts_done(_draft_key(row))
    return redirect(_address(course, day, row), 303)


def _my_quiz(course_id: str, day_id: str) -> tuple[Course, Day, Enrolment]:
    course = course_or_404(course_id)
    day = day_or_404(course, day_id)
    return course, day, my_traineeship_or_403(course)


def _my_attempt(course_id: str, day_id: str, number: int) -> tuple[Course, Day, QuizAttempt]:
    """Only ever an attempt of the reader's own."""
    course = course_or_404(course_id)
    day = day_or_404(course, day_id)
    trainee = my_traineeship(course.id) or abort(404)
    return course, day, db.find_or_404(queries.attempt(trainee, day.ref, number))


def _questions(course: Course, day: Day, attempt: QuizAttempt, sheet: Sheet) -> str:
    return render_template(
        "learning/questions.html",
        course=course,
        day=day,
        attempt=attempt,
        asked=sheet.questions(),
        missing=len(sheet.errors),
        draft_key=_draft_key(attempt),
    )


def _draft_key(attempt: QuizAttempt) -> str:
    return f"{me().id}:attempt-{attempt.id}"


def _address(course: Course, day: Day, attempt: QuizAttempt) -> str:
    return url_for(".attempt", course_id=course.id, day_id=day.id, number=attempt.number)
