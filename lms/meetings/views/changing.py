"""A meeting, and what becomes of it."""

from typing import NamedTuple

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.class_sessions.agenda import Agenda
from lms.class_sessions.appointments import Entry
from lms.class_sessions.times import readers_zone, times_of
from lms.class_sessions.views.feeds import calendar_file
from lms.db import db
from lms.meetings import actions, groups, queries
from lms.meetings.calendar import appointment_of
from lms.meetings.forms import CancellationForm, MeetingForm
from lms.meetings.groups import Group
from lms.meetings.hours import Burden
from lms.meetings.models import Meeting, MeetingPerson
from lms.meetings.showing import Asked, lines_of
from lms.meetings.views import bp
from lms.meetings.views.fixing import form_page, meeting_form


class Here(NamedTuple):
    """`group` is None for somebody who is asked to come and is not in it any more."""

    meeting: Meeting
    people: list[MeetingPerson]
    group: Group | None

    @property
    def changes(self) -> bool:
        """Whoever fixed it, and those who lead the group."""
        leads = self.group is not None and self.group.inside and self.group.leads
        return leads or self.meeting.by_id == me().id or me().is_administrator


def the_meeting(number: int) -> Here:
    """For those who are asked to come, and those of the group."""
    row = db.find_or_404(queries.meeting(number))
    people = list(db.session.scalars(queries.people_in(row)))
    group = groups.find(row.group.ref)
    asked = row.by_id == me().id or any(one.user_id == me().id for one in people)
    if not (asked or (group and group.inside)):
        abort(404)
    return Here(row, people, group)


@bp.get("/meetings/<int:number>")
@open_to(Audience.MEMBERS)
def meeting(number: int) -> ResponseReturnValue:
    here, zone = the_meeting(number), readers_zone()
    row = here.meeting
    asked = [Asked(one.user.name, one.time_zone, Burden(one.burden)) for one in here.people]
    return render_template(
        "meetings/meeting.html",
        meeting=row,
        group=here.group if here.group and here.group.inside else None,
        times=times_of(row, zone),
        lines=lines_of(row.starts_at, row.ends_at, asked, zone),
        can_move=here.changes and row.can_move(clock.now()),
        can_cancel=here.changes and row.cancelled_at is None,
        over=row.ends_at <= clock.now(),
    )


@bp.get("/meetings/<int:number>.ics")
@open_to(Audience.MEMBERS)
def meeting_file(number: int) -> Response:
    here = the_meeting(number)
    row = appointment_of(here.meeting, len(here.people))
    agenda = Agenda([], [], [Entry(row, times_of(row, readers_zone()))])
    return calendar_file(row.title, agenda, clock.now(), name=f"{row.key}.ics")


@bp.get("/meetings/<int:number>/edit")
@open_to(Audience.MEMBERS)
def edit_meeting(number: int) -> ResponseReturnValue:
    here, group = _to_move(number)
    said = MeetingForm.said(here.meeting, [row.user_id for row in here.people])
    form = meeting_form(group, here.meeting, formdata=None, **said)
    form.moment = here.meeting.starts_at
    return form_page(group, form, here.meeting)


@bp.post("/meetings/<int:number>")
@open_to(Audience.MEMBERS)
def change_meeting(number: int) -> ResponseReturnValue:
    here, group = _to_move(number)
    form, row = meeting_form(group, here.meeting), here.meeting
    if not form.accepted():
        return form_page(group, form, row), 422
    try:
        actions.change(row, form.plan(), seen=form.seen, by=me(), at=clock.now())
    except actions.ChangedMeanwhileError:
        form.version.data = str(row.version)
        return form_page(group, form, row, changed=True), 409
    except actions.OverError:
        flash(_("It was cancelled, or has begun: it is not moved any more."))
    return redirect(url_for(".meeting", number=number), 303)


def _to_move(number: int) -> tuple[Here, Group]:
    """Those who were asked and left the group since can still be in it."""
    here = the_meeting(number)
    allow(here.changes and here.meeting.can_move(clock.now()))
    if here.group is None:
        abort(404)
    known = {row.id: row for row in (*here.group.people, *(one.user for one in here.people))}
    people = sorted(known.values(), key=lambda row: (row.name, row.id))
    return here, here.group._replace(people=people)


@bp.get("/meetings/<int:number>/cancellation")
@open_to(Audience.MEMBERS)
def new_cancellation(number: int) -> ResponseReturnValue:
    return _cancellation_page(_to_cancel(number), CancellationForm())


@bp.post("/meetings/<int:number>/cancellation")
@open_to(Audience.MEMBERS)
def cancel_meeting(number: int) -> ResponseReturnValue:
    here = the_meeting(number)
    allow(here.changes)
    form = CancellationForm()
    if not form.accepted():
        return _cancellation_page(here.meeting, form), 422
    actions.cancel(here.meeting, form.why.data or "", by=me(), at=clock.now())
    flash(_("The meeting is cancelled, and the tally is right again."))
    return redirect(url_for(".meeting", number=number), 303)


def _to_cancel(number: int) -> Meeting:
    here = the_meeting(number)
    allow(here.changes and here.meeting.cancelled_at is None)
    return here.meeting


def _cancellation_page(meeting: Meeting, form: CancellationForm) -> str:
    return render_template(
        "meetings/cancellation.html",
        meeting=meeting,
        form=form,
        times=times_of(meeting, readers_zone()),
    )
