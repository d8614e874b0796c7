"""Say what others see of oneself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete

from lms.accounts.models import User
from lms.db import db
from lms.directory import queries
from lms.directory.models import DirectoryEntry, DirectoryLine, Give, Part, Seen


class Said(NamedTuple):
    """`seen` has every part; `gives` are lines in `language`."""

    reads: Sequence[str]
    writes: Sequence[str]
    gives: Mapping[Give, Sequence[str]]
    language: str
    seen: Mapping[Part, Seen]


def describe(person: User, said: Said, *, at: datetime) -> DirectoryEntry:
    """All of it anew: what is not said any more is gone."""
    row = db.keep_once(_blank(person, said, at), queries.entry_of(person))
    row.reads, row.writes = _between_spaces(said.reads), _between_spaces(said.writes)
    for part, seen in said.seen.items():
        setattr(row, f"{part.value}_seen", seen.value)
    row.changed_at = at
    db.session.execute(delete(DirectoryLine).where(DirectoryLine.user_id == person.id))
    for kind, texts in said.gives.items():
        for text in texts:
            line = DirectoryLine(user_id=person.id, kind=kind.value, text=text)
            line.language = said.language
            db.session.add(line)
    db.session.flush()
    return row


def _blank(person: User, said: Said, at: datetime) -> DirectoryEntry:
    seen = {f"{part.value}_seen": chosen.value for part, chosen in said.seen.items()}
    return DirectoryEntry(user_id=person.id, changed_at=at, **seen)


def _between_spaces(codes: Sequence[str]) -> str:
    return f" {' '.join(codes)} " if codes else ""
