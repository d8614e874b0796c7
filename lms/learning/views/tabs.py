"""Where the tabs of an edition lead this reader that not everybody has."""

from flask import url_for

from lms.accounts.session import me
from lms.learning import policy
from lms.learning.models import Edition, Role
from lms.learning.roles import my_role_in


def quizzes_tab(edition: Edition) -> str | None:
    """Those who teach see how quizzes went, trainees those of their edition; others none."""
    if policy.can_follow(me(), edition):
        return url_for("learning.quizzes", edition_id=edition.id)
    if my_role_in(edition.id, Role.TRAINEE):
        return f"/editions/{edition.id}/question-sets"
    return None


def progress_tab(edition: Edition) -> str | None:
    """Whoever runs it sees who falls behind."""
    return f"/editions/{edition.id}/progress" if policy.can_run(me(), edition) else None
