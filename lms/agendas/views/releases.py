"""Releases of an agenda, and what each of them changed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.agendas import actions, queries, snapshots
from lms.agendas.actions import NothingToReleaseError
from lms.agendas.forms import ReleaseForm
from lms.agendas.views import bp
from lms.class_sessions.times import readers_zone, times_of
from lms.db import db
from lms.programmes.finding import Here, the_programme, the_programme_i_run


@bp.get("/programmes/<int:programme_id>/agenda/releases/<int:number>")
@open_to(Audience.MEMBERS)
def release(programme_id: int, number: int) -> ResponseReturnValue:
    """What is different from the one before it."""
    here = the_programme(programme_id)
    row = db.find_or_404(queries.release(here.programme, number))
    before = db.session.scalars(queries.release(here.programme, number - 1)).one_or_none()
    items = snapshots.read(before.slots) if before else []
    reader = readers_zone()
    return render_template(
        "agendas/release.html",
        here=here,
        programme=here.programme,
        release=row,
        changes=snapshots.changes(items, snapshots.read(row.slots)),
        times_of=lambda item: times_of(item, reader),
    )


@bp.get("/programmes/<int:programme_id>/releases/new")
@open_to(Audience.MEMBERS)
def new_release(programme_id: int) -> ResponseReturnValue:
    return _form_page(the_programme_i_run(programme_id), ReleaseForm())


@bp.post("/programmes/<int:programme_id>/releases")
@open_to(Audience.MEMBERS)
def make_release(programme_id: int) -> ResponseReturnValue:
    here, form = the_programme_i_run(programme_id), ReleaseForm()
    if not form.accepted():
        return _form_page(here, form), 422
    note = form.note.data or ""
    try:
        row = actions.release(here.programme, note=note, by=me(), at=clock.now())
    except NothingToReleaseError:
        flash(_("The agenda is as it was released already."))
        return redirect(url_for(".draft", programme_id=here.programme.id), 303)
    flash(_("Released. Those whom it touches are told."))
    path = url_for(".release", programme_id=here.programme.id, number=row.number)
    return redirect(path, 303)


def _form_page(here: Here, form: ReleaseForm) -> str:
    now = actions.draft(here.programme)
    return render_template(
        "agendas/new_release.html",
        here=here,
        programme=here.programme,
        form=form,
        changes=snapshots.changes(actions.released(here.programme), now),
        times_of=lambda item: times_of(item, here.programme.zone),
    )
