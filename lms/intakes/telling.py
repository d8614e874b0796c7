"""Everybody in an edition is told of a move: some moments later, in one line."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from lms.db import db
from lms.editions.models import Edition
from lms.editions.queries import people_of
from lms.i18n import show_date
from lms.intakes.models import EditionMove
from lms.jobs import actions as jobs
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category

TELL, MOVED = "intakes.tell", "edition_moved"
SOON = timedelta(days=2)


def tell_soon(move: EditionMove, *, at: datetime) -> None:
    jobs.enqueue(TELL, at=at, move=move.id)


@jobs.handles(TELL)
def tell_everybody(payload: dict[str, Any]) -> None:
    """At once, if the next two days are touched."""
    move = db.session.get_one(EditionMove, payload["move"])
    edition = db.session.get_one(Edition, move.edition_id)
    people = {row.user_id: row.user for row in db.session.scalars(people_of(edition))}
    tell(
        list(people.values()),
        MOVED,
        category=Category.DATES,
        about={
            "edition": edition.name,
            "from": move.from_on.isoformat(),
            "to": move.to_on.isoformat(),
        },
        href=f"/editions/{edition.id}/timetable",
        at=move.at,
        urgent=min(move.from_on, move.to_on) <= move.at.date() + SOON,
    )


@says(MOVED)
def moved(about: Mapping[str, Any]) -> str:
    return _(
        "%(edition)s has new dates: what was on %(before)s is now on %(after)s, and so on.",
        edition=about["edition"],
        before=show_date(date.fromisoformat(about["from"]), "full"),
        after=show_date(date.fromisoformat(about["to"]), "full"),
    )
