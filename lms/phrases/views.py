from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.content import library
from lms.db import db
from lms.forms import drafts_done
from lms.i18n import language
from lms.phrases import actions, queries
from lms.phrases.forms import PhraseForm
from lms.phrases.models import Phrase

bp = Blueprint("phrases", __name__)


@bp.get("/phrases")
@open_to(Audience.MEMBERS)
def phrases() -> ResponseReturnValue:
    """The reader's own, and those that all share."""
    return _list(_form())


@bp.post("/phrases")
@open_to(Audience.MEMBERS)
def keep_phrase() -> ResponseReturnValue:
    form = _form()
    if not form.accepted():
        return _list(form), 422
    try:
        said = form.text.data or ""
        actions.keep(said, step=form.step.data, owner=me(), at=clock.now())
    except actions.EnoughError:
        form.text.errors = (told_enough(),)
        return _list(form), 422
    drafts_done(f"{me().id}:phrase-new")
    flash(_("Kept. You find it beside every entry."))
    return redirect(url_for(".phrases"), 303)


@bp.get("/phrases/<int:phrase_id>")
@open_to(Audience.MEMBERS)
def phrase(phrase_id: int) -> ResponseReturnValue:
    row = _my_phrase(phrase_id)
    form = _form(formdata=None, obj=row)
    return _page(row, form)


@bp.post("/phrases/<int:phrase_id>")
@open_to(Audience.MEMBERS)
def change_phrase(phrase_id: int) -> ResponseReturnValue:
    row, form = _my_phrase(phrase_id), _form()
    if not form.accepted():
        return _page(row, form), 422
    try:
        actions.change(row, form.text.data or "", step=form.step.data, owner=me())
    except actions.AlreadyKeptError:
        form.text.errors = (_("Another phrase of yours says the same."),)
        return _page(row, form), 422
    drafts_done(f"{me().id}:phrase-{row.id}")
    flash(_("The phrase is changed."))
    return redirect(url_for(".phrases"), 303)


@bp.post("/phrases/<int:phrase_id>/removal")
@open_to(Audience.MEMBERS)
def remove_phrase(phrase_id: int) -> ResponseReturnValue:
    actions.remove(_my_phrase(phrase_id))
    flash(_("The phrase is gone. Comments that hold it stay as they are."))
    return redirect(url_for(".phrases"), 303)


def told_enough() -> str:
    return _("You have %(most)s phrases. Remove one that you no longer need.", most=queries.MOST)


def _my_phrase(phrase_id: int) -> Phrase:
    return db.find_or_404(queries.phrase_of(me(), phrase_id))


def _form(**how: object) -> PhraseForm:
    return PhraseForm(framework=library().framework, language=language(), **how)


def _list(form: PhraseForm) -> str:
    return render_template(
        "phrases/phrases.html",
        form=form,
        own=db.session.scalars(queries.phrases_of(me())).all(),
        shared=library().phrases.phrases,
        steps={row.id: row.title for row in library().framework.steps},
    )


def _page(row: Phrase, form: PhraseForm) -> str:
    return render_template("phrases/phrase.html", phrase=row, form=form)
