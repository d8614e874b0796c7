"""What was written in the file of a day comes back: read, looked at, kept once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, ValidationError

from lms.accounts.models import User
from lms.db import db
from lms.programmes.models import Programme
from lms.study_visits import queries
from lms.study_visits.models import LONGEST_OF_OBSERVATION, Observation
from lms.study_visits.observing import Words

MOST = 200

Long = Annotated[str, StringConstraints(max_length=LONGEST_OF_OBSERVATION["seen"])]
Doubt = Annotated[str, StringConstraints(max_length=LONGEST_OF_OBSERVATION["doubt"])]


class UnreadableError(Exception):
    """It is no text of a day's file, or one of another programme."""


class Line(BaseModel):
    id: UUID
    visit: int
    question: int | None = None
    language: Literal["en", "es", "fr"]
    seen: Long = ""
    heard: Long = ""
    doubt: Doubt = ""
    captured_at: AwareDatetime

    @property
    def words(self) -> Words:
        return Words(self.question, self.language, self.seen, self.heard, self.doubt)


class Sheet(BaseModel):
    programme: int
    observations: Annotated[list[Line], Field(max_length=MOST)]


@dataclass
class Taken:
    """How many are new, how many were here, and which were not kept."""

    new: int = 0
    known: int = 0
    refused: list[Line] = field(default_factory=list)


def read_sheet(raw: str, programme: Programme) -> Sheet:
    try:
        sheet = Sheet.model_validate_json(raw.replace("\0", ""))
    except ValidationError as error:
        raise UnreadableError from error
    if sheet.programme != programme.id:
        raise UnreadableError
    return sheet


def take(
    programme: Programme, sheet: Sheet, questions: Mapping[int, set[int]], by: User, at: datetime
) -> Taken:
    """`questions` are those that the reader knows, by their visit; other visits are refused."""
    db.hold(programme)
    lines = {line.id: line for line in sheet.observations}
    known = {row.id: row for row in db.session.scalars(queries.all_numbered(lines))}
    taken = Taken()
    for line in lines.values():
        if line.id in known and _is_same(known[line.id], line, by):
            taken.known += 1
        elif line.id in known or not _fits(line, questions):
            taken.refused.append(line)
        else:
            db.session.add(_row(line, by, at))
            taken.new += 1
    db.session.flush()
    return taken


def _fits(line: Line, questions: Mapping[int, set[int]]) -> bool:
    says = any((line.seen, line.heard, line.doubt))
    asked = questions.get(line.visit)
    return says and asked is not None and (line.question is None or line.question in asked)


def _is_same(row: Observation, line: Line, by: User) -> bool:
    words = Words(**{name: getattr(row, name) for name in Words.__dataclass_fields__})
    return (row.visit_id, row.author_id, words) == (line.visit, by.id, line.words)


def _row(line: Line, by: User, at: datetime) -> Observation:
    row = Observation(id=line.id, visit_id=line.visit, author_id=by.id, entered_by_id=by.id)
    row.captured_at, row.received_at = min(line.captured_at, at), at
    for name, value in vars(line.words).items():
        setattr(row, name, value)
    return row
