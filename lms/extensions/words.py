"""Days of work in words: when it is due or planned, and when that day ends on another clock.

A day counts as a whole on the clock of the class.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import get_timezone, ngettext
from flask_babel import gettext as _

from lms.editions.models import Edition
from lms.i18n import show_datetime, show_weekday

LAST_MINUTE = time(23, 59)


def due(on: date, today: date) -> str:
    left, day = (on - today).days, show_weekday(on)
    if left < 0:
        return ngettext(
            "Was due %(day)s, %(num)s day ago. Hand it in soon, or ask for more time.",
            "Was due %(day)s, %(num)s days ago. Hand it in soon, or ask for more time.",
            -left,
            day=day,
        )
    if left == 0:
        return _("Due today, %(day)s", day=day)
    return _("Due tomorrow, %(day)s", day=day) if left == 1 else _("Due %(day)s", day=day)


def planned(on: date, today: date) -> str:
    day = show_weekday(on)
    return (
        _("Was planned for %(day)s", day=day) if on < today else _("Planned for %(day)s", day=day)
    )


def after(on: date, today: date) -> str:
    if on < today:
        return _("Open since %(day)s", day=show_weekday(on))
    return _("After %(day)s", day=show_weekday(on))


def ends_here(on: date, edition: Edition) -> str:
    """Nothing where the reader has the clock of the class."""
    end = datetime.combine(on, LAST_MINUTE, ZoneInfo(edition.time_zone))
    here = end.astimezone(get_timezone())
    if here.replace(tzinfo=None) == end.replace(tzinfo=None):
        return ""
    return _("until %(moment)s on your clock", moment=show_datetime(end))
