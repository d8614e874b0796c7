from datetime import date

from lms.accounts.models import User
from lms.fieldwork.models import LogEntry, Placement
from lms.fieldwork.states import EDITABLE
from lms.learning.models import Role
from lms.learning.policy import can_run
from lms.learning.roles import my_role_in

OPEN = frozenset({"active", "completing"})


def can_write_log(user: User, placement: Placement) -> bool:
    """The trainee, while the placement runs and the enrolment lasts."""
    enrolment = placement.enrolment
    own = enrolment.user_id == user.id and enrolment.ended_at is None
    return own and placement.state in OPEN


def can_edit(user: User, entry: LogEntry) -> bool:
    """Its author, until it is under review or approved."""
    return can_write_log(user, entry.placement) and entry.state in EDITABLE


def can_withdraw(user: User, entry: LogEntry) -> bool:
    return can_write_log(user, entry.placement) and entry.state == "submitted"


def can_review(user: User, placement: Placement, *, on: date) -> bool:
    """A supervisor of the edition, assigned to this placement now; never its trainee."""
    edition_id, trainee_id = placement.enrolment.edition_id, placement.enrolment.user_id
    if trainee_id == user.id or my_role_in(edition_id, Role.SUPERVISOR) is None:
        return False
    return any(
        row.user_id == user.id
        and row.role in {"primary", "cover"}
        and row.from_on <= on
        and (row.until_on is None or row.until_on >= on)
        for row in placement.assignments
    )


def can_ask_for_pause(user: User, placement: Placement) -> bool:
    return can_write_log(user, placement)


def can_decide_pause(user: User, placement: Placement) -> bool:
    """Coordinators of the edition and administrators; nobody about their own pause."""
    enrolment = placement.enrolment
    return enrolment.user_id != user.id and can_run(user, enrolment.edition)


def can_end_pause(user: User, placement: Placement) -> bool:
    """The trainee comes back, or the coordinator notes it."""
    return can_ask_for_pause(user, placement) or can_decide_pause(user, placement)
