"""What other projects did with a note: each says it for itself, and nothing said is changed."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.experience import actions, queries
from lms.experience.forms import ReuseForm
from lms.experience.models import ExperienceNote
from lms.experience.views import bp
from lms.experience.views.finding import the_note_others_read
from lms.forms import drafts_done
from lms.logbook.finding import uuid_or_400


@bp.get("/notes/<int:note_id>/uses/new")
@open_to(Audience.MEMBERS)
def new_use(note_id: int) -> ResponseReturnValue:
    note = the_note_others_read(note_id)
    return _form_page(note, _form(note))


@bp.post("/notes/<int:note_id>/uses")
@open_to(Audience.MEMBERS)
def say_use(note_id: int) -> ResponseReturnValue:
    note = the_note_others_read(note_id)
    form = _form(note)
    if not form.accepted():
        return _form_page(note, form), 422
    try:
        actions.say(uuid_or_400(form.key.data), note, form.word(), by=me(), at=clock.now())
    except actions.KeyTakenError:
        abort(409)
    drafts_done(_draft_of(note))
    flash(_("Thank you: others read now how it went."))
    return redirect(url_for(".note", note_id=note.id, _anchor="uses"), 303)


def _form(note: ExperienceNote) -> ReuseForm:
    own = note.current.project_id if note.current else None
    rows = db.session.scalars(queries.other_projects(own))
    return ReuseForm(projects=rows, today=clock.now().date())


def _form_page(note: ExperienceNote, form: ReuseForm) -> str:
    return render_template("experience/use.html", note=note, form=form, draft_key=_draft_of(note))


def _draft_of(note: ExperienceNote) -> str:
    return f"{me().id}:use-{note.id}"
