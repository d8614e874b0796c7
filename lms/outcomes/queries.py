"""All of it, or what came of one programme. A person is named who lets everybody see their name."""

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.directory.models import DirectoryEntry, Part
from lms.directory.visibility import Viewer, shown
from lms.experience.models import ExperienceNote, NoteReuse, NoteText
from lms.initiatives.models import CheckIn, Commitment, Initiative, Partner
from lms.programmes.models import Participation, Programme, Role, State
from lms.trips.models import ExchangeTrip, TripPerson


def programme(number: int, person: User) -> Select[Programme]:
    """For its directors, coordinators and administrators."""
    directs = exists().where(
        Participation.programme_id == Programme.id,
        Participation.user_id == person.id,
        Participation.role == Role.DIRECTOR.value,
        Participation.state == State.CONFIRMED.value,
    )
    query = select(Programme).where(Programme.id == number)
    return query if person.is_staff else query.where(directs)


def initiatives(of: Programme | None) -> Select[Initiative, Partner | None]:
    """Each beside each of its partners; without one it stands alone."""
    query = (
        select(Initiative, Partner)
        .outerjoin(Partner, Partner.initiative_id == Initiative.id)
        .options(joinedload(Initiative.programme), joinedload(Partner.project))
        .order_by(Initiative.id, Partner.id)
    )
    return query.where(Initiative.programme_id == of.id) if of else query


def commitments(of: Programme | None) -> Select[Commitment, int, str]:
    """With the initiative, and the name as far as it may be told."""
    query = (
        select(Commitment, Partner.initiative_id, shown(Part.NAME, User.name, Viewer()))
        .join(Commitment.partner)
        .join(User, User.id == Commitment.person_id)
        .outerjoin(DirectoryEntry, DirectoryEntry.user_id == User.id)
        .options(joinedload(Commitment.partner).joinedload(Partner.project))
        .order_by(Partner.initiative_id, Commitment.due_on, Commitment.id)
    )
    return query.where(Partner.initiative_id.in_(_begun_in(of))) if of else query


def check_ins(of: Programme | None) -> Select[CheckIn]:
    query = select(CheckIn).order_by(CheckIn.initiative_id, CheckIn.id)
    return query.where(CheckIn.initiative_id.in_(_begun_in(of))) if of else query


def trips(of: Programme | None) -> Select[ExchangeTrip, int]:
    """With how many take part."""
    people = select(func.count(TripPerson.user_id)).where(TripPerson.trip_id == ExchangeTrip.id)
    query = (
        select(ExchangeTrip, people.scalar_subquery())
        .options(joinedload(ExchangeTrip.guest), joinedload(ExchangeTrip.host))
        .order_by(ExchangeTrip.starts_on, ExchangeTrip.id)
    )
    return query.where(ExchangeTrip.initiative_id.in_(_begun_in(of))) if of else query


def uses(of: Programme | None) -> Select[NoteReuse, NoteText]:
    """Every word on notes that members read, beside the note."""
    query = (
        select(NoteReuse, NoteText)
        .join(ExperienceNote, ExperienceNote.id == NoteReuse.note_id)
        .join(NoteText, NoteText.id == ExperienceNote.current_id)
        .options(joinedload(NoteReuse.project))
        .where(ExperienceNote.withdrawn_at.is_(None))
        .order_by(NoteReuse.note_id, NoteReuse.id)
    )
    return query.where(NoteText.programme_id == of.id) if of else query


def _begun_in(of: Programme) -> Select[int]:
    return select(Initiative.id.expression).where(Initiative.programme_id == of.id)
