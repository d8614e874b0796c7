from flask import Blueprint

from lms.learning import vocabulary

bp = Blueprint("learning", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists that pages of learning show by name."""
    return {
        "ROLES": vocabulary.ROLES,
        "GROUPS": vocabulary.GROUPS,
        "TASKS": vocabulary.TASKS,
    }


from lms.learning import quiz_marks  # noqa: E402, F401  # it says what quizzes bring
from lms.learning.views import courses, editions, electives, lessons, people, quizzes, rules  # noqa: E402, F401  # they put their routes on bp
