from flask import Blueprint

from lms.learning import vocabulary
from lms.learning.views.tabs import progress_tab, quizzes_tab

bp = Blueprint("learning", __name__)
bp.add_app_template_global(progress_tab)
bp.add_app_template_global(quizzes_tab)  # the tabs of an edition stand on pages of features above


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists that pages of learning show by name."""
    return {
        "ROLES": vocabulary.ROLES,
        "GROUPS": vocabulary.GROUPS,
        "TASKS": vocabulary.TASKS,
    }


from lms.learning import quiz_marks  # noqa: E402, F401  # it says what quizzes bring
from lms.learning.views import (  # noqa: E402, F401  # they put their routes on bp
    courses,
    editions,
    electives,
    exports,
    lessons,
    people,
    places,
    quizzes,
    statistics,
)
