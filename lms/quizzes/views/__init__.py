from flask import Blueprint

from lms.quizzes.tabs import quizzes_tab

bp = Blueprint("quizzes", __name__)
bp.add_app_template_global(quizzes_tab)  # the tabs of an edition stand on pages of features above

from lms.quizzes import marks  # noqa: E402, F401  # it says what quizzes bring
from lms.quizzes.views import (  # noqa: E402, F401  # they put their routes on bp
    exports,
    quizzes,
    statistics,
)
