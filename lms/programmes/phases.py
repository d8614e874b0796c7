"""Where a programme stands: read off the clock of its place, kept nowhere."""

from datetime import datetime, timedelta
from enum import StrEnum

from lms.programmes.models import Participation, Programme, State

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


class Standing(StrEnum):
    """What a confirmed place came to."""

    ATTENDED = "attended"
    ALUMNI = "alumni"


def standing_of(place: Participation, phase: Phase) -> State | Standing:
    """Read off the registers and the clock, as the phase is: they stay confirmed in the table."""
    if place.state != State.CONFIRMED or place.attended_at is None:
        return State(place.state)
    return Standing.ALUMNI if phase is Phase.OVER else Standing.ATTENDED
