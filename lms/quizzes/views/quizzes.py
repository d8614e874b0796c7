"""Quizzes of class days and electives, and the final class test: three addresses, one way."""

from flask import abort
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.db import db
from lms.editions import policy
from lms.editions.finding import my_traineeship_or_403
from lms.editions.models import Enrolment
from lms.editions.roles import my_traineeship
from lms.quizzes import queries
from lms.quizzes.models import QuizAttempt
from lms.quizzes.papers import Paper, paper_or_404
from lms.quizzes.views import bp, taking

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
    teaches = policy.can_read_script(me(), course)
    return taking.quiz_page(paper, my_traineeship(course.id), teaches=teaches)


@bp.post(f"{OF_DAY}/attempts")
@bp.post(f"{OF_ELECTIVE}/attempts")
@bp.post(f"{TEST}/attempts")
@open_to(Audience.MEMBERS)
def start_attempt(course_id: str, **piece: str) -> ResponseReturnValue:
    course = course_or_404(course_id)
    paper = paper_or_404(course, **piece)
    return taking.start(paper, my_traineeship_or_403(course))


@bp.get(f"{OF_DAY}/attempts/<int:number>")
@bp.get(f"{OF_ELECTIVE}/attempts/<int:number>")
@bp.get(f"{TEST}/attempts/<int:number>")
@open_to(Audience.MEMBERS)
def attempt(course_id: str, number: int, **piece: str) -> ResponseReturnValue:
    return taking.attempt_page(*_my_attempt(course_id, number, piece))


@bp.post(f"{OF_DAY}/attempts/<int:number>/answers")
@bp.post(f"{OF_ELECTIVE}/attempts/<int:number>/answers")
@bp.post(f"{TEST}/attempts/<int:number>/answers")
@open_to(Audience.MEMBERS)
def answer(course_id: str, number: int, **piece: str) -> ResponseReturnValue:
    paper, _trainee, row = _my_attempt(course_id, number, piece)
    return taking.answer(paper, row)


def _my_attempt(
    course_id: str, number: int, piece: dict[str, str]
) -> tuple[Paper, Enrolment, QuizAttempt]:
    """Only ever an attempt of the reader's own."""
    course = course_or_404(course_id)
    paper = paper_or_404(course, **piece)
    trainee = my_traineeship(course.id) or abort(404)
    row = db.find_or_404(queries.attempt(trainee, paper.ref, number))
    return paper.asked_in(row), trainee, row
