"""To whom what grew out of visits may be told."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import contains_eager, joinedload

from lms import clock
from lms.accounts.models import User
from lms.programmes.models import Participation, State
from lms.study_visits.models import HostConsent, Observation, StudyVisit
from lms.study_visits.policy import begun_everywhere


def public_now() -> ColumnElement[bool]:
    """Of visits: the day that the host gave has begun everywhere. Without one, never."""
    today = begun_everywhere(clock.now())
    return exists().where(
        HostConsent.id == StudyVisit.consent_id, HostConsent.publish_from <= today
    )


def of_programmes_of(person: User) -> ColumnElement[bool]:
    """Of visits: the person has a confirmed place in its programme."""
    return exists().where(
        Participation.programme_id == StudyVisit.programme_id,
        Participation.user_id == person.id,
        Participation.state == State.CONFIRMED.value,
    )


def visits_told_to(person: User | None) -> Select[int, bool]:
    """Each with whether it is public."""
    known = public_now() | of_programmes_of(person) if person else public_now()
    if person is not None and person.is_administrator:
        return select(StudyVisit.id, public_now())
    return select(StudyVisit.id, public_now()).where(known)


def observation(number: UUID, person: User) -> Select[Observation]:
    """One that stands, in a programme of this person, with its visit and question."""
    query = (
        select(Observation)
        .join(Observation.visit)
        .options(
            contains_eager(Observation.visit).options(
                joinedload(StudyVisit.programme), joinedload(StudyVisit.consent)
            ),
            joinedload(Observation.question),
        )
        .where(Observation.id == number, Observation.withdrawn_at.is_(None))
    )
    return query if person.is_administrator else query.where(of_programmes_of(person))
