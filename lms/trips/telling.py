"""Whose consent a trip asks for is told of it: some moments later, and of one trip once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from lms import clock
from lms.accounts.models import User
from lms.db import db
from lms.directory import working
from lms.i18n import show_date
from lms.jobs import actions as jobs
from lms.notifications import actions as notifications
from lms.notifications import queries as notices
from lms.notifications.lines import says
from lms.notifications.models import Category
from lms.trips import policy, queries
from lms.trips.models import ExchangeTrip, Side

TELL, ASKED = "trips.tell", "trip_asks"


def tell_soon(trip: ExchangeTrip, *, at: datetime) -> None:
    """It was proposed, planned otherwise, or one side has consented."""
    jobs.enqueue(TELL, at=at, trip=trip.id)


@jobs.handles(TELL)
def tell_asked(payload: dict[str, Any]) -> None:
    """Those who can consent by now. What no mail has said yet is said anew, as it stands."""
    trip, at = db.session.scalars(queries.trip(payload["trip"])).one(), clock.now()
    href = f"/trips/{trip.id}"
    notifications.untell(ASKED, href)
    asked = _asked(trip) if trip.ends_on >= at.date() else {}
    people = {row.id: row for row, _project in asked.values()}
    told = set(db.session.scalars(notices.told(people, ASKED, href)))
    notifications.tell(
        [row for number, row in people.items() if number not in told],
        ASKED,
        category=Category.OTHERS,
        about={
            "name": trip.by.name,
            "title": trip.title,
            "from": trip.starts_on.isoformat(),
            "to": trip.ends_on.isoformat(),
        },
        href=href,
        at=at,
        own=lambda user: {"project": asked[user.id][1]},
    )


def _asked(trip: ExchangeTrip) -> dict[int, tuple[User, str]]:
    """Each with the name of the project for which they can consent; whoever proposed it knows."""
    sides = {trip.guest_id: (Side.GUEST, trip.guest), trip.host_id: (Side.HOST, trip.host)}
    return {
        person.id: (person, sides[number][1].name)
        for person, number in db.session.execute(working.people_in(sides))
        if person.id != trip.by_id and policy.can_consent(trip, sides[number][0], [number])
    }


@says(ASKED)
def asked_in_words(about: Mapping[str, Any]) -> str:
    return _(
        "%(name)s asks %(project)s to consent to the trip “%(title)s”, %(first)s – %(last)s",
        name=about["name"],
        project=about["project"],
        title=about["title"],
        first=show_date(date.fromisoformat(about["from"]), "short"),
        last=show_date(date.fromisoformat(about["to"])),
    )
