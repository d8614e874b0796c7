"""Photos of observations are named, arrive, and are withdrawn; what a host does not want goes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from lms.accounts.models import User
from lms.awaited import actions as awaited
from lms.awaited.actions import Item
from lms.db import db
from lms.files import actions as files
from lms.files.actions import Received
from lms.files.kinds import Refusal, RefusedError
from lms.files.room import bytes_of, room
from lms.files.upkeep import forgets_at_night
from lms.study_visits import photo_queries, policy
from lms.study_visits.models import Observation, StudyVisit
from lms.study_visits.photo_models import MOST, Photo, PhotoFile

KEPT_HIDDEN = timedelta(days=30)
"""So long a host may change their mind again before the photos that they refused are deleted."""


def expect(
    observation: Observation, visit: StudyVisit, items: Iterable[Item], *, at: datetime
) -> list[Photo]:
    """What follows the words. Where none may be taken each is refused, and the words stay.

    Raises TooManyError.
    """

    def make(item: Item) -> Photo:
        return Photo(**item.columns, observation_id=observation.id, added_at=at, refusal="")

    known = db.session.scalars(photo_queries.all_of(observation))
    rows = awaited.expect(known, items, make, most=MOST)
    if why := _why_not(observation, visit):
        awaited.refused(rows, why)
    return rows


def _why_not(observation: Observation, visit: StudyVisit) -> Refusal | None:
    if observation.withdrawn_at:
        return Refusal.TAKEN_BACK
    return None if policy.allows_photos(visit) else Refusal.NOT_ALLOWED


def arrived(rows: Iterable[Photo], received: Received, *, by: User, at: datetime) -> None:
    """The bytes are here, for each that waits for them and may still be taken.

    Raises RefusedError.
    """
    for row in rows:
        db.session.refresh(row, ["state"], with_for_update=True)  # they may have come twice at once
        if row.state in {"received", "withdrawn"}:
            continue
        if why := _why_not(row.observation, row.observation.visit):
            awaited.refused([row], why)
        elif received.width is None:
            awaited.refused([row], Refusal.UNKNOWN)
        else:
            _keep(row, received, by=by, at=at)


def _keep(row: Photo, received: Received, *, by: User, at: datetime) -> None:
    if (db.session.scalar(select(bytes_of(by))) or 0) + received.kept.size > room():
        raise RefusedError(Refusal.PERSON_FULL)
    zone = row.observation.visit.programme.time_zone
    row.file = PhotoFile(**files.columns_of(received), by_id=by.id)
    row.state, row.received_at, row.refusal = "received", at, ""
    row.captured_at = row.captured_at or received.taken_in(zone)
    db.session.flush()


def withdraw(rows: Iterable[Photo], *, reason: str, by_id: int, at: datetime) -> None:
    """Their bytes go once that is kept; that they were there, and why they went, stays."""
    for row in rows:
        if row.state == "withdrawn":
            continue
        file_id, row.file_id = row.file_id, None
        row.state, row.withdrawn_at = "withdrawn", at
        row.withdrawn_by_id, row.withdrawn_reason = by_id, reason
        db.session.flush()
        if file_id:
            _erase(file_id)


def _erase(file_id: int) -> None:
    file = db.session.get_one(PhotoFile, file_id)
    db.session.delete(file)
    db.session.flush()
    files.erase_bytes(file.digest)


@forgets_at_night
def forget_refused(at: datetime) -> None:
    """Hidden since the host said no; now they are deleted."""
    refused = photo_queries.refused_by_hosts(before=at - KEPT_HIDDEN)
    for row, noted_by_id in db.session.execute(refused).all():
        withdraw([row], reason="consent", by_id=noted_by_id, at=at)
