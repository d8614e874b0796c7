"""What a class day shows of its hours, so that it is held from one page."""

from flask import render_template
from markupsafe import Markup

from lms import clock
from lms.accounts.session import me
from lms.class_sessions import policy
from lms.class_sessions.dates import timetable_of
from lms.class_sessions.lines import lines_of
from lms.class_sessions.times import readers_zone
from lms.editions.class_days import ClassDay
from lms.editions.models import Edition
from lms.learning.panels import on_class_day


@on_class_day
def sessions_of_the_day(edition: Edition, when: ClassDay) -> Markup | None:
    """Its sessions with their links; whoever makes the timetable sees also where there is none."""
    rows = [row for row in timetable_of(edition) if row.day == when.day.ref]
    can_plan = policy.can_plan(me(), edition)
    if not rows and not can_plan:
        return None
    page = render_template(
        "class_sessions/_of_day.html",
        edition=edition,
        when=when,
        lines=lines_of(rows, readers_zone()),
        can_plan=can_plan,
        can_hold=policy.can_hold(me(), edition),
        now=clock.now(),
    )
    return Markup(page)  # noqa: S704  # a page of ours
