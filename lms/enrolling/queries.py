from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.editions.models import Edition, Enrolment
from lms.enrolling.models import SupervisorMatch


def users_with(emails: Collection[str]) -> Select[User]:
    """Accounts with one of these addresses, written in small letters."""
    return select(User).where(User.email.in_(emails))


def roles_in(edition: Edition, users: Collection[int]) -> Select[Enrolment]:
    """What these people are or were in an edition."""
    return _everyone(edition).where(Enrolment.user_id.in_(users))


def everyone_in(edition: Edition) -> Select[Enrolment]:
    """Who is or was in an edition, with their accounts."""
    return _everyone(edition)


def _everyone(edition: Edition) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(Enrolment.user)
        .options(contains_eager(Enrolment.user), joinedload(Enrolment.edition))
        .where(Enrolment.edition_id == edition.id)
        .order_by(Enrolment.id)
    )


def matches_in(edition: Edition) -> Select[SupervisorMatch]:
    return (
        select(SupervisorMatch)
        .join(Enrolment, Enrolment.id == SupervisorMatch.enrolment_id)
        .where(Enrolment.edition_id == edition.id)
    )
