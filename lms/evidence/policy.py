from lms.accounts.models import User
from lms.editions.models import Role
from lms.editions.roles import my_role_in
from lms.logbook.models import LogEntry
from lms.logbook.states import EDITABLE
from lms.placements.policy import can_write_log

OPEN = EDITABLE | {"submitted"}


def can_add(user: User, entry: LogEntry) -> bool:
    """Its author, until the entry is decided."""
    return can_write_log(user, entry.placement) and entry.state in OPEN


def can_withdraw(user: User, entry: LogEntry) -> bool:
    """Its author and the coordinator, at any time: those who are shown may change their mind."""
    enrolment = entry.placement.enrolment
    is_author = enrolment.user_id == user.id
    return is_author or my_role_in(enrolment.edition_id, Role.COORDINATOR) is not None
