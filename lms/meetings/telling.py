"""Who is asked to come hears of it, each on their own clock; by mail as they want dates told.

Also of a meeting that was found in a time poll whose topic or space they mute: the talk about the
hour is over for them, and the meeting waits for them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.accounts.models import User
from lms.class_sessions.times import clock, offset
from lms.i18n import show_date
from lms.meetings.models import Meeting
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category

MEETING = "meeting"
SOON = timedelta(days=2)


class News(StrEnum):
    FIXED = "fixed"
    MOVED = "moved"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    WITHOUT_YOU = "without_you"


def tell_of(
    meeting: Meeting, news: Mapping[News, Sequence[User]], *, by: User, at: datetime
) -> None:
    """Whoever did it knows. What is over is no news."""
    what = {row.id: one for one, people in news.items() for row in people if row.id != by.id}
    others = [row for people in news.values() for row in people if row.id in what]
    if not others or meeting.ends_at < at:
        return
    tell(
        others,
        MEETING,
        category=Category.DATES,
        about={
            "title": meeting.title,
            "from": meeting.starts_at.isoformat(),
            "to": meeting.ends_at.isoformat(),
            "place": meeting.place,
            "why": meeting.cancelled_why,
            "name": by.name,
        },
        href=f"/meetings/{meeting.id}",
        at=at,
        urgent=meeting.starts_at <= at + SOON,
        own=lambda user: {"zone": user.time_zone, "news": what[user.id].value},
    )


@says(MEETING)
def in_words(about: Mapping[str, Any]) -> str:
    zone = ZoneInfo(about["zone"])
    begin, end = (datetime.fromisoformat(about[name]) for name in ("from", "to"))
    said = {
        "title": about["title"],
        "name": about["name"],
        "day": show_date(begin.astimezone(zone).date(), "full"),
        "hours": f"{clock(begin, zone)}–{clock(end, zone)} {offset(begin, zone)}",
    }
    return _SENTENCES[News(about["news"])](said) + _where(about)


def _where(about: Mapping[str, Any]) -> str:
    """In the same sentence, as a letter's subject is one line."""
    if about["news"] == News.CANCELLED:
        return f" {about['why']}"
    return f", {about['place']}" if about["place"] and about["news"] != News.WITHOUT_YOU else ""


_SENTENCES = {
    News.FIXED: lambda said: _("%(name)s asks you to “%(title)s” on %(day)s, %(hours)s", **said),
    News.MOVED: lambda said: _("Moved: “%(title)s” is on %(day)s, %(hours)s", **said),
    News.CHANGED: lambda said: _("Changed: “%(title)s” on %(day)s, %(hours)s", **said),
    News.CANCELLED: lambda said: _("Cancelled: “%(title)s” on %(day)s, %(hours)s.", **said),
    News.WITHOUT_YOU: lambda said: _(
        "“%(title)s” on %(day)s, %(hours)s takes place without you", **said
    ),
}
