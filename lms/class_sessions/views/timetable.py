from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.class_sessions import actions, policy, queries
from lms.class_sessions.forms import TimetableForm
from lms.class_sessions.lines import Line, lines_of
from lms.class_sessions.models import Attendance
from lms.class_sessions.rates import record_of
from lms.class_sessions.times import offset, readers_zone
from lms.class_sessions.views import bp
from lms.class_sessions.views.finding import the_day_asked, the_edition_i_plan
from lms.db import db
from lms.editions.class_days import ClassDay, planned_days
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Role
from lms.editions.roles import my_role_in


@dataclass(frozen=True)
class Week:
    """A week of the timetable on the reader's clock, and the weeks around it that have sessions."""

    first: date
    days: list[tuple[date, list[Line]]]
    before: date | None
    after: date | None

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)


@bp.get("/editions/<int:edition_id>/timetable")
@open_to(Audience.MEMBERS)
def timetable(edition_id: int) -> ResponseReturnValue:
    """A week at a time, with the next session on top; a trainee's own marks beside it."""
    edition, now, reader = the_edition(edition_id), clock.now(), readers_zone()
    sessions = db.session.scalars(queries.sessions_of(edition)).all()
    lines, marks = lines_of(sessions, reader), _own_marks(edition)
    coming = next((line for line in lines if _is_to_come(line, now)), None)
    can_plan = policy.can_plan(me(), edition)
    held = {session.day for session in sessions}
    return render_template(
        "class_sessions/timetable.html",
        edition=edition,
        coming=coming,
        week=_week(lines, coming, the_day_asked("week", now)),
        marked=[line for line in lines if marks and line.session.id in marks],
        marks=marks,
        record=record_of(sessions, marks.values()) if marks is not None else None,
        can_plan=can_plan,
        can_hold=policy.can_hold(me(), edition),
        days_left=can_plan and _days_beside(edition, held),
        now=now,
        here=(str(reader), offset(now, reader)),
    )


def _own_marks(edition: Edition) -> dict[int, Attendance] | None:
    """By session; none for who is no trainee here."""
    trainee = my_role_in(edition.id, Role.TRAINEE)
    if trainee is None:
        return None
    return {row.session_id: row for row in db.session.scalars(queries.own_marks(trainee))}


def _is_to_come(line: Line, now: datetime) -> bool:
    return line.session.ends_at > now and line.session.cancelled_at is None


def _week(lines: list[Line], coming: Line | None, asked: date | None) -> Week | None:
    """The week of the day that was asked for, else of the next session, else the last one."""
    if not lines:
        return None
    first = _monday(asked or (coming or lines[-1]).times.on)
    weeks = {_monday(line.times.on) for line in lines}
    shown = [line for line in lines if _monday(line.times.on) == first]
    return Week(
        first,
        [(day, list(rows)) for day, rows in groupby(shown, key=lambda line: line.times.on)],
        max((week for week in weeks if week < first), default=None),
        min((week for week in weeks if week > first), default=None),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@bp.get("/editions/<int:edition_id>/timetable/new")
@open_to(Audience.MEMBERS)
def new_timetable(edition_id: int) -> ResponseReturnValue:
    edition = the_edition_i_plan(edition_id)
    return _form_page(edition, _form(edition))


@bp.post("/editions/<int:edition_id>/timetable")
@open_to(Audience.MEMBERS)
def create_timetable(edition_id: int) -> ResponseReturnValue:
    """All class days that are not in it yet, in one act."""
    edition = the_edition_i_plan(edition_id)
    form = _form(edition)
    if not form.accepted():
        return _form_page(edition, form), 422
    made = actions.plan(edition, form.days, form.pattern(), at=clock.now())
    flash(
        ngettext(
            "%(num)s session is in the timetable.",
            "%(num)s sessions are in the timetable.",
            made,
        )
    )
    return redirect(url_for(".timetable", edition_id=edition.id), 303)


def _form(edition: Edition) -> TimetableForm:
    held = set(db.session.scalars(queries.days_planned(edition)))
    return TimetableForm(days=_days_beside(edition, held), zone=ZoneInfo(edition.time_zone))


def _days_beside(edition: Edition, held: set[str | None]) -> Sequence[ClassDay]:
    """What the course still has for the timetable."""
    days = planned_days(edition)
    return [day for day in days if day.day.ref not in held]


def _form_page(edition: Edition, form: TimetableForm) -> str:
    return render_template(
        "class_sessions/new_timetable.html",
        edition=edition,
        form=form,
        lengths={day.number: actions.minutes_of(day) for day in form.days},
    )
