"""The register of one slot."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.agendas.days import days_of
from lms.attendance import marking, queries, rolls
from lms.attendance.expected import EARLY, can_be_marked, expected
from lms.attendance.finding import Slots, the_slot_i_mark
from lms.attendance.models import SlotMark
from lms.attendance.rolls import Roll
from lms.attendance.views import bp
from lms.class_sessions.rolls import seen_in
from lms.db import db
from lms.forms import drafts_done, typed_before


@bp.get("/programmes/<int:programme_id>/slots/<int:slot_id>/attendance")
@open_to(Audience.MEMBERS)
def register(programme_id: int, slot_id: int) -> ResponseReturnValue:
    slots = the_slot_i_mark(programme_id, slot_id)
    roll, typed = _roll(slots), typed_before()
    return _page(slots, rolls.filled_in(roll, typed) if typed else roll)


@bp.post("/programmes/<int:programme_id>/slots/<int:slot_id>/attendance")
@open_to(Audience.MEMBERS)
def save(programme_id: int, slot_id: int) -> ResponseReturnValue:
    slots, now = the_slot_i_mark(programme_id, slot_id), clock.now()
    allow(can_be_marked(slots.one, now))
    roll = rolls.filled_in(_roll(slots), request.form)
    programme = slots.here.programme
    try:
        kept = marking.mark(programme, slot_id, roll.choices(), by=me(), at=now)
    except marking.MarkedMeanwhileError as meanwhile:
        return _page(slots, rolls.with_disputes(roll, meanwhile.marks)), 409
    flash(_saved(kept))
    drafts_done(f"{me().id}:slot-{slot_id}-{seen_in(request.form.get('shown', ''))}")
    return redirect(url_for(".overview", programme_id=programme.id), 303)


def _saved(kept: Sequence[SlotMark]) -> str:
    if not kept:
        return _("The attendance is saved.")
    return ngettext(
        "Saved. %(num)s person was marked meanwhile by somebody else; that mark stands.",
        "Saved. %(num)s people were marked meanwhile by somebody else; those marks stand.",
        len(kept),
    )


def _roll(slots: Slots) -> Roll:
    places = db.session.scalars(queries.participants(slots.here.programme)).all()
    marks = db.session.scalars(queries.marks_of(slots.one.id)).all()
    likely = expected([slots.one], slots.items, places)[slots.one.id]
    return rolls.roll_of(places, marks, likely)


def _page(slots: Slots, roll: Roll) -> str:
    ((_day, (row,)),) = days_of([slots.one], slots.here.programme.zone)
    marks = [line.mark for line in roll.lines if line.mark]
    return render_template(
        "attendance/register.html",
        here=slots.here,
        programme=slots.here.programme,
        row=row,
        roll=roll,
        last=max(marks, key=lambda mark: mark.marked_at) if marks else None,
        can_mark=can_be_marked(slots.one, clock.now()),
        opens_at=slots.one.starts_at - EARLY,
    )
