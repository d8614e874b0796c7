"""Visits with their slots and what their hosts said last."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.agendas.models import AgendaRelease
from lms.programmes.models import Participation, Programme, Slot
from lms.programmes.queries import is_of, seen_by
from lms.spaces.readers import Reader
from lms.study_visits.models import (
    VISITING,
    DayNote,
    DayRapporteur,
    HostConsent,
    Observation,
    StudyVisit,
    VisitQuestion,
)


def visits(programme: Programme) -> Select[StudyVisit]:
    return (
        select(StudyVisit)
        .join(StudyVisit.slot)
        .options(
            contains_eager(StudyVisit.slot).joinedload(Slot.lead),
            joinedload(StudyVisit.project),
            joinedload(StudyVisit.consent),
        )
        .where(StudyVisit.programme_id == programme.id)
        .order_by(Slot.starts_at, Slot.track, Slot.id)
    )


def visits_and_questions(programme: Programme) -> Select[StudyVisit]:
    """All that is asked at them, and by whom."""
    asked = joinedload(StudyVisit.questions).joinedload(VisitQuestion.author)
    return visits(programme).options(asked)


def visit(programme: Programme, visit_id: int) -> Select[StudyVisit]:
    return visits_and_questions(programme).where(StudyVisit.id == visit_id)


def visit_with_programme(
    number: int, reader: Reader
) -> Select[StudyVisit, Participation, AgendaRelease]:
    """(visit, the reader's place in its programme, its agenda as it was released last).

    The last two may be missing; it is there where the reader sees the programme.
    """
    later = aliased(AgendaRelease)
    last = select(func.max(later.number)).where(later.programme_id == StudyVisit.programme_id)
    mine = and_(Participation.programme_id == StudyVisit.programme_id, is_of(reader))
    release = and_(
        AgendaRelease.programme_id == StudyVisit.programme_id,
        AgendaRelease.number == last.correlate(StudyVisit).scalar_subquery(),
    )
    return (
        select(StudyVisit, Participation, AgendaRelease)
        .join(StudyVisit.programme)
        .outerjoin(Participation, mine)
        .outerjoin(AgendaRelease, release)
        .options(
            contains_eager(StudyVisit.programme),
            joinedload(StudyVisit.slot).joinedload(Slot.lead),
            joinedload(StudyVisit.consent),
        )
        .where(StudyVisit.id == number, seen_by(reader))
    )


def visit_in(slot_id: int) -> Select[StudyVisit]:
    return select(StudyVisit).where(StudyVisit.slot_id == slot_id)


def visiting_slots(programme: Programme) -> Select[Slot]:
    """Those that may hold a visit."""
    return (
        select(Slot)
        .where(
            Slot.programme_id == programme.id,
            Slot.component.in_([component.value for component in VISITING]),
        )
        .order_by(Slot.starts_at, Slot.track, Slot.id)
    )


def free_slots(programme: Programme) -> Select[Slot]:
    """Those that may hold a visit and hold none yet."""
    taken = select(StudyVisit.slot_id).where(StudyVisit.programme_id == programme.id)
    return visiting_slots(programme).where(Slot.cancelled_at.is_(None), Slot.id.not_in(taken))


def consents(visit: StudyVisit) -> Select[HostConsent]:
    """The last first."""
    return (
        select(HostConsent)
        .options(joinedload(HostConsent.noted_by))
        .where(HostConsent.visit_id == visit.id)
        .order_by(HostConsent.id.desc())
    )


def asked_before(key: UUID, author: User) -> Select[VisitQuestion]:
    return select(VisitQuestion).where(
        VisitQuestion.key == key, VisitQuestion.author_id == author.id
    )


def question(visit: StudyVisit, question_id: int) -> Select[VisitQuestion]:
    return select(VisitQuestion).where(
        VisitQuestion.visit_id == visit.id, VisitQuestion.id == question_id
    )


def numbered(number: UUID) -> Select[Observation]:
    return select(Observation).where(Observation.id == number)


def observations(*visits: int) -> Select[Observation]:
    """Those that stand, with their people and questions, in the order of arrival."""
    return (
        select(Observation)
        .options(joinedload(Observation.author), joinedload(Observation.question))
        .where(Observation.visit_id.in_(visits), Observation.withdrawn_at.is_(None))
        .order_by(Observation.received_at, Observation.id)
    )


def observation(visit: StudyVisit, number: UUID) -> Select[Observation]:
    return observations(visit.id).where(Observation.id == number)


def rapporteurs(programme: Programme, day: date) -> Select[User]:
    return (
        select(User)
        .join(DayRapporteur, DayRapporteur.user_id == User.id)
        .where(DayRapporteur.programme_id == programme.id, DayRapporteur.day == day)
        .order_by(User.name, User.id)
    )


def versions(programme: Programme, day: date, language: str) -> Select[DayNote]:
    """The last first, with its writer."""
    return (
        select(DayNote)
        .options(joinedload(DayNote.by))
        .where(
            DayNote.programme_id == programme.id,
            DayNote.day == day,
            DayNote.language == language,
        )
        .order_by(DayNote.number.desc())
    )


def note_to_write(
    programme: Programme, day: date, language: str, person: User
) -> Select[bool, DayNote | None]:
    """One row: whether they are a rapporteur of the day, and what holds in this language."""
    is_rapporteur = exists().where(
        DayRapporteur.programme_id == programme.id,
        DayRapporteur.day == day,
        DayRapporteur.user_id == person.id,
    )
    last = versions(programme, day, language).with_only_columns(DayNote.id).limit(1)
    return (
        select(is_rapporteur, DayNote)
        .select_from(Programme)
        .outerjoin(DayNote, DayNote.id == last.scalar_subquery())
        .where(Programme.id == programme.id)
    )


def notes(programme: Programme, day: date) -> Select[DayNote]:
    """What holds in each language."""
    newest = (
        select(func.max(DayNote.id))
        .where(DayNote.programme_id == programme.id, DayNote.day == day)
        .group_by(DayNote.language)
    )
    return select(DayNote).options(joinedload(DayNote.by)).where(DayNote.id.in_(newest))


def all_numbered(numbers: Collection[UUID]) -> Select[Observation]:
    return select(Observation).where(Observation.id.in_(numbers))
