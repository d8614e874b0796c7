from lms.accounts.models import User
from lms.editions import policy as editions
from lms.editions.models import Edition


def can_set_dates(user: User, edition: Edition) -> bool:
    """Its trainers, its coordinators and administrators say when work is due and give more time."""
    return editions.can_follow(user, edition)
