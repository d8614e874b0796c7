"""Notes and what became of them. A draft and a withdrawn note are there for their author alone."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.editions.models import Enrolment
from lms.experience.models import ExperienceNote, NoteOfVisit, NoteReuse, NoteText
from lms.logbook.models import LogEntry
from lms.placements.models import Placement
from lms.programmes.models import Programme
from lms.projects.models import Project
from lms.study_visits import audience as visits
from lms.study_visits.models import Observation, StudyVisit

APPROVED = ("approved", "locked")


def seen_by(person: User | None) -> ColumnElement[bool]:
    """Of notes joined with their current text."""
    standing = ExperienceNote.withdrawn_at.is_(None) & told_to(person)
    return standing if person else standing & NoteText.public


def told_to(person: User | None) -> ColumnElement[bool]:
    """What grew out of a visit leaves its programme when the host allows it, and never before."""
    if person is not None and person.is_administrator:
        return true()
    if person is None:
        return _is_told(visits.public_now())
    return _is_told(visits.public_now() | visits.of_programmes_of(literal(person.id)))


def _is_told(inside: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of notes: of no visit, or of one that is as said here."""
    origin = select(NoteOfVisit.note_id).join(NoteOfVisit.observation).join(Observation.visit)
    of_this = origin.where(NoteOfVisit.note_id == ExperienceNote.id).correlate(ExperienceNote)
    return or_(~of_this.exists(), of_this.where(inside).exists())


def published(person: User | None) -> Select[NoteText]:
    """With note, author and project; what others came to read last is first, however old."""
    return (
        select(NoteText)
        .join(ExperienceNote, ExperienceNote.current_id == NoteText.id)
        .options(
            joinedload(NoteText.note).joinedload(ExperienceNote.author),
            joinedload(NoteText.project),
        )
        .where(seen_by(person))
        .order_by(NoteText.published_at.desc(), NoteText.id.desc())
    )


def come_before(text_id: int) -> ColumnElement[bool]:
    """Of texts: others came to read them before that one, whether it still stands or not."""
    moment = select(NoteText.published_at).where(NoteText.id == text_id)
    edge = tuple_(moment.correlate(None).scalar_subquery(), literal(text_id))
    return tuple_(NoteText.published_at, NoteText.id) < edge


def note(note_id: int, person: User | None) -> Select[ExperienceNote]:
    """As others read it, and for its author also when they cannot."""
    seen = seen_by(person) & ExperienceNote.current_id.is_not(None)
    own = ExperienceNote.author_id == person.id if person else None
    return (
        select(ExperienceNote)
        .outerjoin(NoteText, ExperienceNote.current_id == NoteText.id)
        .outerjoin(NoteText.project)
        .outerjoin(NoteText.programme)
        .options(
            joinedload(ExperienceNote.author),
            joinedload(ExperienceNote.of_visit)
            .joinedload(NoteOfVisit.observation)
            .joinedload(Observation.visit)
            .options(joinedload(StudyVisit.consent), joinedload(StudyVisit.programme)),
            contains_eager(ExperienceNote.current).options(
                contains_eager(NoteText.project), contains_eager(NoteText.programme)
            ),
        )
        .where(ExperienceNote.id == note_id, seen if own is None else or_(seen, own))
    )


def sent_before(key: UUID, author: User) -> Select[ExperienceNote]:
    origin = joinedload(ExperienceNote.of_visit).joinedload(NoteOfVisit.observation)
    return (
        select(ExperienceNote)
        .options(origin)
        .where(ExperienceNote.key == key, ExperienceNote.author_id == author.id)
    )


def newest_text(note: ExperienceNote) -> Select[NoteText]:
    """What its author goes on writing."""
    return texts(note).limit(1)


def texts(note: ExperienceNote) -> Select[NoteText]:
    return select(NoteText).where(NoteText.note_id == note.id).order_by(NoteText.number.desc())


def published_texts(note: ExperienceNote) -> Select[NoteText]:
    return texts(note).where(NoteText.published_at.is_not(None))


def drafts_of(author: User) -> Select[NoteText]:
    """What they have not published yet, the last written first."""
    return (
        select(NoteText)
        .join(NoteText.note)
        .options(contains_eager(NoteText.note))
        .where(ExperienceNote.author_id == author.id, NoteText.published_at.is_(None))
        .order_by(NoteText.saved_at.desc(), NoteText.id.desc())
    )


def last_words(notes: Collection[int]) -> Select[NoteReuse]:
    """The newest line of each project on each of these notes, with project and person."""
    newest = (
        select(func.max(NoteReuse.id))
        .where(NoteReuse.note_id.in_(notes))
        .group_by(NoteReuse.note_id, NoteReuse.project_id)
    )
    return (
        select(NoteReuse)
        .options(joinedload(NoteReuse.project), joinedload(NoteReuse.by))
        .where(NoteReuse.id.in_(newest))
        .order_by(NoteReuse.id.desc())
    )


def all_last_words() -> Select[int, str, str, date]:
    """(note, state, country, since) of the newest line of each project on each note."""
    newest = select(func.max(NoteReuse.id)).group_by(NoteReuse.note_id, NoteReuse.project_id)
    return (
        select(NoteReuse.note_id, NoteReuse.state, Project.country, NoteReuse.since)
        .join(NoteReuse.project)
        .where(NoteReuse.id.in_(newest))
    )


def ledger(note: ExperienceNote) -> Select[NoteReuse]:
    """Every line, the newest first."""
    return (
        select(NoteReuse)
        .options(joinedload(NoteReuse.project), joinedload(NoteReuse.by))
        .where(NoteReuse.note_id == note.id)
        .order_by(NoteReuse.id.desc())
    )


def line(key: UUID, by: User) -> Select[NoteReuse]:
    return select(NoteReuse).where(NoteReuse.key == key, NoteReuse.by_id == by.id)


def grown_out_of(visit: StudyVisit, person: User | None) -> Select[NoteText]:
    origin = (
        select(NoteOfVisit.note_id)
        .join(NoteOfVisit.observation)
        .where(Observation.visit_id == visit.id)
    )
    return published(person).where(NoteText.note_id.in_(origin))


def own_approved_entry(entry_id: UUID, person: User) -> Select[LogEntry]:
    """With its text and the project it was written in."""
    return (
        select(LogEntry)
        .join(LogEntry.placement)
        .join(Placement.enrolment)
        .options(
            joinedload(LogEntry.current),
            contains_eager(LogEntry.placement).joinedload(Placement.project),
        )
        .where(
            LogEntry.id == entry_id,
            LogEntry.state.in_(APPROVED),
            Enrolment.user_id == person.id,
        )
    )


def open_programmes() -> Select[Programme]:
    return (
        select(Programme)
        .where(Programme.opened_at.is_not(None))
        .order_by(Programme.starts_on.desc(), Programme.id)
    )


def countries_told_of(person: User | None) -> Select[str]:
    return (
        select(NoteText.country)
        .join(ExperienceNote, ExperienceNote.current_id == NoteText.id)
        .where(seen_by(person))
        .distinct()
    )


def around(project: Project, person: User) -> tuple[Select[NoteText, NoteReuse | None], Blanks]:
    """Notes told from a project, and those it uses, each with its last word on them."""
    blanks = {"project": project.id, "person": person.id, "today": visits.today_everywhere()}
    return (_AROUND if person.is_administrator else _AROUND_AND_TOLD), blanks


def other_projects(than: int | None) -> Select[Project]:
    """Where the note may be of use: not where it comes from."""
    query = select(Project).order_by(Project.country, Project.name, Project.id)
    return query if than is None else query.where(Project.id != than)


_PROJECT = bindparam("project", type_=Integer)
_LAST = (
    select(func.max(NoteReuse.id))
    .where(NoteReuse.project_id == _PROJECT)
    .group_by(NoteReuse.note_id)
)
_WORD = and_(NoteReuse.note_id == ExperienceNote.id, NoteReuse.id.in_(_LAST))
_AROUND = (
    select(NoteText, NoteReuse)
    .join(ExperienceNote, ExperienceNote.current_id == NoteText.id)
    .outerjoin(NoteReuse, _WORD)
    .where(
        ExperienceNote.withdrawn_at.is_(None),
        or_(NoteText.project_id == _PROJECT, NoteReuse.id.is_not(None)),
    )
    .order_by(NoteText.published_at.desc(), NoteText.id.desc())
)
_AROUND_AND_TOLD = _AROUND.where(
    _is_told(
        visits.public_on(bindparam("today", type_=Date))
        | visits.of_programmes_of(bindparam("person", type_=Integer))
    )
)
