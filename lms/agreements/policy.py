from datetime import date

from lms.accounts.models import User
from lms.agreements.models import Party
from lms.editions.policy import can_run
from lms.placements.models import Placement
from lms.placements.policy import can_review


def party_of(user: User, placement: Placement, *, on: date) -> Party | None:
    """For whom this person signs: trainee and supervisor each for themselves only."""
    enrolment = placement.enrolment
    if enrolment.user_id == user.id and enrolment.ended_at is None:
        return Party.TRAINEE
    return Party.SUPERVISOR if can_review(user, placement, on=on) else None


def can_change(user: User, placement: Placement, *, on: date) -> bool:
    """Trainee, supervisor and coordinator write what is arranged, until all have signed."""
    concerned = party_of(user, placement, on=on) or can_run(user, placement.enrolment.edition)
    return placement.state == "proposed" and bool(concerned)


def can_hand_to_host(user: User, placement: Placement, *, on: date) -> bool:
    """Whoever may change the agreement may let the host sign on their device, or write to them."""
    return can_change(user, placement, on=on)
