from datetime import datetime

from lms.accounts.models import User
from lms.appeals.models import FIRST, Appeal
from lms.appeals.times import escalates_until
from lms.editions.models import Role
from lms.editions.policy import can_run
from lms.editions.roles import my_role_in
from lms.placements.models import RUNNING, Placement


def can_ask(user: User, placement: Placement) -> bool:
    """The trainee, while the fieldwork runs."""
    enrolment = placement.enrolment
    own = enrolment.user_id == user.id and enrolment.ended_at is None
    return own and placement.state in RUNNING


def can_answer(user: User, placement: Placement, appeal: Appeal) -> bool:
    """Who marked answers first; the final word is with somebody else of the edition's staff."""
    if appeal.turn is None or placement.enrolment.user_id == user.id:
        return False
    if appeal.turn == FIRST:
        return user.id == appeal.marker_id
    edition = placement.enrolment.edition
    staff = can_run(user, edition) or my_role_in(edition.id, Role.ASSESSOR) is not None
    return staff and user.id != appeal.marker_id


def can_escalate(user: User, placement: Placement, appeal: Appeal, *, at: datetime) -> bool:
    """Once, for a week after the first answer."""
    if not can_ask(user, placement) or appeal.escalated_at or len(appeal.answers) != FIRST:
        return False
    return at < escalates_until(placement, appeal.answers[0].at)
