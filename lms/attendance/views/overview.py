"""All registers of a programme: which are filled in, and what they add up to for each person."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.agendas.days import days_of
from lms.agendas.snapshots import Item
from lms.attendance import marking, queries
from lms.attendance.expected import can_be_marked, day_of, expected, standing_slots
from lms.attendance.hours import hours_of
from lms.attendance.views import bp
from lms.class_sessions.times import city
from lms.db import db
from lms.programmes.finding import Here, the_programme_i_run
from lms.programmes.models import Programme

BLANK_LINES = 3
"""On paper, for who is in the room and not on the list."""


@bp.get("/programmes/<int:programme_id>/attendance")
@open_to(Audience.MEMBERS)
def overview(programme_id: int) -> ResponseReturnValue:
    here, now = the_programme_i_run(programme_id), clock.now()
    programme = here.programme
    items = standing_slots(programme)
    places = db.session.scalars(queries.participants(programme)).all()
    said, times = _marks(programme)
    percent = programme.certificate_percent
    begun = {item.id for item in items if can_be_marked(item, now)}
    return render_template(
        "attendance/overview.html",
        here=here,
        programme=programme,
        days=days_of(items, programme.zone),
        places=places,
        hours={row.id: hours_of(items, said[row.id], percent) for row in places},
        times=times,
        begun=begun,
        unfilled={number for number in begun if times[number].total() < len(places)},
        city=city(programme.time_zone),
    )


def _marks(
    programme: Programme,
) -> tuple[defaultdict[int, dict[int, str]], defaultdict[int, Counter[str]]]:
    """What is said of each place by slot, and how often each status is said in each slot."""
    said: defaultdict[int, dict[int, str]] = defaultdict(dict)
    times: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for slot, place, status in db.session.execute(queries.marks_in(programme)):
        said[place][slot] = status
        times[slot][status] += 1
    return said, times


@bp.post("/programmes/<int:programme_id>/attendance/<day>/everyone")
@open_to(Audience.MEMBERS)
def mark_day(programme_id: int, day: str) -> ResponseReturnValue:
    """Everyone without a mark was there, in all that has begun on that day; marks stay."""
    here, now = the_programme_i_run(programme_id), clock.now()
    items, some = _of_day(here, day)
    begun = [item for item in some if can_be_marked(item, now)]
    places = db.session.scalars(queries.participants(here.programme)).all()
    wanted = expected(begun, items, places)
    count = marking.mark_the_rest_present(here.programme, wanted, by=me(), at=now)
    flash(
        ngettext(
            "%(num)s person is marked as present. Open a register to change who was not.",
            "%(num)s people are marked as present. Open a register to change who was not.",
            count,
        )
        if count
        else _("Nobody was left to mark.")
    )
    return redirect(url_for(".overview", programme_id=here.programme.id), 303)


@bp.get("/programmes/<int:programme_id>/attendance/<day>/sheet")
@open_to(Audience.MEMBERS)
def sheet(programme_id: int, day: str) -> ResponseReturnValue:
    """To be printed and signed: one line for each person, one box for each slot of the day."""
    here = the_programme_i_run(programme_id)
    _items, some = _of_day(here, day)
    return render_template(
        "attendance/sheet.html",
        programme=here.programme,
        days=days_of(some, here.programme.zone),
        places=db.session.scalars(queries.participants(here.programme)).all(),
        blank_lines=BLANK_LINES,
        city=city(here.programme.time_zone),
    )


def _of_day(here: Here, written: str) -> tuple[Sequence[Item], list[Item]]:
    """The whole agenda, and what of it begins on the day of the address."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        abort(404)
    items = standing_slots(here.programme)
    return items, [item for item in items if day_of(item) == day] or abort(404)
