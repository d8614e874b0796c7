"""What people saw and heard: kept once, however it comes and however often."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from lms.accounts.models import User
from lms.db import db
from lms.study_visits import queries
from lms.study_visits.models import Observation, StudyVisit


class OtherContentError(Exception):
    """The number stands on something else."""


@dataclass(frozen=True)
class Words:
    """`question_id` is the question that it answers, if there is one."""

    question_id: int | None
    language: str
    seen: str
    heard: str
    doubt: str


@dataclass(frozen=True)
class Hand:
    """Whose it is, who entered it, and when their device says that it was written."""

    author_id: int
    by: User
    captured_at: datetime | None


def observe(
    number: UUID, visit: StudyVisit, words: Words, hand: Hand, *, at: datetime
) -> Observation:
    """Raises OtherContentError where this number was used for anything else."""
    row = Observation(id=number, visit_id=visit.id, received_at=at, **asdict(words))
    row.author_id, row.entered_by_id = hand.author_id, hand.by.id
    row.captured_at = hand.captured_at
    kept = db.keep_once(row, queries.numbered(number))
    if _of_whom(kept) != (visit.id, hand.author_id) or _said(kept) != words:
        raise OtherContentError
    return kept


def take_back(row: Observation, *, at: datetime) -> None:
    """Nobody reads it any more; its number stays taken."""
    row.withdrawn_at = row.withdrawn_at or at
    db.session.flush()


def _of_whom(row: Observation) -> tuple[int, int]:
    return row.visit_id, row.author_id


def _said(row: Observation) -> Words:
    return Words(**{name: getattr(row, name) for name in Words.__dataclass_fields__})
