"""Visits as their reader knows them: by the draft for who runs the programme, else as released."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask import abort

from lms import clock
from lms.accounts.access import allow
from lms.agendas import actions as agendas
from lms.agendas import snapshots
from lms.agendas.snapshots import Item
from lms.db import db
from lms.programmes.finding import Here, the_programme
from lms.study_visits import policy, queries
from lms.study_visits.models import StudyVisit


class Seen(NamedTuple):
    """`item` are its hours and place in the agenda; outside the programme less is shown of it."""

    visit: StudyVisit
    item: Item
    inside: bool
    leads: bool

    @property
    def host(self) -> str:
        """Empty where the host does not want to be named to this reader."""
        return self.visit.host if self.inside or self.visit.may_be_named else ""


class At(NamedTuple):
    """A visit, and what its reader is in its programme."""

    here: Here
    seen: Seen

    @property
    def visit(self) -> StudyVisit:
        return self.seen.visit


def visits_seen(here: Here) -> list[Seen]:
    """In the order of the agenda."""
    rows = db.session.scalars(queries.visits(here.programme)).all()
    return seen_of(here, rows, _items(here, rows))


def the_visit(programme_id: int, visit_id: int) -> At:
    here = the_programme(programme_id)
    rows = db.session.scalars(queries.visit(here.programme, visit_id)).unique().all()
    found = seen_of(here, rows, _items(here, rows))
    return At(here, found[0]) if found else abort(404)


def the_visit_inside(programme_id: int, visit_id: int) -> At:
    at = the_visit(programme_id, visit_id)
    allow(at.seen.inside)
    return at


def the_visit_i_edit(programme_id: int, visit_id: int) -> At:
    at = the_visit(programme_id, visit_id)
    allow(at.here.runs)
    return at


def seen_of(here: Here, rows: Iterable[StudyVisit], items: Iterable[Item]) -> list[Seen]:
    """`items` are the agenda as this reader knows it."""
    known = {item.id: item for item in items}
    inside, today = policy.is_inside(here), policy.begun_everywhere(clock.now())
    found = [
        Seen(row, known[row.slot_id], inside, policy.leads(here, row))
        for row in rows
        if row.slot_id in known and (inside or row.is_public(today))
    ]
    return sorted(found, key=lambda seen: (seen.item.starts_at, seen.item.track, seen.item.id))


def _items(here: Here, rows: Sequence[StudyVisit]) -> list[Item]:
    if here.runs or not rows:
        return snapshots.drawn([row.slot for row in rows], here.programme.time_zone)
    return list(agendas.released(here.programme))
