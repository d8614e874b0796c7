"""The trainee's side: the quizzes of their edition, taken as those of a class day are."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions.class_days import today_in
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.roles import my_role_in
from lms.question_sets import policy, queries
from lms.question_sets.models import QuestionSet
from lms.question_sets.papers import asked_in, paper_of, questions_in
from lms.question_sets.results import cards
from lms.question_sets.views import bp
from lms.question_sets.views.sets import SET
from lms.quizzes import queries as quizzes
from lms.quizzes.models import QuizAttempt
from lms.quizzes.papers import Paper
from lms.quizzes.views import taking


@bp.get("/editions/<int:edition_id>/question-sets")
@open_to(Audience.MEMBERS)
def mine(edition_id: int) -> ResponseReturnValue:
    """A trainee's quizzes of this edition; who teaches it is led to the whole list."""
    edition = the_edition(edition_id)
    trainee = my_role_in(edition.id, Role.TRAINEE)
    if policy.can_prepare(me(), edition):
        return redirect(url_for("quizzes.quizzes", edition_id=edition.id), 303)
    if trainee is None:
        abort(403)
    return render_template(
        "question_sets/mine.html", edition=edition, cards=cards(trainee, on=today_in(edition))
    )


@bp.get(f"{SET}/quiz")
@open_to(Audience.MEMBERS)
def quiz(edition_id: int, set_id: int) -> ResponseReturnValue:
    """Open or taken once, for a trainee; always, for who prepares it."""
    edition, trainee, row = _seen(edition_id, set_id)
    teaches = policy.can_prepare(me(), edition)
    paper = paper_of(row, edition, questions_in(row))
    return taking.quiz_page(paper, trainee, teaches=teaches)


@bp.post(f"{SET}/quiz/attempts")
@open_to(Audience.MEMBERS)
def start_attempt(edition_id: int, set_id: int) -> ResponseReturnValue:
    edition, trainee, row = _seen(edition_id, set_id)
    paper = paper_of(row, edition, questions_in(row))
    if trainee is None:
        abort(403)
    allow(policy.can_begin(row.state_on(today_in(edition))) and bool(row.questions))
    return taking.start(paper, trainee)


@bp.get(f"{SET}/quiz/attempts/<int:number>")
@open_to(Audience.MEMBERS)
def attempt(edition_id: int, set_id: int, number: int) -> ResponseReturnValue:
    return taking.attempt_page(*_my_attempt(edition_id, set_id, number))


@bp.post(f"{SET}/quiz/attempts/<int:number>/answers")
@open_to(Audience.MEMBERS)
def answer(edition_id: int, set_id: int, number: int) -> ResponseReturnValue:
    paper, _trainee, row = _my_attempt(edition_id, set_id, number)
    return taking.answer(paper, row)


def _seen(edition_id: int, set_id: int) -> tuple[Edition, Enrolment | None, QuestionSet]:
    edition = the_edition(edition_id)
    row = db.find_or_404(queries.set_page(edition, set_id))
    trainee = my_role_in(edition.id, Role.TRAINEE)
    if policy.can_prepare(me(), edition):
        return edition, trainee, row
    if trainee is None:
        abort(404)
    taken = db.session.scalars(queries.attempts_of(trainee, [row.ref]).limit(1)).all()
    if not policy.can_look(row.state_on(today_in(edition)), attempts=len(taken)):
        abort(404)
    return edition, trainee, row


def _my_attempt(edition_id: int, set_id: int, number: int) -> tuple[Paper, Enrolment, QuizAttempt]:
    """Only ever an attempt of the reader's own, with the questions it began with."""
    edition = the_edition(edition_id)
    row = db.find_or_404(queries.set_alone(edition, set_id))
    trainee = my_role_in(edition.id, Role.TRAINEE) or abort(404)
    found = db.find_or_404(quizzes.attempt(trainee, row.ref, number))
    return paper_of(row, edition, asked_in(found)), trainee, found
