"""Fix a meeting of a group."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.class_sessions.times import readers_zone
from lms.db import db
from lms.meetings import actions, queries
from lms.meetings.forms import MeetingForm, at_hour
from lms.meetings.groups import Group, the_group
from lms.meetings.hours import burden
from lms.meetings.models import Kind, Meeting, Ref
from lms.meetings.showing import Asked, Line, lines_of
from lms.meetings.views import OF_GROUP, bp


@bp.get(f"{OF_GROUP}/new")
@open_to(Audience.MEMBERS)
def new_meeting(kind: str, number: int) -> ResponseReturnValue:
    """Filled in from the address: `starts`, `minutes`, `who`, `poll`."""
    group = the_group(Ref(Kind(kind), number))
    args = request.args
    who = args.getlist("who", type=int) or [row.id for row in group.people]
    form = meeting_form(
        group,
        formdata=None,
        who=who,
        minutes=args.get("minutes", 60, type=int),
        poll=args.get("poll", ""),
        **at_hour(_asked_for() or _tomorrow_morning(), readers_zone().key),
    )
    form.moment = _asked_for()
    return form_page(group, form)


def _asked_for() -> datetime | None:
    try:
        moment = datetime.fromisoformat(request.args.get("starts", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo and moment > clock.now() else None


def _tomorrow_morning() -> datetime:
    here = clock.now().astimezone(readers_zone()) + timedelta(days=1)
    return here.replace(hour=10, minute=0, second=0, microsecond=0)


def meeting_form(group: Group, meeting: Meeting | None = None, **filled_in: object) -> MeetingForm:
    own = [meeting.time_zone] if meeting else []
    zones = [*own, readers_zone().key, *filter(None, [group.time_zone])]
    return MeetingForm(
        people=group.people,
        zones=[*zones, *(row.time_zone for row in group.people)],
        **filled_in,
    )


@bp.post(OF_GROUP)
@open_to(Audience.MEMBERS)
def fix(kind: str, number: int) -> ResponseReturnValue:
    group = the_group(Ref(Kind(kind), number))
    form = meeting_form(group)
    if not form.accepted():
        return form_page(group, form), 422
    poll, at = _poll_in(form, group), clock.now()
    row = actions.fix(group.ref, form.plan(), form.number, by=me(), at=at, poll_id=poll)
    flash(_("The meeting is fixed. Those who are asked to come hear of it."))
    return redirect(url_for(".meeting", number=row.id), 303)


def _poll_in(form: MeetingForm, group: Group) -> int | None:
    """One that asked this group, or that is it; another is none."""
    typed = form.poll.data or ""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):  # noqa: PLR2004
        return None
    if group.ref == Ref(Kind.POLL, int(typed)):
        return int(typed)
    asked = db.session.scalars(queries.group_poll(int(typed))).one_or_none()
    return asked.topic_id if asked and asked.ref == group.ref else None


def form_page(
    group: Group, form: MeetingForm, meeting: Meeting | None = None, *, changed: bool = False
) -> str:
    """With everybody's clock, where the hour is known."""
    return render_template(
        "meetings/fix.html",
        group=group,
        form=form,
        meeting=meeting,
        changed=changed,
        lines=_lines(form),
    )


def _lines(form: MeetingForm) -> list[Line]:
    starts_at, ends_at = form.moment, form.ends_at
    if starts_at is None or ends_at is None:
        return []
    asked = [
        Asked(row.name, row.time_zone, burden(starts_at, ends_at, row.time_zone))
        for row in form.chosen
    ]
    return lines_of(starts_at, ends_at, asked, ZoneInfo(readers_zone().key))
