"""Who may do the next step at the end of a placement."""

from collections.abc import Sequence
from datetime import date

from lms.accounts.models import User
from lms.editions.models import Role
from lms.editions.policy import can_run
from lms.editions.roles import my_role_in
from lms.placements.models import Placement
from lms.placements.policy import can_review, is_named
from lms.placements.steps import SIGNATURES, Act, Step


def can_assess(user: User, placement: Placement, *, on: date) -> bool:
    """Its primary supervisor, once it is being completed."""
    mine = any(row.user_id == user.id and row.role == "primary" for row in placement.assignments)
    return placement.state == "completing" and mine and can_review(user, placement, on=on)


def can_moderate(user: User, placement: Placement, *, on: date) -> bool:
    """Whoever is named for it, an assessor or a coordinator; never trainee or supervisor."""
    if placement.state != "assessed" or _is_party(user, placement):
        return False
    edition = placement.enrolment.edition
    named = is_named(user, placement, "moderator", on=on)
    return named or can_run(user, edition) or my_role_in(edition.id, Role.ASSESSOR) is not None


def can_name(user: User, placement: Placement) -> bool:
    """Who runs the edition says who the second persons are, until it is signed off or ended."""
    open_still = placement.state not in {"signed_off", "archived", "withdrawn", "terminated"}
    return open_still and can_run(user, placement.enrolment.edition)


def next_signature(steps: Sequence[Step]) -> Act | None:
    """Trainee, supervisor, programme, in this order."""
    signed = {row.act for row in steps}
    return next((act for act in SIGNATURES if act not in signed), None)


def can_sign(user: User, placement: Placement, steps: Sequence[Step], *, on: date) -> bool:
    """Each of the three for themselves, in their turn; nobody signs twice."""
    act = next_signature(steps)
    if placement.state != "moderated" or act is None:
        return False
    if act is Act.TRAINEE_SIGNED:
        enrolment = placement.enrolment
        return enrolment.user_id == user.id and enrolment.ended_at is None
    if act is Act.SUPERVISOR_SIGNED:
        return can_review(user, placement, on=on)
    return can_run(user, placement.enrolment.edition) and not _is_party(user, placement)


def can_correct(user: User, placement: Placement) -> bool:
    """A coordinator, once it is signed off; a correction stands beside what it corrects."""
    return placement.state == "signed_off" and can_run(user, placement.enrolment.edition)


def can_waive(user: User, placement: Placement) -> bool:
    return placement.state == "completing" and can_run(user, placement.enrolment.edition)


def _is_party(user: User, placement: Placement) -> bool:
    supervises = any(
        row.user_id == user.id and row.role in {"primary", "cover"} for row in placement.assignments
    )
    return placement.enrolment.user_id == user.id or supervises
