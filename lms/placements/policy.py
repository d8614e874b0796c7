from datetime import date, timedelta

from lms.accounts.models import User
from lms.editions.models import Role
from lms.editions.roles import my_role_in
from lms.placements.models import RUNNING, Placement
from lms.placements.requirements import GRACE_DAYS


def can_write_log(user: User, placement: Placement) -> bool:
    """The trainee, while the placement runs and the enrolment lasts."""
    enrolment = placement.enrolment
    own = enrolment.user_id == user.id and enrolment.ended_at is None
    return own and placement.state in RUNNING


def last_day_to_write(placement: Placement) -> date:
    """Until then entries about the days of the fieldwork are taken; its rules say how long."""
    grace = (placement.requirement_set.rules or {}).get("grace_days", GRACE_DAYS)
    return placement.ends_on + timedelta(days=grace)


def can_review(user: User, placement: Placement, *, on: date) -> bool:
    """A supervisor of the edition, assigned to this placement now; never its trainee."""
    edition_id, trainee_id = placement.enrolment.edition_id, placement.enrolment.user_id
    if trainee_id == user.id or my_role_in(edition_id, Role.SUPERVISOR) is None:
        return False
    return is_named(user, placement, "primary", "cover", on=on)


def is_named(user: User, placement: Placement, *roles: str, on: date) -> bool:
    """Whether they do one of these things here on that day."""
    return any(
        row.user_id == user.id
        and row.role in roles
        and row.from_on <= on
        and (row.until_on is None or row.until_on >= on)
        for row in placement.assignments
    )
