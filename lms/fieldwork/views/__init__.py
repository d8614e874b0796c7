from flask import Blueprint

from lms.fieldwork import vocabulary

bp = Blueprint("fieldwork", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists every page of fieldwork shows by name."""
    return {
        "ACTIVITIES": vocabulary.ACTIVITIES,
        "STATES": vocabulary.STATES,
        "REVIEWER_STATES": vocabulary.REVIEWER_STATES,
        "STATE_TONES": vocabulary.STATE_TONES,
        "DECISIONS": vocabulary.DECISIONS,
        "LEVEL_NAMES": vocabulary.LEVEL_NAMES,
    }


from lms.fieldwork import completion, occasions  # noqa: E402, F401  # they tell learning what fieldwork asks, and when
from lms.fieldwork.views import entries, placements, reviews, weeks  # noqa: E402, F401  # they put their routes on bp
