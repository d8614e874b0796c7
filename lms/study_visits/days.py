"""A day of a programme, on the clock of its place."""

from datetime import date, timedelta
from typing import NamedTuple

from flask import abort

from lms.accounts.access import allow
from lms.agendas import actions as agendas
from lms.agendas.snapshots import Item
from lms.db import db
from lms.programmes.finding import Here, the_programme
from lms.programmes.models import Programme
from lms.study_visits import policy, queries
from lms.study_visits.finding import Seen, seen_of


class Day(NamedTuple):
    """`items` are those of the agenda as it was released last."""

    here: Here
    day: date
    items: list[Item]
    visits: list[Seen]

    def visit_in(self, item: Item) -> Seen | None:
        return next((seen for seen in self.visits if seen.item.id == item.id), None)


def the_day(programme_id: int, written: str) -> Day:
    """For those of the programme; a 404 where the programme has no such day."""
    here = the_programme(programme_id)
    allow(policy.is_inside(here))
    day = _date_in(here, written)
    released = sorted(agendas.released(here.programme), key=lambda item: item.starts_at)
    items = [item for item in released if day_of(item) == day]
    rows = db.session.scalars(queries.visits_and_questions(here.programme)).unique()
    visits = [seen for seen in seen_of(here, rows, released) if day_of(seen.item) == day]
    return Day(here, day, items, visits)


def days_of(programme: Programme) -> list[date]:
    lasts = (programme.ends_on - programme.starts_on).days + 1
    return [programme.starts_on + timedelta(days=number) for number in range(lasts)]


def day_of(item: Item) -> date:
    return item.starts_at.astimezone(item.zone).date()


def _date_in(here: Here, written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        abort(404)
    return day if here.programme.starts_on <= day <= here.programme.ends_on else abort(404)
