"""Calendars that phones follow: one for each person behind a secret address, one an edition."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Response, abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.guessing import guessable
from lms.accounts.models import User
from lms.accounts.session import me
from lms.accounts.views.links import public
from lms.class_sessions import ical, queries
from lms.class_sessions.agenda import Agenda, agenda_of
from lms.class_sessions.lines import lines_of
from lms.class_sessions.views import bp
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.queries import open_enrolments
from lms.feed_tokens import actions as feeds
from lms.feed_tokens import queries as tokens
from lms.feed_tokens.models import Purpose
from lms.i18n import in_language
from lms.ical import to_be_saved

BEHIND, AHEAD = timedelta(days=92), timedelta(days=731)
JUST_MADE = "calendar_token"


@bp.get("/calendar/feed")
@open_to(Audience.MEMBERS)
def feed_settings() -> ResponseReturnValue:
    """How to have the dates on a phone. The address is shown once, after it was made."""
    token = session.pop(JUST_MADE, None)
    return render_template(
        "class_sessions/feed.html",
        feed=db.session.scalars(tokens.token_of(me(), Purpose.CALENDAR)).one_or_none(),
        address=public(url_for(".feed", token=token)) if token else None,
    )


@bp.post("/calendar/feed")
@open_to(Audience.MEMBERS)
def make_feed() -> ResponseReturnValue:
    session[JUST_MADE] = feeds.make(me(), Purpose.CALENDAR, at=clock.now())
    return redirect(url_for(".feed_settings"), 303)


@bp.post("/calendar/feed/revocation")
@open_to(Audience.MEMBERS)
def revoke_feed() -> ResponseReturnValue:
    feeds.revoke(me(), Purpose.CALENDAR)
    session.pop(JUST_MADE, None)
    flash(_("The address is switched off. Nobody reads your calendar by it any more."))
    return redirect(url_for(".feed_settings"), 303)


@bp.get("/calendar/<token>.ics")
@open_to(Audience.EVERYONE)
def feed(token: str) -> ResponseReturnValue:
    """For programs, without a sign-in: who knows the address reads these dates, nothing else."""
    reader, now = _owner_of(token), clock.now()
    with in_language(reader.language):
        return calendar_file(_("Dates of %(name)s", name=reader.name), _agenda(reader, now), now)


@guessable("calendar")
def _owner_of(token: str) -> User:
    return feeds.reader_of(token, Purpose.CALENDAR) or abort(404)


def _agenda(reader: User, now: datetime) -> Agenda:
    enrolments = db.session.scalars(*open_enrolments(reader)).all()
    zone = ZoneInfo(reader.time_zone)
    today = now.astimezone(zone).date()
    return agenda_of(reader, enrolments, zone, today - BEHIND, today + AHEAD)


@bp.get("/editions/<int:edition_id>/calendar.ics")
@open_to(Audience.MEMBERS)
def edition_calendar(edition_id: int) -> ResponseReturnValue:
    """The timetable of one edition, to be taken over once."""
    edition = the_edition(edition_id)
    rows = db.session.scalars(queries.sessions_of(edition)).all()
    agenda = Agenda(lines_of(rows, ZoneInfo(me().time_zone)), [])
    return calendar_file(edition.name, agenda, clock.now(), name=f"edition-{edition.id}.ics")


def calendar_file(
    title: str, agenda: Agenda, at: datetime, *, name: str = "calendar.ics"
) -> Response:
    return to_be_saved(ical.calendar(title, agenda, at=at), name)
