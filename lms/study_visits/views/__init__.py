from flask import Blueprint

from lms.i18n import language_called
from lms.study_visits.vocabulary import HOST_KINDS

bp = Blueprint("study_visits", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {"HOST_KINDS": HOST_KINDS, "language_called": language_called}


from lms.study_visits import origins  # noqa: E402, F401  # told to initiatives
from lms.study_visits.views import (  # noqa: E402  # they add their routes
    answers,  # noqa: F401
    consents,  # noqa: F401
    days,  # noqa: F401
    observations,  # noqa: F401
    photos,  # noqa: F401
    questions,  # noqa: F401
    visits,  # noqa: F401
)
