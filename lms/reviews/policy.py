from lms.accounts.models import User
from lms.editions.policy import can_run
from lms.placements.models import RUNNING, Placement


def can_reopen(user: User, placement: Placement) -> bool:
    """Whoever runs the edition, while the fieldwork runs; nobody for themselves."""
    own = placement.enrolment.user_id == user.id
    return not own and placement.state in RUNNING and can_run(user, placement.enrolment.edition)
