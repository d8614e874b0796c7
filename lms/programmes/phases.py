"""Where a programme stands: read off the clock of its place, kept nowhere."""

from datetime import datetime, timedelta
from enum import StrEnum

from lms.programmes.models import Programme

FOLLOWED_UP = timedelta(days=365)
"""How long after the week its commitments are asked after."""


class Phase(StrEnum):
    DRAFT = "draft"
    APPLYING = "applying"
    PREPARING = "preparing"
    RUNNING = "running"
    FOLLOWING_UP = "following_up"
    OVER = "over"


def phase_of(programme: Programme, at: datetime) -> Phase:
    if programme.opened_at is None:
        return Phase.DRAFT
    today = at.astimezone(programme.zone).date()
    until = (
        (Phase.APPLYING, programme.apply_by),
        (Phase.PREPARING, programme.starts_on - timedelta(days=1)),
        (Phase.RUNNING, programme.ends_on),
        (Phase.FOLLOWING_UP, programme.ends_on + FOLLOWED_UP),
    )
    return next((phase for phase, last in until if today <= last), Phase.OVER)
