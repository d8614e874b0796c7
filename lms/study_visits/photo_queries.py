"""Photos of observations, as far as the host allows them at this moment."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.study_visits.audience import of_programmes_of, public_now
from lms.study_visits.models import HostConsent, Observation, StudyVisit
from lms.study_visits.photo_models import Photo
from lms.study_visits.queries import observations


def host_agrees() -> ColumnElement[bool]:
    """Of visits: the last word of the host allows photos."""
    return exists().where(HostConsent.id == StudyVisit.consent_id, HostConsent.photos)


def seen_by(person: User | None) -> ColumnElement[bool]:
    """Of photos joined with their visits: inside the programme at once, elsewhere from its day."""
    told = public_now()
    if person is not None and not person.is_administrator:
        told = or_(told, of_programmes_of(literal(person.id)))
    elif person is not None:
        told = StudyVisit.id.is_not(None)
    return and_(host_agrees(), Photo.file_id.is_not(None), told)


def _of_visits() -> Select[Photo]:
    return (
        select(Photo)
        .join(Photo.observation)
        .join(Observation.visit)
        .join(Photo.file)
        .options(contains_eager(Photo.observation), contains_eager(Photo.file))
        .where(Observation.withdrawn_at.is_(None))
        .order_by(Photo.id)
    )


def shown(person: User | None, *, visit_id: int | None = None) -> Select[Photo]:
    """Those that this reader may see, in the order in which they were added."""
    query = _of_visits().where(seen_by(person))
    return query if visit_id is None else query.where(StudyVisit.id == visit_id)


def with_observations(visit: StudyVisit) -> Select[Observation, Photo | None]:
    """All that stands of a visit, for those of its programme: a row for each photo, one at least.

    In the order of arrival.
    """
    of_it = and_(Photo.observation_id == Observation.id, Photo.file_id.is_not(None))
    return (
        observations(visit.id)
        .join(Observation.visit)
        .outerjoin(Photo, and_(of_it, host_agrees()))
        .add_columns(Photo)
        .options(joinedload(Photo.file))
        .order_by(Photo.id)
    )


def of_programme(programme_id: int) -> ColumnElement[bool]:
    return StudyVisit.programme_id == programme_id


def shown_of(observation_id: UUID, person: User | None) -> Select[Photo]:
    return shown(person).where(Photo.observation_id == observation_id)


def all_of(observation: Observation) -> Select[Photo]:
    """Whatever became of them, for those who send and withdraw them."""
    return (
        select(Photo)
        .options(joinedload(Photo.file))
        .where(Photo.observation_id == observation.id)
        .order_by(Photo.id)
    )


def one_of(observation: Observation, photo_id: int) -> Select[Photo]:
    return all_of(observation).where(Photo.id == photo_id)


def sent_by(sender: User, digest: str) -> Select[Photo]:
    """What somebody has named with this content, of theirs or entered for others."""
    theirs = or_(Observation.author_id == sender.id, Observation.entered_by_id == sender.id)
    visit = contains_eager(Photo.observation).contains_eager(Observation.visit)
    return (
        select(Photo)
        .join(Photo.observation)
        .join(Observation.visit)
        .options(
            visit.joinedload(StudyVisit.consent),
            visit.joinedload(StudyVisit.programme),
        )
        .where(Photo.digest == digest, theirs)
        .order_by(Photo.id)
    )


def changed_of(sender: User, since: datetime) -> Select[Photo]:
    """What was named, came or went since."""
    moments = (Photo.added_at, Photo.received_at, Photo.withdrawn_at)
    return (
        select(Photo)
        .join(Photo.observation)
        .where(
            or_(Observation.author_id == sender.id, Observation.entered_by_id == sender.id),
            or_(*(moment > since for moment in moments)),
        )
        .order_by(Photo.id)
    )


def refused_by_hosts(*, before: datetime) -> Select[Photo, int]:
    """Of hosts whose last word was said before that moment and was no; each with who noted it."""
    return (
        select(Photo, HostConsent.noted_by_id)
        .join(Photo.observation)
        .join(Observation.visit)
        .join(HostConsent, HostConsent.id == StudyVisit.consent_id)
        .where(~HostConsent.photos, HostConsent.at < before, Photo.withdrawn_at.is_(None))
    )
