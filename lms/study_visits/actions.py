"""Describe a visit, and keep what its host allows."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from lms.accounts.models import User
from lms.db import db
from lms.programmes.models import Programme
from lms.study_visits import queries
from lms.study_visits.models import HostConsent, StudyVisit


class TakenError(Exception):
    """The slot holds another visit."""


@dataclass(frozen=True)
class Description:
    """What participants need to know of a visit; `contact` is for who leads it."""

    slot_id: int
    host: str
    host_kind: str
    project_id: int | None
    contact: str
    meeting_point: str
    travel_minutes: int | None
    interpreters: list[str]
    brief: str


@dataclass(frozen=True)
class Allowed:
    """What a host allows, and who said so there."""

    photos: bool
    named: bool
    figures: bool
    publish_from: date | None
    given_by: str


def describe(programme: Programme, said: Description, *, at: datetime) -> StudyVisit:
    """Sent twice, it is one. Raises TakenError where the slot holds the visit of another host."""
    row = StudyVisit(programme_id=programme.id, created_at=at, **asdict(said))
    kept = db.keep_once(row, queries.visit_in(said.slot_id))
    if kept.host != said.host:
        raise TakenError
    return kept


def change(visit: StudyVisit, said: Description) -> StudyVisit:
    """Raises TakenError where it is moved to a slot that holds another one."""
    other = db.session.scalars(queries.visit_in(said.slot_id)).one_or_none()
    if other is not None and other.id != visit.id:
        raise TakenError
    for name, value in asdict(said).items():
        setattr(visit, name, value)
    db.session.flush()
    return visit


def allow(visit: StudyVisit, allowed: Allowed, *, by: User, at: datetime) -> HostConsent:
    """From now on this holds; the same said again is not kept twice."""
    db.hold(visit)
    last = db.session.scalars(queries.consents(visit).limit(1)).one_or_none()
    if last is not None and _said(last) == allowed:
        return last
    row = HostConsent(visit_id=visit.id, noted_by_id=by.id, at=at, **asdict(allowed))
    db.session.add(row)
    db.session.flush()
    visit.consent_id = row.id
    db.session.flush()
    return row


def _said(row: HostConsent) -> Allowed:
    return Allowed(**{name: getattr(row, name) for name in Allowed.__dataclass_fields__})
