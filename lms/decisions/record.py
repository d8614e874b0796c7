"""The record of a decision, for a page and for a file: every version, and what came of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from lms.db import db
from lms.decisions import queries
from lms.decisions.models import Decision, Move, Outcome
from lms.decisions.standing import Standing
from lms.documents import Document
from lms.forum.models import Topic
from lms.spreadsheets import Cell, csv_file

PLAIN = "text/plain; charset=utf-8"


class Record(NamedTuple):
    """`versions` in their order; `outcomes` the newest first."""

    topic: Topic
    versions: Sequence[Standing]
    moves: Sequence[Move]
    outcomes: Sequence[Outcome]

    @property
    def decision(self) -> Decision:
        return self.versions[-1].decision


def record_of(topic: Topic, versions: Sequence[Standing]) -> Record:
    """Two statements."""
    decision = versions[-1].decision
    return Record(
        topic,
        versions,
        db.session.scalars(queries.moves_of(decision)).all(),
        db.session.scalars(queries.outcomes_of(decision)).all(),
    )


def as_csv(record: Record) -> Document:
    """A row for each option of each voice that the reader sees."""
    head = [_("Version"), _("Answer"), _("Name"), _("Reason"), _("When (UTC)")]
    return csv_file(f"decision-{record.topic.id}", head, _rows(record))


def _rows(record: Record) -> Iterator[Sequence[Cell]]:
    for version in record.versions:
        for said in version.options:
            for voice in said.voices:
                name = voice.person.name if voice.person else ""
                reason = "" if voice.removed_at else voice.reason
                yield version.proposal.no, said.words.label, name, reason, voice.at


def as_text(record: Record, written: str) -> Document:
    return Document(f"decision-{record.topic.id}.txt", PLAIN, [written.encode()])
