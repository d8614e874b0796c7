from lms.accounts.models import User
from lms.learning import policy as learning
from lms.learning.models import Edition


def can_set_dates(user: User, edition: Edition) -> bool:
    """Its trainers, its coordinators and administrators say when work is due and give more time."""
    return learning.can_follow(user, edition)
