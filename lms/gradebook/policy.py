from lms.accounts.models import User
from lms.editions import policy as editions
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.roles import my_role_in


def can_mark(user: User, edition: Edition) -> bool:
    """Its trainers, assessors and coordinators, and administrators: see, write, release marks."""
    assesses = my_role_in(edition.id, Role.ASSESSOR) is not None
    return assesses or editions.can_follow(user, edition)


def can_mark_person(user: User, enrolment: Enrolment) -> bool:
    """Nobody marks themselves, or sees their own drafts, whatever else they are."""
    return enrolment.user_id != user.id
