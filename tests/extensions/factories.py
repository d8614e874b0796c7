"""Dates and more time for tests, through the feature's own actions."""

from datetime import UTC, date, datetime

from babel.dates import format_date

from lms.db import db
from lms.editions.models import Edition, Enrolment
from lms.extensions import actions
from lms.extensions.models import Extension
from tests.people import People

WHY = "Two weeks in hospital."


def due(edition: Edition, people: People, on: date, *works: tuple[str, str]) -> None:
    by, at = people.coordinator, datetime.now(UTC)
    actions.set_dates(edition, dict.fromkeys(works, on), by=by, at=at)
    db.session.commit()


def more(
    people: People, until: date, work: tuple[str, str], *trainees: Enrolment, why: str = WHY
) -> Extension:
    row = actions.give(
        trainees[0].edition,
        work,
        trainees,
        until=until,
        reason=why,
        by=people.trainer,
        at=datetime.now(UTC),
    )
    db.session.commit()
    return row


def shown(day: date) -> str:
    return format_date(day, "d MMM y", "en_GB")
