"""What may be sent. `fields` are those of the page's own form, so that both say the same faults."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any, Literal, Self, TypeVar
from uuid import UUID

from flask import abort, request
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from werkzeug.datastructures import MultiDict

from lms.awaited.named import Named
from lms.evidence.models import MOST as MOST_EVIDENCE
from lms.study_visits.photo_models import MOST as MOST_PHOTOS

Name = Annotated[str, StringConstraints(max_length=80)]
Fields = Annotated[dict[Name, Annotated[list[str], Field(max_length=60)]], Field(max_length=900)]
S = TypeVar("S", bound=BaseModel)
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""No clock of a device says anything else, and every zone can say it."""


class Sent(BaseModel):
    """`written_at` is the device's time of writing, `sent_at` its time of sending."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    written_at: Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST)]
    sent_at: AwareDatetime | None = None

    @property
    def digest(self) -> str:
        """Of what was written: equal however often it is sent."""
        plain = self.model_dump(mode="json", exclude={"sent_at", *self._unsaid()})
        return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()

    def _unsaid(self) -> set[str]:
        """What devices with an older version of the site do not know of."""
        return set()


class Filled(Sent):
    fields: Fields

    @property
    def form(self) -> MultiDict[str, str]:
        return MultiDict(self.fields)


class Reading(Sent):
    """A lesson was worked through."""

    course: Name
    lesson: Name


class Attempt(Filled):
    """A quiz was answered on the form that waits; it belongs to a class day or to an elective."""

    course: Name
    day: Name = ""
    elective: Name = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.day) == bool(self.elective):
            raise ValueError("name a day or an elective")
        return self

    @property
    def piece(self) -> dict[str, str]:
        return {"day_id": self.day} if self.day else {"elective_id": self.elective}


class Entry(Filled):
    """A version of a log entry; `base` is the version it was written over.

    `clock_offset` are the seconds that the device's clock lacked when it last heard the server's.
    """

    placement: int = Field(ge=1, lt=2**31)
    version: UUID
    base: UUID | None = None
    hand_in: bool = False
    time_zone: Name = ""
    clock_offset: int | None = Field(default=None, ge=-(2**31), lt=2**31)
    evidence: Annotated[list[Named], Field(max_length=MOST_EVIDENCE)] = []

    def _unsaid(self) -> set[str]:
        """How far off its clock was is no part of the text."""
        return {"clock_offset"} if self.evidence else {"clock_offset", "evidence"}


class Submission(BaseModel):
    """Hand in this version of a log entry, and no other."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    placement: int = Field(ge=1, lt=2**31)
    version: UUID


class Note(Filled):
    """A new private note on a page of a course, named as `lms.notes.pages` does."""

    course: Name
    kind: Name
    page: Name


class DiaryPage(Filled):
    """A page of the sender's private diary beside their fieldwork."""

    placement: int = Field(ge=1, lt=2**31)


class Seen(Filled):
    """What somebody saw, heard and doubts at a visit of a joint learning programme."""

    programme: int = Field(ge=1, lt=2**31)
    visit: int = Field(ge=1, lt=2**31)
    evidence: Annotated[list[Named], Field(max_length=MOST_PHOTOS)] = []

    def _unsaid(self) -> set[str]:
        return set() if self.evidence else {"evidence"}


class OfAStretch(Filled):
    """About one week or month of the sender's fieldwork, by its number."""

    placement: int = Field(ge=1, lt=2**31)
    unit: Literal["weeks", "months"]
    number: int = Field(ge=1, le=999)


class Reflection(OfAStretch):
    """What, so what, now what; with `close` among its fields it hands the stretch in."""


class Closing(OfAStretch):
    """Hand it in: `worked`, or the `reason` why there was no work."""


class Unsent(BaseModel):
    """What a device still holds; `oldest_at` is by its own clock."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    texts: int = Field(ge=0, le=9999)
    photos: int = Field(ge=0, le=9999)
    oldest_at: Annotated[AwareDatetime, Field(ge=EARLIEST, lt=LATEST)] | None = None


class Register(Filled):
    """The attendance of one session, with what its page had shown in the field `shown`."""

    edition: int = Field(ge=1, lt=2**31)
    session: int = Field(ge=1, lt=2**31)


def read(shape: type[S]) -> S:
    """What was sent, if it has this shape; else 400, for no form of ours sends anything else."""
    raw = request.get_json(silent=True)
    if not isinstance(raw, dict) or any("\0" in text for text in _texts(raw)):
        abort(400)
    try:
        return shape.model_validate(raw)
    except ValidationError:
        abort(400)


def _texts(raw: Any) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, Mapping):
        yield from (text for pair in raw.items() for part in pair for text in _texts(part))
    elif isinstance(raw, list):
        yield from (text for part in raw for text in _texts(part))
