"""The notes of a day: one text for each language, every version kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete

from lms.accounts.models import User
from lms.db import db
from lms.programmes.models import Programme
from lms.study_visits import queries
from lms.study_visits.models import DayNote, DayRapporteur


class ChangedElsewhereError(Exception):
    """Somebody else wrote meanwhile; `current` is what stands now."""

    def __init__(self, current: DayNote) -> None:
        super().__init__("the note of the day was changed elsewhere")
        self.current = current


@dataclass(frozen=True)
class Writing:
    """`base` is the version it was written over, 0 for none."""

    day: date
    language: str
    body: str
    base: int = 0


def write(programme: Programme, writing: Writing, *, by: User, at: datetime) -> DayNote:
    """The same again is no new version. Raises ChangedElsewhereError."""
    db.hold(programme)
    versions = queries.versions(programme, writing.day, writing.language)
    last = db.session.scalars(versions.limit(1)).one_or_none()
    if last is not None and last.body == writing.body:
        return last
    if last is not None and last.number != writing.base:
        raise ChangedElsewhereError(last)
    row = DayNote(programme_id=programme.id, day=writing.day, language=writing.language)
    row.body, row.number = writing.body, (last.number if last else 0) + 1
    row.by_id, row.at = by.id, at
    db.session.add(row)
    db.session.flush()
    return row


def name_rapporteurs(programme: Programme, day: date, people: Collection[int]) -> None:
    """These and nobody else, from now on."""
    db.hold(programme)
    db.session.execute(
        delete(DayRapporteur).where(
            DayRapporteur.programme_id == programme.id, DayRapporteur.day == day
        )
    )
    db.session.add_all(
        DayRapporteur(programme_id=programme.id, day=day, user_id=number) for number in people
    )
    db.session.flush()
