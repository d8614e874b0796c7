from lms.accounts.models import User
from lms.learning.models import Role
from lms.learning.roles import i_am


def can_prepare(user: User | None) -> bool:
    """Who leads a discussion reads the whole case and its teaching note beforehand."""
    if user is None:
        return False
    return user.is_administrator or i_am(Role.TRAINER, Role.ASSESSOR, Role.COORDINATOR)
