"""What waits for the bytes that a device sends: photos and papers of entries, of observations."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for

from lms.accounts.models import User
from lms.awaited.models import Awaited
from lms.db import db
from lms.evidence import actions as evidence
from lms.evidence import queries as evidence_queries
from lms.evidence.models import Evidence
from lms.files.actions import Received
from lms.study_visits import photo_queries, photos
from lms.study_visits.photo_models import Photo


class Kind(NamedTuple):
    """`page` is the address that shows one of them."""

    sent_by: Callable[[User, str], Any]
    arrived: Callable[..., None]
    page: Callable[[Any], str]


def _of_entry(row: Evidence) -> str:
    number = row.entry.placement_id
    return url_for("logbook.entry", placement_id=number, entry_id=row.entry.id)


def _of_observation(row: Photo) -> str:
    visit = row.observation.visit
    page = url_for("study_visits.visit", programme_id=visit.programme_id, visit_id=visit.id)
    return f"{page}#seen-{row.observation_id}"


KINDS: dict[type[Awaited], Kind] = {
    Evidence: Kind(evidence_queries.sent_by, evidence.arrived, _of_entry),
    Photo: Kind(photo_queries.sent_by, photos.arrived, _of_observation),
}


def named_by(person: User, digest: str) -> Sequence[Awaited]:
    """Those whose bytes are still to come, else all; none that nobody named."""
    rows = [
        row
        for kind in KINDS.values()
        for row in db.session.scalars(kind.sent_by(person, digest)).unique()
    ]
    return [row for row in rows if row.is_on_the_device] or rows


def arrived(rows: Iterable[Awaited], received: Received, *, by: User, at: datetime) -> None:
    """Raises RefusedError."""
    every = list(rows)
    for table, kind in KINDS.items():
        kind.arrived([row for row in every if isinstance(row, table)], received, by=by, at=at)


def page_of(row: Awaited) -> str:
    return KINDS[type(row)].page(row)
