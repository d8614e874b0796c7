"""A moment for readers in many zones: on their own clock, and on that of who began it."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.class_sessions.times import city, clock, offset, readers_zone
from lms.i18n import show_date


class HereAndThere(NamedTuple):
    """`there` is empty where both clocks show the same."""

    here: str
    there: str


def here_and_there(moment: datetime, host: str) -> HereAndThere:
    """Thu 3 Dec, 19:30 UTC+05:30; and Thu 3 Dec, 08:00 UTC-06:00 in Managua."""
    reader, zone = readers_zone(), ZoneInfo(host)
    here = _on_clock(moment, reader)
    if moment.astimezone(reader).utcoffset() == moment.astimezone(zone).utcoffset():
        return HereAndThere(here, "")
    return HereAndThere(
        here, _("%(time)s in %(place)s", time=_on_clock(moment, zone), place=city(host))
    )


def _on_clock(moment: datetime, zone: ZoneInfo) -> str:
    day = show_date(moment.astimezone(zone).date(), "day")
    return _("%(day)s, %(time)s", day=day, time=f"{clock(moment, zone)} {offset(moment, zone)}")
