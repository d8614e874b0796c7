"""Reports of comments, and who decides about them: whoever runs the programme of the note."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.experience.models import ExperienceNote, NoteOfVisit, NoteText
from lms.note_comments.models import CommentReport, NoteComment
from lms.programmes.queries import directed_by
from lms.spaces.readers import Reader
from lms.study_visits.models import Observation, StudyVisit


def decided_by(reader: Reader) -> ColumnElement[bool]:
    """Of notes joined with their current text: its directors, and administrators for all."""
    if reader.is_administrator or reader.person is None:
        return true() if reader.person else ExperienceNote.id.is_(None)
    of_visit = (
        select(StudyVisit.programme_id)
        .join(Observation, Observation.visit_id == StudyVisit.id)
        .join(NoteOfVisit, NoteOfVisit.observation_id == Observation.id)
        .where(NoteOfVisit.note_id == ExperienceNote.id)
        .scalar_subquery()
    )
    directs = directed_by(reader.person)
    return or_(NoteText.programme_id.in_(directs), of_visit.in_(directs))


def decides_on(note: ExperienceNote, reader: Reader) -> Select[bool]:
    of_it = select(ExperienceNote.id).join(ExperienceNote.current)
    return select(exists(of_it.where(ExperienceNote.id == note.id, decided_by(reader))))


def reported(reader: Reader, *, most: int) -> Select[NoteComment, NoteText, int]:
    """(comment and its writer, its note, how many reported it), the longest waiting first."""
    waiting = (
        select(
            CommentReport.comment_id,
            func.count().label("said"),
            func.min(CommentReport.id).label("first"),
        )
        .where(CommentReport.decision_id.is_(None))
        .group_by(CommentReport.comment_id)
        .subquery()
    )
    return (
        select(NoteComment, NoteText, waiting.c.said)
        .join(waiting, waiting.c.comment_id == NoteComment.id)
        .join(NoteComment.note)
        .join(ExperienceNote.current)
        .options(joinedload(NoteComment.author))
        .where(ExperienceNote.withdrawn_at.is_(None), decided_by(reader))
        .order_by(waiting.c.first)
        .limit(most)
    )


def count_reported(reader: Reader) -> Select[int]:
    return (
        select(func.count(CommentReport.comment_id.distinct()))
        .join(CommentReport.comment)
        .join(NoteComment.note)
        .join(ExperienceNote.current)
        .where(
            CommentReport.decision_id.is_(None),
            ExperienceNote.withdrawn_at.is_(None),
            decided_by(reader),
        )
    )


def open_reports_of(row: NoteComment) -> Select[CommentReport]:
    """With who wrote them, in the order of writing."""
    return (
        select(CommentReport)
        .options(joinedload(CommentReport.by))
        .where(CommentReport.comment_id == row.id, CommentReport.decision_id.is_(None))
        .order_by(CommentReport.id)
    )


def open_report_of(row: NoteComment, person: User) -> Select[CommentReport]:
    return select(CommentReport).where(
        CommentReport.comment_id == row.id,
        CommentReport.by_id == person.id,
        CommentReport.decision_id.is_(None),
    )


def count_since(person: User, moment: datetime) -> Select[int]:
    return select(func.count(CommentReport.id)).where(
        CommentReport.by_id == person.id, CommentReport.at > moment
    )
