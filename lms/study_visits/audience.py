"""To whom what grew out of visits may be told."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, literal, select
from sqlalchemy.orm import contains_eager, joinedload

from lms import clock
from lms.accounts.models import User
from lms.programmes.models import Participation, State
from lms.study_visits.models import HostConsent, Observation, StudyVisit
from lms.study_visits.policy import begun_everywhere


def public_now() -> ColumnElement[bool]:
    """Of visits: the day that the host gave has begun everywhere. Without one, never."""
    return public_on(literal(today_everywhere()))


def today_everywhere() -> date:
    return begun_everywhere(clock.now())


def public_on(day: ColumnElement[date]) -> ColumnElement[bool]:
    return exists().where(HostConsent.id == StudyVisit.consent_id, HostConsent.publish_from <= day)


def of_programmes_of(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Of visits: the person of this number has a confirmed place in its programme."""
    return exists().where(
        Participation.programme_id == StudyVisit.programme_id,
        Participation.user_id == person,
        Participation.state == State.CONFIRMED.value,
    )


def visits_told_to(person: User | None) -> Select[int, bool]:
    """Each with whether it is public."""
    known = public_now() | of_programmes_of(literal(person.id)) if person else public_now()
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
    mine = of_programmes_of(literal(person.id))
    return query if person.is_administrator else query.where(mine)
