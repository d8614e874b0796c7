"""Where trainers make a quiz of their edition and put its questions in order."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.content.exchange import Entry, lacks_a_why, question_of
from lms.db import db
from lms.editions.class_days import today_in
from lms.editions.models import Edition
from lms.question_sets import actions, policy, queries
from lms.question_sets.forms import PublicationForm, SetForm
from lms.question_sets.models import QuestionSet
from lms.question_sets.papers import paper_of, questions_in, sheet_of
from lms.question_sets.views import bp
from lms.question_sets.views.finding import (
    first_of,
    the_edition_to_prepare,
    the_set,
    whole_number,
)
from lms.quizzes.views.exports import as_file

SET = "/editions/<int:edition_id>/question-sets/<int:set_id>"
PAGE = 10


@bp.get("/editions/<int:edition_id>/question-sets/new")
@open_to(Audience.MEMBERS)
def new(edition_id: int) -> ResponseReturnValue:
    edition = the_edition_to_prepare(edition_id)
    return render_template("question_sets/new.html", edition=edition, form=SetForm())


@bp.post("/editions/<int:edition_id>/question-sets")
@open_to(Audience.MEMBERS)
def create(edition_id: int) -> ResponseReturnValue:
    edition = the_edition_to_prepare(edition_id)
    form = SetForm()
    if not form.accepted() or not _free(form, edition):
        return render_template("question_sets/new.html", edition=edition, form=form), 422
    row = actions.make(
        edition,
        title=form.title.data or "",
        pass_percent=form.pass_percent.data or 0,
        at=clock.now(),
    )
    return redirect(url_for(".new_file", edition_id=edition.id, set_id=row.id), 303)


def _free(form: SetForm, edition: Edition, own: int = 0) -> bool:
    """Whether no other quiz of the edition has this name; an empty draft is the first click's."""
    twin = db.session.scalars(queries.set_of_name(edition, form.title.data or "")).one_or_none()
    if twin is None or twin.id == own or (not own and twin.version == 1):
        return True
    form.title.errors = [_("Another quiz of this edition has this name.")]
    return False


@bp.get(SET)
@open_to(Audience.MEMBERS)
def show(edition_id: int, set_id: int) -> ResponseReturnValue:
    edition, row = the_set(edition_id, set_id)
    return set_page(edition, row)


def set_page(
    edition: Edition,
    row: QuestionSet,
    *,
    publication: PublicationForm | None = None,
    typed: dict[str, str] | None = None,
    meanwhile: bool = False,
) -> str:
    """`typed` are the places that were wished; `meanwhile` says that somebody else was faster."""
    today = today_in(edition)
    attempts = db.session.scalar(queries.attempts_at(row)) or 0
    paper = paper_of(row, edition, questions_in(row))
    return render_template(
        "question_sets/show.html",
        edition=edition,
        own=row,
        paper=paper,
        without_why={asked.id for asked in paper.quiz.questions if lacks_a_why(asked)},
        state=row.state_on(today),
        attempts=attempts,
        can_add=policy.can_add(row),
        can_discard=policy.can_discard(attempts=attempts),
        publication=publication or PublicationForm(opens_on=row.opens_on or today),
        typed=typed or {},
        meanwhile=meanwhile,
    )


@bp.get(f"{SET}/questions")
@open_to(Audience.MEMBERS)
def questions(edition_id: int, set_id: int) -> ResponseReturnValue:
    """All of them as trainees see them, with what is right and why."""
    edition, row = the_set(edition_id, set_id)
    first, paper = first_of(len(row.questions)), paper_of(row, edition, questions_in(row))
    return render_template(
        "question_sets/questions.html",
        edition=edition,
        own=row,
        paper=paper,
        asked=sheet_of(paper),
        first=first,
        page=PAGE,
    )


@bp.get(f"{SET}/edit")
@open_to(Audience.MEMBERS)
def edit(edition_id: int, set_id: int) -> ResponseReturnValue:
    edition, row = the_set(edition_id, set_id)
    form = SetForm(title=row.title, pass_percent=row.pass_percent, seen=row.version)
    return render_template("question_sets/edit.html", edition=edition, own=row, form=form)


@bp.post(SET)
@open_to(Audience.MEMBERS)
def change(edition_id: int, set_id: int) -> ResponseReturnValue:
    edition, row = the_set(edition_id, set_id)
    form = SetForm()
    if not form.accepted() or not _free(form, edition, own=row.id):
        return render_template("question_sets/edit.html", edition=edition, own=row, form=form), 422
    try:
        actions.change(
            row,
            title=form.title.data or "",
            pass_percent=form.pass_percent.data or 0,
            seen=whole_number(form.seen.data or "") or 0,
            at=clock.now(),
        )
    except actions.StaleSetError:
        return set_page(edition, row, meanwhile=True), 409
    return redirect(url_for(".show", edition_id=edition.id, set_id=row.id), 303)


@bp.post(f"{SET}/order")
@open_to(Audience.MEMBERS)
def arrange(edition_id: int, set_id: int) -> ResponseReturnValue:
    """New places, and which questions are taken out, in one sending."""
    edition, row = the_set(edition_id, set_id)
    sent = request.form
    typed = {found.key: sent.get(f"place-{found.key}", "") for found in row.questions}
    places = {key: whole_number(text.strip()) for key, text in typed.items()}
    wished = {key: place for key, place in places.items() if place}
    seen, out = whole_number(sent.get("seen", "")) or 0, set(sent.getlist("out"))
    try:
        actions.arrange(row, wished, out=out, seen=seen, at=clock.now())
    except actions.StaleSetError:
        return set_page(edition, row, typed=typed, meanwhile=True), 409
    flash(_("The list is saved."))
    return redirect(url_for(".show", edition_id=edition.id, set_id=row.id), 303)


@bp.post(f"{SET}/removal")
@open_to(Audience.MEMBERS)
def discard(edition_id: int, set_id: int) -> ResponseReturnValue:
    edition, row = the_set(edition_id, set_id)
    attempts = db.session.scalar(queries.attempts_at(row)) or 0
    allow(policy.can_discard(attempts=attempts))
    actions.discard(row)
    flash(_("The quiz “%(title)s” is gone.", title=row.title))
    return redirect(url_for("quizzes.quizzes", edition_id=edition.id), 303)


@bp.get(f"{SET}.<form>")
@open_to(Audience.MEMBERS)
def export(edition_id: int, set_id: int, form: str) -> Response:
    _edition, row = the_set(edition_id, set_id)
    entries = [
        Entry(question_of(place.kept.fields), place.name, place.category) for place in row.questions
    ]
    return as_file(entries, form, name=row.ref.replace("/", "-"))
