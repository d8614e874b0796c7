"""What was written in the file of a day, sent in as its text or as the file it gave out."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.programmes.finding import Here, the_programme
from lms.study_visits import answers, policy, queries
from lms.study_visits.answers import Line, Taken, UnreadableError
from lms.study_visits.forms import AnswersForm
from lms.study_visits.views import bp


@bp.get("/programmes/<int:programme_id>/answers/new")
@open_to(Audience.MEMBERS)
def new_answers(programme_id: int) -> ResponseReturnValue:
    here = the_programme(programme_id)
    allow(policy.is_inside(here))
    return _page(here, AnswersForm())


@bp.post("/programmes/<int:programme_id>/answers")
@open_to(Audience.MEMBERS)
def send_answers(programme_id: int) -> ResponseReturnValue:
    here, form = the_programme(programme_id), AnswersForm()
    allow(policy.is_inside(here))
    if not form.accepted():
        return _page(here, form), 422
    try:
        taken = _taken(here, form.raw)
    except UnreadableError:
        form.text.errors = [_("This is not the text of a day of this programme. Copy all of it.")]
        return _page(here, form), 422
    if taken.refused:
        return _page(here, form, taken.refused, taken), 422 if not taken.new else 200
    flash(_in_words(taken))
    return redirect(url_for(".visits", programme_id=programme_id), 303)


def _taken(here: Here, raw: str) -> Taken:
    sheet = answers.read_sheet(raw, here.programme)
    rows = db.session.scalars(queries.visits_and_questions(here.programme)).unique().all()
    questions = {row.id: {asked.id for asked in row.questions} for row in rows}
    return answers.take(here.programme, sheet, questions, me(), clock.now())


def _in_words(taken: Taken) -> str:
    kept = ngettext("%(num)s observation is kept.", "%(num)s observations are kept.", taken.new)
    if not taken.known:
        return kept
    known = ngettext("%(num)s was here already.", "%(num)s were here already.", taken.known)
    return f"{kept} {known}"


def _page(
    here: Here, form: AnswersForm, refused: list[Line] | None = None, taken: Taken | None = None
) -> str:
    return render_template(
        "study_visits/answers.html",
        here=here,
        programme=here.programme,
        form=form,
        refused=refused or [],
        said=_in_words(taken) if taken and taken.new + taken.known else "",
    )
