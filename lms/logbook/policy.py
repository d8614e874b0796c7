from lms.accounts.models import User
from lms.logbook.models import LogEntry
from lms.logbook.states import EDITABLE
from lms.placements.policy import can_write_log


def can_edit(user: User, entry: LogEntry) -> bool:
    """Its author, until it is under review or approved."""
    return can_write_log(user, entry.placement) and entry.state in EDITABLE


def can_withdraw(user: User, entry: LogEntry) -> bool:
    return can_write_log(user, entry.placement) and entry.state == "submitted"
