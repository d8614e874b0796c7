from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.learning.models import Edition, Enrolment, Role


def open_enrolments(user: User) -> Select[Enrolment]:
    """Every role a person has now, with its edition, the newest edition first."""
    return (
        select(Enrolment)
        .join(Enrolment.edition)
        .options(joinedload(Enrolment.edition))
        .where(Enrolment.user_id == user.id, Enrolment.ended_at.is_(None))
        .order_by(Edition.starts_on.desc(), Enrolment.id)
    )


def editions_for(user: User) -> Select[Edition]:
    """Editions a person may see: where they have a role; an administrator sees all."""
    query = select(Edition)
    if user.is_administrator:
        return query
    roles = select(Enrolment.edition_id).where(
        Enrolment.user_id == user.id, Enrolment.ended_at.is_(None)
    )
    return query.where(Edition.id.in_(roles))


def people_of(edition: Edition, *roles: Role) -> Select[Enrolment]:
    """Who is in an edition now, with their accounts, by role and name."""
    query = (
        select(Enrolment)
        .join(Enrolment.user)
        .options(joinedload(Enrolment.user))
        .where(Enrolment.edition_id == edition.id, Enrolment.ended_at.is_(None))
        .order_by(Enrolment.role, User.name, Enrolment.id)
    )
    return query.where(Enrolment.role.in_(roles)) if roles else query
