"""Make a quiz for an edition, fill it, put it in order, open it and take it back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Insert, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from lms.content.exchange import Entry, fields_of
from lms.db import db
from lms.editions.models import Edition
from lms.question_sets import queries
from lms.question_sets.models import (
    LONGEST_NAME,
    MOST_QUESTIONS,
    KeptQuestion,
    QuestionFile,
    QuestionSet,
    SetQuestion,
)


class StaleSetError(Exception):
    """Somebody else changed the set since its page was opened."""


def make(edition: Edition, *, title: str, pass_percent: int, at: datetime) -> QuestionSet:
    """An empty draft; made twice under one name, it is one."""
    row = QuestionSet(
        edition_id=edition.id,
        title=title,
        pass_percent=pass_percent,
        created_at=at,
        changed_at=at,
    )
    return db.keep_once(row, queries.set_of_name(edition, title))


def change(row: QuestionSet, *, title: str, pass_percent: int, seen: int, at: datetime) -> None:
    _hold(row, seen=seen)
    row.title, row.pass_percent = title, pass_percent
    _touch(row, at)


def add(row: QuestionSet, entries: Sequence[Entry], *, at: datetime) -> int:
    """Those that are not in it yet, as far as there is room, at its end; how many were added."""
    _hold(row)
    present = set(db.session.scalars(queries.keys_in(row.id)))
    fresh = [entry for entry in entries if entry.question.id not in present]
    fresh = fresh[: max(0, MOST_QUESTIONS - len(present))]
    if fresh:
        _keep(fresh, at)
        last = db.session.scalar(
            select(func.max(SetQuestion.place)).where(SetQuestion.set_id == row.id)
        )
        places = [_place(row, entry, (last or 0) + step) for step, entry in enumerate(fresh, 1)]
        db.session.execute(insert(SetQuestion), places)
        _touch(row, at)
    return len(fresh)


def _keep(entries: Sequence[Entry], at: datetime) -> None:
    """Each question once for all sets; what somebody keeps at the same moment is the same."""
    made: dict[str, Insert] = {
        "postgresql": postgresql.insert(KeptQuestion).on_conflict_do_nothing(),
        "sqlite": sqlite.insert(KeptQuestion).on_conflict_do_nothing(),
    }
    rows = [
        {
            "key": entry.question.id,
            "kind": entry.question.kind,
            "fields": fields_of(entry.question),
            "created_at": at,
        }
        for entry in sorted(entries, key=lambda entry: entry.question.id)
    ]
    db.session.execute(made[db.engine.dialect.name], rows)


def _place(row: QuestionSet, entry: Entry, place: int) -> dict[str, object]:
    return {
        "set_id": row.id,
        "key": entry.question.id,
        "place": place,
        "name": entry.name[:LONGEST_NAME],
        "category": entry.category[:LONGEST_NAME],
    }


def arrange(
    row: QuestionSet,
    wished: Mapping[str, int],
    *,
    out: Collection[str] = (),
    seen: int,
    at: datetime,
) -> None:
    """Put questions, by key, at the places from 1 on that are wished; the others close up.

    Those that are taken out stay with the attempts that answered them.
    """
    _hold(row, seen=seen)
    of_set = SetQuestion.set_id == row.id
    db.session.execute(delete(SetQuestion).where(of_set, SetQuestion.key.in_(list(out))))
    present = db.session.scalars(queries.places(row.id)).all()
    before = {question.key: place for place, question in enumerate(row.questions, 1)}
    moved = [q for q in present if wished.get(q.key, before[q.key]) != before[q.key]]
    line = [question for question in present if question not in moved]
    for question in sorted(moved, key=lambda question: wished[question.key]):
        line.insert(max(0, wished[question.key] - 1), question)
    for place, question in enumerate(line, 1):
        question.place = place
    _touch(row, at)


def publish(row: QuestionSet, *, opens_on: date, at: datetime) -> None:
    """Trainees see it from that day on, again if it was withdrawn."""
    _hold(row)
    row.opens_on, row.published_at, row.withdrawn_at = opens_on, at, None
    _touch(row, at)


def withdraw(row: QuestionSet, *, at: datetime) -> None:
    """Nobody begins it any more; attempts stay readable, and one that is open can be finished."""
    _hold(row)
    row.withdrawn_at = row.withdrawn_at or at
    _touch(row, at)


def discard(row: QuestionSet) -> None:
    db.session.execute(delete(QuestionSet).where(QuestionSet.id == row.id))
    db.session.flush()


def keep_file(
    row: QuestionSet, text: str, *, name: str, encoding: str, at: datetime
) -> QuestionFile:
    """Put a text aside to be looked at; the same file again is the same row."""
    digest = sha256(f"{name}\n{encoding}\n{text}".encode()).hexdigest()
    file = QuestionFile(
        set_id=row.id,
        digest=digest,
        text=text,
        name=name[:LONGEST_NAME],
        encoding=encoding,
        created_at=at,
    )
    return db.keep_once(file, queries.same_file(row, digest))


def forget_files(before: datetime) -> None:
    """Of all sets: what was put aside and not taken up."""
    db.session.execute(delete(QuestionFile).where(QuestionFile.created_at < before))


def _hold(row: QuestionSet, *, seen: int | None = None) -> None:
    """Others wait; what they changed before is looked at. `seen` is the version on the page."""
    db.session.refresh(row, _OWN, with_for_update=True)
    if seen is not None and row.version != seen:
        raise StaleSetError


def _touch(row: QuestionSet, at: datetime) -> None:
    """Changes the version, so that who has an older page open learns of it."""
    row.changed_at = at
    db.session.flush()


_OWN = [column.key for column in QuestionSet.__table__.columns]
