"""The draft of an agenda: what those who run the programme change before they release it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.agendas import actions, queries, snapshots
from lms.agendas.days import days_of
from lms.agendas.forms import SlotForm
from lms.agendas.views import bp
from lms.class_sessions.times import city
from lms.db import db
from lms.programmes.finding import Here, the_programme_i_run
from lms.programmes.models import Slot


@bp.get("/programmes/<int:programme_id>/slots")
@open_to(Audience.MEMBERS)
def draft(programme_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    items = actions.draft(here.programme)
    return render_template(
        "agendas/draft.html",
        here=here,
        programme=here.programme,
        days=days_of(items, here.programme.zone),
        clashes=snapshots.clashes(items),
        changes=snapshots.changes(actions.released(here.programme), items),
        city=city(here.programme.time_zone),
    )


@bp.get("/programmes/<int:programme_id>/slots/new")
@open_to(Audience.MEMBERS)
def new_slot(programme_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    return _form_page(here, _form(here, date=here.programme.starts_on))


@bp.post("/programmes/<int:programme_id>/slots")
@open_to(Audience.MEMBERS)
def add_slot(programme_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    form = _form(here)
    if not form.accepted():
        return _form_page(here, form), 422
    actions.add(here.programme, form.entry())
    return _back(here)


@bp.get("/programmes/<int:programme_id>/slots/<int:slot_id>/edit")
@open_to(Audience.MEMBERS)
def edit_slot(programme_id: int, slot_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    slot = db.find_or_404(queries.slot(here.programme, slot_id))
    return _form_page(here, _form(here, **SlotForm.said(slot, here.programme)), slot)


@bp.post("/programmes/<int:programme_id>/slots/<int:slot_id>")
@open_to(Audience.MEMBERS)
def change_slot(programme_id: int, slot_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    slot, form = db.find_or_404(queries.slot(here.programme, slot_id)), _form(here)
    if not form.accepted():
        return _form_page(here, form, slot), 422
    actions.change(slot, form.entry())
    return _back(here)


@bp.post("/programmes/<int:programme_id>/slots/<int:slot_id>/cancellation")
@open_to(Audience.MEMBERS)
def cancel_slot(programme_id: int, slot_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    actions.cancel(db.find_or_404(queries.slot(here.programme, slot_id)), at=clock.now())
    flash(_("It is struck out. Participants see that with the next release."))
    return _back(here)


@bp.post("/programmes/<int:programme_id>/slots/<int:slot_id>/restoring")
@open_to(Audience.MEMBERS)
def restore_slot(programme_id: int, slot_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    actions.restore(db.find_or_404(queries.slot(here.programme, slot_id)))
    return _back(here)


def _back(here: Here) -> ResponseReturnValue:
    return redirect(url_for(".draft", programme_id=here.programme.id), 303)


def _form(here: Here, **filled_in: object) -> SlotForm:
    people = db.session.scalars(queries.everybody(here.programme)).all()
    return SlotForm(programme=here.programme, people=people, **filled_in)


def _form_page(here: Here, form: SlotForm, slot: Slot | None = None) -> str:
    return render_template(
        "agendas/slot.html",
        here=here,
        programme=here.programme,
        form=form,
        slot=slot,
        city=city(here.programme.time_zone),
    )
