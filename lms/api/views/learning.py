from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.api.problems import RefusedError
from lms.api.receipts import Told
from lms.api.shapes import Attempt, Reading, read
from lms.api.views import bp
from lms.api.views.taking import received, written_at
from lms.catalog.find import course_or_404, lesson_or_404
from lms.editions.finding import my_traineeship_or_403
from lms.learning import actions
from lms.offline.practices import finish, sheet_name
from lms.quizzes.answers import Sheet
from lms.quizzes.papers import paper_or_404


@bp.put("/readings/<uuid:key>")
@open_to(Audience.MEMBERS)
def put_reading(key: UUID) -> ResponseReturnValue:
    sent = read(Reading)
    return received(key, "reading", sent, lambda: _noted(sent))


def _noted(sent: Reading) -> Told:
    course = course_or_404(sent.course)
    lesson = lesson_or_404(course, sent.lesson)
    actions.complete(my_traineeship_or_403(course), lesson.ref, at=written_at(sent))
    return {"href": url_for("learning.lesson", course_id=course.id, lesson_id=lesson.id)}


@bp.put("/attempts/<uuid:key>")
@open_to(Audience.MEMBERS)
def put_attempt(key: UUID) -> ResponseReturnValue:
    sent = read(Attempt)
    return received(key, "attempt", sent, lambda: _marked(sent))


def _marked(sent: Attempt) -> Told:
    course = course_or_404(sent.course)
    paper = paper_or_404(course, **sent.piece)
    trainee = my_traineeship_or_403(course)
    sheet = Sheet(sheet_name(trainee, paper), paper.quiz, sent.form)
    if not sheet.accepted():
        told = _("Some answers are missing, or the quiz was changed meanwhile. Answer it again.")
        raise RefusedError(422, "answers", told, fields=sheet.errors)
    attempt = finish(trainee, paper, sheet, at=clock.now())
    return {
        "score": attempt.score,
        "most": attempt.most,
        "passed": attempt.passed,
        "href": paper.address("attempt", number=attempt.number),
    }
