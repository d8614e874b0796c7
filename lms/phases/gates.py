"""The gates between phases: the trainee shows proof of a milestone, the supervisor decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.phases.models import MilestoneReview
from lms.placements import record
from lms.placements.calendar import asked_of, stretches_of
from lms.placements.models import Placement
from lms.placements.periods import Asked

OPENED, NOT_YET = "opened", "not_yet"


class GateMovedError(Exception):
    """The gate is not where the page had it: asked for, decided or opened meanwhile."""


@dataclass(frozen=True)
class Phase:
    """A period with a milestone, where it lies by the plan, and what came of its gate so far.

    `last` is None when the placement ends before the phase is over.
    """

    number: int
    asked: Asked
    first: date | None
    last: date | None
    reviews: tuple[MilestoneReview, ...]
    is_current: bool

    @property
    def opened(self) -> MilestoneReview | None:
        return next((row for row in self.reviews if row.decision == OPENED), None)

    @property
    def waiting(self) -> MilestoneReview | None:
        return next((row for row in self.reviews if row.decision is None), None)

    @property
    def is_locked(self) -> bool:
        """It waits for the gate before it."""
        return not self.is_current and self.opened is None


def phases_of(placement: Placement, reviews: Sequence[MilestoneReview]) -> list[Phase]:
    """All phases in order; the current one is the first whose gate is still closed."""
    opened = {row.milestone for row in reviews if row.decision == OPENED}
    found: list[Phase] = []
    stretches = {stretch.number: stretch for stretch in stretches_of(placement)}
    for asked in asked_of(placement):
        if asked.milestone:
            first, last = stretches.get(min(asked.numbers)), stretches.get(max(asked.numbers))
            is_next = asked.milestone not in opened and not any(row.is_current for row in found)
            found.append(
                Phase(
                    number=len(found) + 1,
                    asked=asked,
                    first=first.first if first else None,
                    last=last.last if last else None,
                    reviews=tuple(row for row in reviews if row.milestone == asked.milestone),
                    is_current=is_next,
                )
            )
    return found


def current(phases: Sequence[Phase]) -> Phase | None:
    """The phase the trainee is in; None where there are none, or all milestones are reached."""
    return next((phase for phase in phases if phase.is_current), None)


def planned(phases: Sequence[Phase], on: date) -> Phase | None:
    """The phase in which the plan would have the trainee on that day."""
    begun = [phase for phase in phases if phase.first and phase.first <= on]
    return begun[-1] if begun else None


def ask(placement: Placement, milestone: str, *, evidence: list[str], at: datetime) -> None:
    """Ask for the gate; asked again before the decision, the evidence is the newer one."""
    db.hold(placement)
    phase = current(phases_of(placement, _reviews(placement)))
    if phase is None or phase.asked.milestone != milestone:
        raise GateMovedError
    if phase.waiting:
        phase.waiting.evidence, phase.waiting.asked_at = evidence, at
    else:
        db.session.add(
            MilestoneReview(
                placement_id=placement.id,
                milestone=milestone,
                number=len(phase.reviews) + 1,
                evidence=evidence,
                asked_at=at,
            )
        )
    db.session.flush()


def decide(  # noqa: PLR0913  # a gate is decided in one act, with all that it stands on
    placement: Placement,
    milestone: str,
    *,
    seen: datetime,
    decision: str,
    reason: str,
    entrustment: int,
    by: User,
    at: datetime,
) -> None:
    """Open the gate or say what is missing, about the evidence as it was `seen`.

    Raises GateMovedError when the trainee has changed it since or somebody decided differently;
    the same decision sent twice is one.
    """
    db.hold(placement)
    phase = next(
        row for row in phases_of(placement, _reviews(placement)) if row.asked.milestone == milestone
    )
    row = phase.waiting
    if row is None:
        if phase.reviews and phase.reviews[-1].decision == decision:
            return
        raise GateMovedError
    if row.asked_at != seen:
        raise GateMovedError
    row.decision, row.reason, row.entrustment = decision, reason, entrustment
    row.reviewer, row.decided_at = by, at
    db.session.flush()
    details = {"milestone": milestone, "number": row.number, "entrustment": entrustment}
    record.note(f"gate.{decision}", placement.id, by=by, at=at, **details)


def _reviews(placement: Placement) -> list[MilestoneReview]:
    query = (
        select(MilestoneReview)
        .where(MilestoneReview.placement_id == placement.id)
        .order_by(MilestoneReview.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))
