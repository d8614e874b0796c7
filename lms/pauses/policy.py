from lms.accounts.models import User
from lms.editions.policy import can_run
from lms.placements.models import Placement
from lms.placements.policy import can_write_log


def can_ask_for_pause(user: User, placement: Placement) -> bool:
    return can_write_log(user, placement)


def can_decide_pause(user: User, placement: Placement) -> bool:
    """Coordinators of the edition and administrators; nobody about their own pause."""
    enrolment = placement.enrolment
    return enrolment.user_id != user.id and can_run(user, enrolment.edition)


def can_end_pause(user: User, placement: Placement) -> bool:
    """The trainee comes back, or the coordinator notes it."""
    return can_ask_for_pause(user, placement) or can_decide_pause(user, placement)
