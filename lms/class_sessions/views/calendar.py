from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.class_sessions.agenda import agenda_of
from lms.class_sessions.times import offset, readers_zone
from lms.class_sessions.views import bp
from lms.class_sessions.views.finding import the_day_asked
from lms.editions.roles import my_enrolments

SHOWN = timedelta(weeks=4)


@bp.get("/calendar")
@open_to(Audience.MEMBERS)
def calendar() -> ResponseReturnValue:
    """Four weeks of all that the reader has a date for, from today on unless asked otherwise."""
    now, reader = clock.now(), readers_zone()
    today = now.astimezone(reader).date()
    first = the_day_asked("from", now) or today
    last = first + SHOWN - timedelta(days=1)
    return render_template(
        "class_sessions/calendar.html",
        agenda=agenda_of(me(), my_enrolments(), reader, first, last),
        first=first,
        last=last,
        today=today,
        before=first - SHOWN,
        after=first + SHOWN,
        now=now,
        here=(str(reader), offset(now, reader)),
        in_an_edition=bool(my_enrolments()),
    )
