"""Taking a quiz, whichever it is: its page, its questions, what came of them.

Who may see a paper, and as whom, is asked by the views that call these.
"""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.session import me
from lms.db import db
from lms.editions.models import Enrolment
from lms.forms import drafts_done, typed_before
from lms.quizzes import attempts, queries
from lms.quizzes.answers import Sheet
from lms.quizzes.lots import sheet_of
from lms.quizzes.models import QuizAttempt
from lms.quizzes.outcomes import outcomes
from lms.quizzes.papers import Paper

EXPLAINED = 20
"""Questions on one page of a result: each has its lines and a reason for every one of them."""


def quiz_page(paper: Paper, trainee: Enrolment | None, **shown: object) -> str:
    """What awaits the trainee, and every attempt so far."""
    rows = db.session.scalars(queries.attempts_of(trainee, paper.ref)).all() if trainee else []
    return render_template(
        "quizzes/quiz.html",
        paper=paper,
        trainee=trainee,
        attempts=rows,
        counting=_counting(paper, trainee) if trainee else None,
        minutes=paper.minutes,
        **shown,
    )


def start(paper: Paper, trainee: Enrolment) -> ResponseReturnValue:
    row = attempts.start(trainee, paper, pin=paper.pinned, at=clock.now())
    return redirect(paper.address("attempt", number=row.number), 303)


def attempt_page(paper: Paper, trainee: Enrolment, row: QuizAttempt) -> str:
    """The questions while the attempt is open, what came of it once it is finished."""
    if row.finished_at is None:
        return _questions(paper, row, Sheet(sheet_of(row), paper.quiz, typed_before()))
    explained, part = outcomes(row, paper.quiz), request.args.get("part", 1, int)
    parts = [explained[at : at + EXPLAINED] for at in range(0, len(explained), EXPLAINED)] or [[]]
    if not 1 <= part <= len(parts):
        abort(404)
    return render_template(
        "quizzes/result.html",
        paper=paper,
        attempt=row,
        counting=_counting(paper, trainee),
        parts=parts,
        part=part,
    )


def answer(paper: Paper, row: QuizAttempt) -> ResponseReturnValue:
    """Mark the whole sheet at once; a second send finds it marked and changes nothing."""
    if row.finished_at is None:
        sheet = Sheet(sheet_of(row), paper.quiz, request.form)
        if not sheet.accepted():
            return _questions(paper, row, sheet), 422
        attempts.finish(row, paper, sheet.answers, at=clock.now())
    drafts_done(_draft_key(row))
    return redirect(paper.address("attempt", number=row.number), 303)


def _counting(paper: Paper, trainee: Enrolment) -> QuizAttempt | None:
    query = queries.counting_attempt(trainee, paper.ref, paper.counts)
    return db.session.scalars(query).one_or_none()


def _questions(paper: Paper, attempt: QuizAttempt, sheet: Sheet) -> str:
    return render_template(
        "quizzes/questions.html",
        paper=paper,
        attempt=attempt,
        asked=sheet.questions(),
        missing=len(sheet.errors),
        draft_key=_draft_key(attempt),
    )


def _draft_key(attempt: QuizAttempt) -> str:
    return f"{me().id}:attempt-{attempt.id}"
