"""Whom it concerns that hours which counted are taken off again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.logbook.models import LogEntry
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category
from lms.placements.models import Placement

REOPENED: Final = "entry_reopened"


@says(REOPENED)
def entry_reopened(about: Mapping[str, Any]) -> str:
    return _(
        "%(name)s opened an approved log entry of %(trainee)s again",
        name=about["name"],
        trainee=about["trainee"],
    )


def tell_of_reopening(placement: Placement, entry: LogEntry, *, by: User, at: datetime) -> None:
    """The trainee and whoever supervises, but not the one who did it."""
    trainee = placement.enrolment.user
    supervisors = [row.user for row in placement.assignments if row.until_on is None]
    tell(
        [person for person in (trainee, *supervisors) if person.id != by.id],
        REOPENED,
        category=Category.WORK,
        about={"name": by.name, "trainee": trainee.name},
        href=url_for("logbook.entry", placement_id=placement.id, entry_id=entry.id),
        at=at,
    )
