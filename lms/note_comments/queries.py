"""Comments with their writers, and whether what they speak of has changed since."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.experience.models import PARTS, ExperienceNote, NoteOfVisit, NoteText
from lms.note_comments.models import NoteComment

OPEN = and_(
    NoteComment.answers_id.is_(None),
    NoteComment.resolved_at.is_(None),
    NoteComment.removed_at.is_(None),
)


def beside(note: ExperienceNote, *, each: int) -> Select[NoteComment, bool, int]:
    """(comment or answer, changed, how many are open on its part): the newest open on each part."""
    part = NoteComment.part
    roots = (
        select(
            NoteComment.id,
            func.count().over(partition_by=part).label("open"),
            func.row_number()
            .over(partition_by=part, order_by=NoteComment.id.desc())
            .label("place"),
        )
        .where(NoteComment.note_id == note.id, OPEN)
        .subquery()
    )
    return _with_answers(note, roots).add_columns(roots.c.open).where(roots.c.place <= each)


def on_part(
    note: ExperienceNote, part: str, *, before: int | None, most: int
) -> Select[NoteComment, bool]:
    """A page of it, the newest; what its writer took back only where somebody answered it."""
    answer = aliased(NoteComment)
    is_answered = (
        select(answer.id).where(answer.answers_id == NoteComment.id, ~_taken_back(answer)).exists()
    )
    roots = (
        select(NoteComment.id)
        .where(
            NoteComment.note_id == note.id,
            NoteComment.part == part,
            NoteComment.answers_id.is_(None),
            or_(~_taken_back(NoteComment), is_answered),
        )
        .order_by(NoteComment.id.desc())
        .limit(most)
    )
    older = roots if before is None else roots.where(NoteComment.id < before)
    return _with_answers(note, older.subquery())


def thread(note: ExperienceNote, comment_id: int) -> Select[NoteComment, bool]:
    """A comment and its answers, by the number of any of them."""
    of_it = select(func.coalesce(NoteComment.answers_id, NoteComment.id).label("id")).where(
        NoteComment.id == comment_id
    )
    return _with_answers(note, of_it.subquery())


def _with_answers(note: ExperienceNote, roots: Subquery) -> Select[NoteComment, bool]:
    root = func.coalesce(NoteComment.answers_id, NoteComment.id)
    then, now = aliased(NoteText), aliased(NoteText)
    stays = or_(NoteComment.answers_id.is_(None), ~_taken_back(NoteComment))
    return (
        select(NoteComment, _has_changed(then, now))
        .join(roots, roots.c.id == root)
        .join(NoteComment.author)
        .join(then, and_(then.note_id == note.id, then.number == NoteComment.number))
        .join(now, now.id == note.current_id)
        .options(contains_eager(NoteComment.author), joinedload(NoteComment.removed_by))
        .where(NoteComment.note_id == note.id, stays)
        .order_by(NoteComment.id)
    )


def _has_changed(then: Any, now: Any) -> ColumnElement[bool]:
    """Whether the part says something else today."""
    said = ((NoteComment.part == part, getattr(then, part) != getattr(now, part)) for part in PARTS)
    return type_coerce(case(*said), Boolean)


def _taken_back(row: Any) -> ColumnElement[bool]:
    return and_(row.removed_at.is_not(None), row.removed_by_id == row.author_id)


def sent_as(author: User, key: UUID, *, since: datetime) -> Select[NoteComment, int]:
    """(what this form of theirs has become; how many they wrote since)."""
    mine = select(func.count(NoteComment.id)).where(
        NoteComment.author_id == author.id, NoteComment.at > since
    )
    return (
        select(NoteComment, mine.scalar_subquery())
        .select_from(User)
        .outerjoin(NoteComment, and_(NoteComment.author_id == User.id, NoteComment.key == key))
        .where(User.id == author.id)
    )


def standing() -> Select[NoteComment]:
    """On notes that others read, with what says who that is."""
    visit = joinedload(ExperienceNote.of_visit).joinedload(NoteOfVisit.observation)
    return (
        select(NoteComment)
        .join(NoteComment.note)
        .join(ExperienceNote.current)
        .options(
            contains_eager(NoteComment.note).options(
                contains_eager(ExperienceNote.current), joinedload(ExperienceNote.author), visit
            ),
            joinedload(NoteComment.author),
            joinedload(NoteComment.answered).joinedload(NoteComment.author),
        )
        .where(NoteComment.removed_at.is_(None), ExperienceNote.withdrawn_at.is_(None))
        .order_by(NoteComment.id)
    )


def open_on_notes_of(author: User) -> Select[int, str, str, int]:
    """(note, title, its language, how many comments of others are open), the newest first."""
    newest = func.max(NoteComment.id)
    about = (NoteText.note_id, NoteText.title, NoteText.language)
    return (
        select(*about, func.count())
        .join(NoteComment.note)
        .join(ExperienceNote.current)
        .where(
            ExperienceNote.author_id == author.id,
            ExperienceNote.withdrawn_at.is_(None),
            NoteComment.author_id != author.id,
            OPEN,
        )
        .group_by(*about)
        .order_by(newest.desc())
    )
