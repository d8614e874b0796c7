"""Who hears of what at the end of a placement: whoever is next, and both when it is signed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms import clock
from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Role
from lms.editions.queries import people_of
from lms.jobs import actions as jobs
from lms.logbooks.queries import head as head_of
from lms.logbooks.queries import placement_to_draw
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category
from lms.placements.models import Placement
from lms.placements.steps import SIGNATURES, Act, steps_of
from lms.signoffs.queries import assigned

TELL = "signoff.tell"
TO_MODERATE, TO_SIGN, SIGNED = "sign_off_to_moderate", "sign_off_to_sign", "sign_off_signed"


def ask(placement: Placement, *, at: datetime) -> None:
    """Have whoever is next told of it, once this is kept."""
    jobs.enqueue(TELL, at=at, placement=placement.id)


@jobs.handles(TELL)
def tell_whom_it_concerns(payload: dict[str, Any]) -> None:
    """As it stands when the worker comes to it."""
    placement = db.session.scalars(placement_to_draw(payload["placement"])).unique().one()
    at, signed = clock.now(), {row.act for row in db.session.scalars(steps_of(placement))}
    if placement.state == "assessed":
        _tell(placement, _moderators(placement), TO_MODERATE, at)
    elif placement.state == "moderated":
        turn = next(act for act in SIGNATURES if act not in signed)
        _tell(placement, _signers(placement, turn), TO_SIGN, at)
    elif placement.state == "signed_off":
        head = db.session.scalars(head_of(placement)).one()
        both = [placement.enrolment.user, *(row.user for row in assigned(placement, "primary"))]
        _tell(placement, both, SIGNED, at, urgent=True, head=head.digest)


def _moderators(placement: Placement) -> list[User]:
    """Whoever is named for it; else the assessors of the edition, else its coordinators."""
    named = [row.user for row in assigned(placement, "moderator")]
    parties = {placement.enrolment.user_id, *(row.user_id for row in placement.assignments)}
    staff = _staff(placement, Role.ASSESSOR, Role.COORDINATOR)
    others = [(role, user) for role, user in staff if user.id not in parties]
    assessors = [user for role, user in others if role == Role.ASSESSOR]
    return named or assessors or [user for _role, user in others]


def _signers(placement: Placement, act: Act) -> list[User]:
    if act is Act.TRAINEE_SIGNED:
        return [placement.enrolment.user]
    if act is Act.SUPERVISOR_SIGNED:
        return [row.user for row in assigned(placement, "primary")]
    return [user for _role, user in _staff(placement, Role.COORDINATOR)]


def _staff(placement: Placement, *roles: Role) -> Sequence[tuple[str, User]]:
    rows = db.session.scalars(people_of(placement.enrolment.edition, *roles))
    return [(row.role, row.user) for row in rows]


def _tell(  # what a notice says
    placement: Placement,
    people: Iterable[User],
    kind: str,
    at: datetime,
    *,
    urgent: bool = False,
    **about: str,
) -> None:
    tell(
        list({row.id: row for row in people}.values()),
        kind,
        category=Category.WORK,
        about={"name": placement.enrolment.user.name, **about},
        href=f"/placements/{placement.id}/sign-off",
        at=at,
        urgent=urgent,
    )


@says(TO_MODERATE)
def to_moderate(about: Mapping[str, Any]) -> str:
    return _("The fieldwork of %(name)s waits for a second look", name=about["name"])


@says(TO_SIGN)
def to_sign(about: Mapping[str, Any]) -> str:
    return _("The record of %(name)s’s fieldwork waits for your signature", name=about["name"])


@says(SIGNED)
def signed(about: Mapping[str, Any]) -> str:
    return _(
        "The fieldwork of %(name)s is signed off. Keep the head of its record: %(head)s",
        name=about["name"],
        head=about["head"],
    )
