from sqlalchemy import Select, select

from lms.accounts.models import User
from lms.editions.models import Edition, Enrolment, Role
from lms.intakes.models import EditionMove

MOST_SUPERVISORS = 60


def supervisors_known_to(user: User) -> Select[User]:
    """Who supervises, or did, where this person coordinates; an administrator knows all."""
    query = (
        select(User)
        .join(Enrolment, Enrolment.user_id == User.id)
        .where(Enrolment.role == Role.SUPERVISOR.value, User.suspended_at.is_(None))
        .order_by(User.name, User.id)
        .distinct()
        .limit(MOST_SUPERVISORS)
    )
    if user.is_administrator:
        return query
    mine = select(Enrolment.edition_id).where(
        Enrolment.user_id == user.id,
        Enrolment.role == Role.COORDINATOR.value,
        Enrolment.ended_at.is_(None),
    )
    return query.where(Enrolment.edition_id.in_(mine))


def move_number(edition: Edition) -> Select[EditionMove]:
    """The last move of an edition."""
    return (
        select(EditionMove)
        .where(EditionMove.edition_id == edition.id)
        .order_by(EditionMove.number.desc())
        .limit(1)
    )
