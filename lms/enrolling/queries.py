from collections.abc import Collection

from sqlalchemy import Select, select

from lms.accounts.models import User
from lms.learning.models import Edition, Enrolment


def users_with(emails: Collection[str]) -> Select[User]:
    """Accounts with one of these addresses, written in small letters."""
    return select(User).where(User.email.in_(emails))


def roles_in(edition: Edition, users: Collection[int]) -> Select[Enrolment]:
    """What these people are or were in an edition."""
    return select(Enrolment).where(Enrolment.edition_id == edition.id, Enrolment.user_id.in_(users))
