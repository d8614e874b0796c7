from flask import Blueprint

from lms.i18n import language_called
from lms.study_visits.vocabulary import HOST_KINDS

bp = Blueprint("study_visits", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {"HOST_KINDS": HOST_KINDS, "language_called": language_called}


from lms.study_visits.views import consents, visits  # noqa: E402, F401  # they add their routes
