"""How the editions stand that a person runs, teaches or assesses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from lms.editions.class_days import ClassDay, days_of_each, today_in
from lms.editions.models import Edition


@dataclass(frozen=True)
class EditionCard:
    """`day` is the class day of today, if there is one."""

    edition: Edition
    state: str
    tone: str
    day: ClassDay | None


def edition_cards(editions: Sequence[Edition]) -> list[EditionCard]:
    days = days_of_each(editions)
    return [_card(edition, days[edition.id]) for edition in editions]


def _card(edition: Edition, days: list[ClassDay]) -> EditionCard:
    today = today_in(edition)
    now = next((day for day in days if day.date == today), None)
    return EditionCard(edition, *_stands(edition, days, today), now)


def _stands(edition: Edition, days: list[ClassDay], today: date) -> tuple[str, str]:
    """In which part of its course it is, with the tone to say it in."""
    done = sum(day.date <= today for day in days)
    if today < edition.starts_on or not done:
        return _("To come"), "info"
    if today > edition.ends_on:
        return _("Over"), "neutral"
    if any(day.date >= today for day in days):
        return _("Class day %(number)s of %(all)s", number=done, all=len(days)), "good"
    return _("Fieldwork"), "good"
