"""What the addresses of sessions name, found as the reader may see it; 404 otherwise."""

from datetime import date, datetime, timedelta

from flask import abort, request

from lms.accounts.access import allow
from lms.accounts.session import me
from lms.class_sessions import policy, queries
from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition

FARTHEST = timedelta(days=10 * 365)


def the_session(edition_id: int, number: int) -> ClassSession:
    """Whoever is in an edition sees its sessions."""
    edition = the_edition(edition_id)
    return db.find_or_404(queries.session_in(edition, number))


def the_session_i_hold(edition_id: int, number: int) -> ClassSession:
    session = the_session(edition_id, number)
    allow(policy.can_hold(me(), session.edition))
    return session


def the_edition_i_plan(edition_id: int) -> Edition:
    edition = the_edition(edition_id)
    allow(policy.can_plan(me(), edition))
    return edition


def the_day_asked(name: str, now: datetime) -> date | None:
    """A day within some years of today, as in `week=2026-11-23`: timetables end somewhere."""
    raw = request.args.get(name)
    if not raw:
        return None
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        abort(404)
    return day if abs(day - now.date()) <= FARTHEST else abort(404)
