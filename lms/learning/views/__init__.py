from flask import Blueprint

from lms.learning import vocabulary
from lms.learning.views.tabs import quizzes_tab

bp = Blueprint("learning", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists that pages of learning show by name, and where quizzes are."""
    return {
        "ROLES": vocabulary.ROLES,
        "GROUPS": vocabulary.GROUPS,
        "TASKS": vocabulary.TASKS,
        "quizzes_tab": quizzes_tab,
    }


from lms.learning.views import (  # noqa: E402, F401  # they put their routes on bp
    courses,
    editions,
    electives,
    exports,
    lessons,
    people,
    quizzes,
    statistics,
)
