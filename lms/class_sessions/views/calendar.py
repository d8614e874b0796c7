from datetime import date, datetime, timedelta

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.class_sessions.agenda import agenda_of
from lms.class_sessions.times import offset, readers_zone
from lms.class_sessions.views import bp
from lms.learning.roles import my_enrolments

SHOWN = timedelta(weeks=4)
FARTHEST = timedelta(days=10 * 365)


@bp.get("/calendar")
@open_to(Audience.MEMBERS)
def calendar() -> ResponseReturnValue:
    """Four weeks of all that the reader has a date for, from today on unless asked otherwise."""
    now, reader = clock.now(), readers_zone()
    today = now.astimezone(reader).date()
    first = _asked_day(now) or today
    last = first + SHOWN - timedelta(days=1)
    return render_template(
        "class_sessions/calendar.html",
        agenda=agenda_of(my_enrolments(), reader, first, last),
        first=first,
        last=last,
        today=today,
        before=first - SHOWN,
        after=first + SHOWN,
        now=now,
        here=(str(reader), offset(now, reader)),
        in_an_edition=bool(my_enrolments()),
    )


def _asked_day(now: datetime) -> date | None:
    """A day within some years of today: calendars end somewhere."""
    raw = request.args.get("from")
    if not raw:
        return None
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        abort(404)
    return day if abs(day - now.date()) <= FARTHEST else abort(404)
