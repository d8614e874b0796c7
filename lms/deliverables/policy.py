from datetime import date

from lms.accounts.models import User
from lms.content.course import Course
from lms.deliverables.models import Deliverable
from lms.deliverables.standing import is_below
from lms.deliverables.states import EDITABLE
from lms.editions.models import Role
from lms.editions.roles import my_role_in
from lms.placements.models import Placement
from lms.placements.policy import can_review, can_write_log


def can_write(user: User, placement: Placement, work: Deliverable | None, course: Course) -> bool:
    """Its author, until it is handed in, and again when it comes back or is below the level."""
    if not can_write_log(user, placement):
        return False
    if work is None:
        return True
    again = work.state != "released" or is_below(work, course)
    return work.state in EDITABLE and again and can_hand_in_again(work, course)


def can_hand_in_again(work: Deliverable, course: Course) -> bool:
    """As often as the course says; the first time is no repetition."""
    return work.times_submitted <= course.deliverables.resubmissions


def can_grade(user: User, placement: Placement, *, on: date) -> bool:
    """Who supervises the placement now, and assessors of its edition; never its trainee."""
    if placement.enrolment.user_id == user.id:
        return False
    assesses = my_role_in(placement.enrolment.edition_id, Role.ASSESSOR) is not None
    return assesses or can_review(user, placement, on=on)
