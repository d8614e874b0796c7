"""When an appeal may be made: a day after the assessment was shown, then for a week."""

from datetime import datetime, timedelta
from typing import NamedTuple

from lms.placements.models import Placement
from lms.placements.requirements import APPEALS
from lms.stretches.models import Assessment


class Window(NamedTuple):
    opens: datetime
    closes: datetime

    def is_open(self, at: datetime) -> bool:
        return self.opens <= at < self.closes


def window_of(placement: Placement, assessment: Assessment) -> Window | None:
    """By the rules the placement began with; none before the trainee was shown it."""
    if assessment.released_at is None:
        return None
    opens = assessment.released_at + timedelta(hours=rules_of(placement)["cool_off_hours"])
    return Window(opens, opens + timedelta(days=rules_of(placement)["window_days"]))


def escalates_until(placement: Placement, answered_at: datetime) -> datetime:
    return answered_at + timedelta(days=rules_of(placement)["window_days"])


def rules_of(placement: Placement) -> dict[str, int]:
    pinned: dict[str, int] = (placement.requirement_set.rules or {}).get("appeals", {})
    return APPEALS | pinned
