"""Where the tab of quizzes leads this reader."""

from flask import url_for

from lms.accounts.session import me
from lms.editions import policy
from lms.editions.models import Edition, Role
from lms.editions.roles import my_role_in


def quizzes_tab(edition: Edition) -> str | None:
    """Those who teach see how quizzes went, trainees those of their edition; others none."""
    if policy.can_follow(me(), edition):
        return url_for("quizzes.quizzes", edition_id=edition.id)
    if my_role_in(edition.id, Role.TRAINEE):
        return f"/editions/{edition.id}/question-sets"
    return None
