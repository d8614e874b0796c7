"""The agenda as it was released last: a page, a calendar file, and seats in it."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.agendas import actions, queries, snapshots
from lms.agendas.days import days_of
from lms.agendas.ical import calendar
from lms.agendas.views import bp
from lms.class_sessions.times import city, offset, readers_zone
from lms.db import db
from lms.ical import to_be_saved
from lms.programmes.finding import Here, the_programme
from lms.programmes.models import Programme, Slot


@bp.get("/programmes/<int:programme_id>/agenda")
@open_to(Audience.MEMBERS)
def agenda(programme_id: int) -> ResponseReturnValue:
    here, now, reader = the_programme(programme_id), clock.now(), readers_zone()
    programme = here.programme
    last = db.session.scalars(queries.last_release(programme)).one_or_none()
    items = snapshots.read(last.slots) if last else []
    limited = any(item.capacity for item in items)
    return render_template(
        "agendas/agenda.html",
        here=here,
        programme=programme,
        release=last,
        days=days_of(items, reader),
        wanted=dict(db.session.execute(queries.seats(programme)).all()) if limited else {},
        turns=_my_turns(programme) if limited else {},
        takes_part=here.takes_part,
        now=now,
        zone=(city(reader.key), offset(now, reader)),
        city=city(programme.time_zone),
    )


def _my_turns(programme: Programme) -> dict[int, int]:
    return dict(db.session.execute(queries.turns_of(me(), programme)).all())


@bp.get("/programmes/<int:programme_id>/agenda.ics")
@open_to(Audience.MEMBERS)
def agenda_file(programme_id: int) -> ResponseReturnValue:
    """For the reader's own calendar, once; the feed of their dates goes on by itself."""
    programme = the_programme(programme_id).programme
    last = db.session.scalars(queries.last_release(programme)).one_or_none()
    if last is None:
        abort(404)
    return to_be_saved(calendar(programme, last), f"agenda-{programme.id}.ics")


@bp.post("/programmes/<int:programme_id>/slots/<int:slot_id>/seat")
@open_to(Audience.MEMBERS)
def take_seat(programme_id: int, slot_id: int) -> ResponseReturnValue:
    here = the_programme(programme_id)
    slot = _limited(here, slot_id)
    actions.take_seat(slot, by=me(), at=clock.now())
    if _my_turns(here.programme)[slot.id] < (slot.capacity or 0):
        flash(_("You have a seat."))
    else:
        flash(_("All seats are taken: you move up when one gets free."))
    return _back(here)


@bp.post("/programmes/<int:programme_id>/slots/<int:slot_id>/leaving")
@open_to(Audience.MEMBERS)
def leave_seat(programme_id: int, slot_id: int) -> ResponseReturnValue:
    here = the_programme(programme_id)
    actions.leave_seat(_limited(here, slot_id), by=me())
    flash(_("Your seat is free for somebody else."))
    return _back(here)


def _limited(here: Here, slot_id: int) -> Slot:
    """A slot that was released with few seats, for somebody who takes part."""
    allow(here.takes_part)
    if not any(item.id == slot_id and item.capacity for item in actions.released(here.programme)):
        abort(404)
    return db.find_or_404(queries.slot(here.programme, slot_id))


def _back(here: Here) -> ResponseReturnValue:
    return redirect(url_for(".agenda", programme_id=here.programme.id), 303)
