"""Closing, moderating, signing, correcting; each step is a row and an event of the record."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import update

from lms.accounts.models import User
from lms.db import db
from lms.logbook.models import LogEntry
from lms.placements import record, states, steps
from lms.placements.models import Placement
from lms.placements.steps import SIGNATURES, Act, Step
from lms.signoffs import queries, sampling
from lms.signoffs.blockers import blockers_of, marks_in, what_it_holds


class ChangedMeanwhileError(Exception):
    """The record or the state is not the one that was read; nothing was signed."""


def complete(placement: Placement, *, at: datetime) -> None:
    """Its last day is over, or all that is asked is there: what is left is to close it."""
    states.move(placement, "completing", states.CALENDAR)
    steps.take(placement, Act.COMPLETING, by=None, at=at)


def waive(placement: Placement, reason: str, *, by: User, at: datetime) -> None:
    """Let weeks pass that hold less than is asked, where it is too late to mend them."""
    _hold(placement, "completing")
    steps.take(placement, Act.WAIVED, by=by, at=at, said=reason)


def assess(placement: Placement, *, by: User, at: datetime, today: date) -> bool:
    """Close it for its supervisor; true where a moderator looks at it next.

    Raises ChangedMeanwhileError where something stands in the way by now.
    """
    _hold(placement, "completing")
    before, waived = db.session.execute(queries.before_closing(placement, by.id)).one()
    holds, marks = what_it_holds(placement), marks_in(placement)
    if blockers_of(placement, holds, marks, waived=bool(waived), on=today):
        raise ChangedMeanwhileError
    states.move(placement, "assessed", states.SUPERVISOR)
    steps.take(placement, Act.ASSESSED, by=by, at=at)
    if sampling.is_sampled(placement, marks, closed_before=before):
        return True
    states.move(placement, "moderated", states.NOT_SAMPLED)
    steps.take(placement, Act.NOT_SAMPLED, by=None, at=at)
    return False


def moderate(placement: Placement, *, by: User, at: datetime) -> None:
    _hold(placement, "assessed")
    states.move(placement, "moderated", states.MODERATOR)
    steps.take(placement, Act.MODERATED, by=by, at=at)


def send_back(placement: Placement, reason: str, *, by: User, at: datetime) -> None:
    """The supervisor looks at it again."""
    _hold(placement, "assessed")
    states.move(placement, "completing", states.MODERATOR)
    steps.take(placement, Act.SENT_BACK, by=by, at=at, said=reason)


def sign(placement: Placement, act: Act, said: str, *, seen: str, by: User, at: datetime) -> None:
    """Put a name under the record whose head was `seen`; the third one makes it read-only.

    Raises ChangedMeanwhileError when the record has another head by now.
    """
    _hold(placement, "moderated")
    head = record.head_of(placement.id)
    if head is None or head.digest != seen:
        raise ChangedMeanwhileError
    steps.take(placement, act, by=by, at=at, said=said, digest=seen)
    if act == SIGNATURES[-1]:
        _close(placement, at=at)


def _close(placement: Placement, *, at: datetime) -> None:
    states.move(placement, "signed_off", states.SIGNATURES)
    approved = (LogEntry.placement_id == placement.id) & (LogEntry.state == "approved")
    db.session.execute(update(LogEntry).where(approved).values(state="locked"))
    record.note_of_closed("placement.signed_off", placement.id, by=None, at=at)


def correct(placement: Placement, text: str, *, by: User, at: datetime) -> None:
    """Stands beside what it corrects, for whoever reads the record later."""
    _hold(placement, "signed_off")
    steps.take(placement, Act.CORRECTED, by=by, at=at, said=text)


def steps_of(placement: Placement) -> Sequence[Step]:
    return db.session.scalars(steps.steps_of(placement)).all()


def _hold(placement: Placement, state: str) -> None:
    """As it is now that nobody else can act on it; the head is known before anything changes."""
    now = record.hold(placement.id, even_closed=True) or placement.state
    record.head_of(placement.id)
    if now != state:
        raise ChangedMeanwhileError
