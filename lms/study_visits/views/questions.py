"""Questions to a host: ask one, choose those that are put, write down what was answered."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.i18n import language
from lms.study_visits import asking, policy, queries
from lms.study_visits.finding import At, the_visit_inside
from lms.study_visits.forms import AnswerForm, QuestionForm
from lms.study_visits.models import VisitQuestion
from lms.study_visits.views import bp
from lms.study_visits.views.visits import visit_page

QUESTION = "/programmes/<int:programme_id>/visits/<int:visit_id>/questions/<int:question_id>"


@bp.post("/programmes/<int:programme_id>/visits/<int:visit_id>/questions")
@open_to(Audience.MEMBERS)
def ask(programme_id: int, visit_id: int) -> ResponseReturnValue:
    at, form, now = the_visit_inside(programme_id, visit_id), QuestionForm(), clock.now()
    allow(policy.can_ask(at.here, at.seen.item, now))
    if not form.accepted():
        return visit_page(at, form), 422
    text, key = form.text.data or "", _number(form.key.data)
    asking.ask(key, at.visit, text, form.language.data, by=me(), at=now)
    drafts_done(f"{me().id}:question-{visit_id}")
    flash(_("Your question is there. Now you see those of the others, too."))
    return _back(at)


@bp.post(f"{QUESTION}/choice")
@open_to(Audience.MEMBERS)
def choose(programme_id: int, visit_id: int, question_id: int) -> ResponseReturnValue:
    at, row = _question(programme_id, visit_id, question_id)
    allow(at.seen.leads)
    asking.choose(row, at=clock.now())
    return _back(at)


@bp.post(f"{QUESTION}/choice/removal")
@open_to(Audience.MEMBERS)
def put_back(programme_id: int, visit_id: int, question_id: int) -> ResponseReturnValue:
    at, row = _question(programme_id, visit_id, question_id)
    allow(at.seen.leads)
    asking.put_back(row)
    return _back(at)


@bp.get(f"{QUESTION}/answer")
@open_to(Audience.MEMBERS)
def edit_answer(programme_id: int, visit_id: int, question_id: int) -> ResponseReturnValue:
    at, row = _question(programme_id, visit_id, question_id)
    form = AnswerForm(answer=row.answer, language=row.answer_language or language())
    return _answer_page(at, row, form)


@bp.post(f"{QUESTION}/answer")
@open_to(Audience.MEMBERS)
def answer(programme_id: int, visit_id: int, question_id: int) -> ResponseReturnValue:
    (at, row), form = _question(programme_id, visit_id, question_id), AnswerForm()
    if not form.accepted():
        return _answer_page(at, row, form), 422
    asking.answer(row, form.answer.data or "", form.language.data, at=clock.now())
    return _back(at)


def _question(programme_id: int, visit_id: int, question_id: int) -> tuple[At, VisitQuestion]:
    """For who leads the visit, and for who asked it."""
    at = the_visit_inside(programme_id, visit_id)
    row = db.find_or_404(queries.question(at.visit, question_id))
    allow(at.seen.leads or row.author_id == me().id)
    return at, row


def _answer_page(at: At, row: VisitQuestion, form: AnswerForm) -> str:
    return render_template(
        "study_visits/answer.html",
        here=at.here,
        programme=at.here.programme,
        visit=at.visit,
        question=row,
        form=form,
    )


def _back(at: At) -> ResponseReturnValue:
    programme_id, visit_id = at.here.programme.id, at.visit.id
    path = url_for(".visit", programme_id=programme_id, visit_id=visit_id, _anchor="questions")
    return redirect(path, 303)


def _number(written: str | None) -> UUID:
    try:
        return UUID(written or "")
    except ValueError:
        abort(400)
