"""How the editions stand that a person runs, teaches or assesses."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.catalog.find import course_or_404
from lms.learning.class_days import ClassDay, class_days
from lms.learning.models import Edition


@dataclass(frozen=True)
class EditionCard:
    """`day` is the class day of today, if there is one."""

    edition: Edition
    state: str
    tone: str
    day: ClassDay | None


def edition_card(edition: Edition) -> EditionCard:
    today = datetime.now(ZoneInfo(edition.time_zone)).date()
    days = class_days(course_or_404(edition.course_id), edition.starts_on)
    now = next((day for day in days if day.date == today), None)
    return EditionCard(edition, *_stands(edition, days, today), now)


def _stands(edition: Edition, days: list[ClassDay], today: date) -> tuple[str, str]:
    """In which part of its course it is, with the tone to say it in."""
    if today < edition.starts_on:
        return _("To come"), "info"
    if today > edition.ends_on:
        return _("Over"), "neutral"
    if today <= days[-1].date:
        done = sum(day.date <= today for day in days)
        return _("Class day %(number)s of %(all)s", number=done, all=len(days)), "good"
    return _("Fieldwork"), "good"
