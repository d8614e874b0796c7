"""Who is in an edition hears of a session that changed: with the mail of the day, or at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.class_sessions.lines import line_of
from lms.class_sessions.models import ClassSession
from lms.class_sessions.times import city
from lms.db import db
from lms.editions.queries import people_of
from lms.i18n import show_date
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category

KIND = "session_changed"
SOON = timedelta(days=2)


def tell_of_change(session: ClassSession, *, was: datetime, at: datetime) -> None:
    """`was` is when it began before the change. What is over is no news."""
    if max(was, session.starts_at) < at:
        return
    people = {row.user_id: row.user for row in db.session.scalars(people_of(session.edition))}
    tell(
        list(people.values()),
        KIND,
        category=Category.DATES,
        about={
            "edition": session.edition.name,
            "title": line_of(session, session.zone).title,
            "at": session.starts_at.isoformat(),
            "zone": session.time_zone,
            "room": session.room or session.link,
            "cancelled": session.cancelled_why,
        },
        href=f"/editions/{session.edition_id}/sessions/{session.id}",
        at=at,
        urgent=min(was, session.starts_at) <= at + SOON,
    )


@says(KIND)
def changed(about: Mapping[str, Any]) -> str:
    """On the clock of the class, whose town is named."""
    here = datetime.fromisoformat(about["at"]).astimezone(ZoneInfo(about["zone"]))
    said = {
        "edition": about["edition"],
        "title": about["title"],
        "day": show_date(here.date(), "full"),
        "time": f"{here:%H:%M}",
        "town": city(about["zone"]),
    }
    if about["cancelled"]:
        why = about["cancelled"]
        return _("Cancelled: %(title)s on %(day)s (%(edition)s). %(why)s", why=why, **said)
    if about["room"]:
        return _(
            "Changed: %(title)s is on %(day)s at %(time)s in %(town)s, %(room)s (%(edition)s)",
            room=about["room"],
            **said,
        )
    return _("Changed: %(title)s is on %(day)s at %(time)s in %(town)s (%(edition)s)", **said)
