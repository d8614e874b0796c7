"""Who gives the second mark, who reads what of the two, and who settles it."""

from collections.abc import Sequence
from datetime import date

from lms.accounts.models import User
from lms.editions.models import Role
from lms.editions.policy import can_run
from lms.editions.roles import my_role_in
from lms.placements.models import Placement
from lms.placements.policy import can_review, is_named
from lms.second_marks.models import DIFFERS, THIRD, WAITS, Opinion, SecondMark


def can_mark(user: User, row: SecondMark, *, on: date) -> bool:
    """Somebody else than trainee and first marker: named for it, or who assesses or supervises."""
    placement = row.placement
    if row.state != WAITS or user.id in {placement.enrolment.user_id, row.first.by_id}:
        return False
    named = is_named(user, placement, "second_marker", on=on)
    return named or _is_staff(user, placement) or can_review(user, placement, on=on)


def readable(user: User, row: SecondMark) -> Sequence[Opinion]:
    """Before both have marked, each reads their own; then they and who may settle it read both."""
    if row.placement.enrolment.user_id == user.id:
        return ()
    if row.second is None:
        return [one for one in row.opinions if one.by_id == user.id]
    return row.opinions if _gave_one(user, row) or _is_staff(user, row.placement) else ()


def can_talk(user: User, row: SecondMark) -> bool:
    """The two who marked: put a proposal to the other, or ask for a third person."""
    return row.state == DIFFERS and _gave_one(user, row)


def can_agree(user: User, row: SecondMark) -> bool:
    """With what the other has proposed."""
    proposed = row.proposal
    return proposed is not None and can_talk(user, row) and proposed.by_id != user.id


def can_decide(user: User, row: SecondMark) -> bool:
    """Somebody of the edition's staff who gave neither mark, once it was passed on."""
    return row.state == THIRD and _is_staff(user, row.placement) and not _gave_one(user, row)


def can_let_go(user: User, row: SecondMark) -> bool:
    """Who runs the edition, where nobody gives a second mark in time; not the first marker."""
    own = user.id in {row.first.by_id, row.placement.enrolment.user_id}
    return row.state == WAITS and can_run(user, row.placement.enrolment.edition) and not own


def can_follow(user: User, row: SecondMark, *, on: date) -> bool:
    """Who may open its page at all."""
    if row.placement.enrolment.user_id == user.id:
        return False
    staff = _is_staff(user, row.placement) or can_review(user, row.placement, on=on)
    return _gave_one(user, row) or can_mark(user, row, on=on) or staff


def _gave_one(user: User, row: SecondMark) -> bool:
    return user.id in {one.by_id for one in row.opinions[:2]}


def _is_staff(user: User, placement: Placement) -> bool:
    """Assessors of the edition, and who runs it; never of their own fieldwork."""
    edition = placement.enrolment.edition
    assesses = my_role_in(edition.id, Role.ASSESSOR) is not None
    return placement.enrolment.user_id != user.id and (assesses or can_run(user, edition))
