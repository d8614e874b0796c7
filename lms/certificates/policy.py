from lms.accounts.models import User
from lms.certificates.models import Certificate
from lms.editions.models import Edition, Enrolment
from lms.editions.policy import can_run


def can_issue(user: User, edition: Edition) -> bool:
    """Whoever runs the edition."""
    return can_run(user, edition)


def can_issue_to(user: User, enrolment: Enrolment) -> bool:
    """Nobody certifies themselves, whatever else they are."""
    return can_issue(user, enrolment.edition) and enrolment.user_id != user.id


def can_revoke(user: User, certificate: Certificate) -> bool:
    return can_issue(user, certificate.enrolment.edition)


def can_download(user: User | None, certificate: Certificate) -> bool:
    """The person it certifies and whoever runs the edition; others have the public page."""
    if user is None:
        return False
    own = certificate.enrolment.user_id == user.id
    return own or can_issue(user, certificate.enrolment.edition)
