from flask import Blueprint

from lms.fieldwork import vocabulary
from lms.grading.vocabulary import LEVEL_NAMES

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
        "LEVEL_NAMES": LEVEL_NAMES,
        "ENTRUSTMENT": vocabulary.ENTRUSTMENT,
        "GATE_DECISIONS": vocabulary.GATE_DECISIONS,
        "PAUSE_ANSWERS": vocabulary.PAUSE_ANSWERS,
    }


from lms.fieldwork import completion, log_marks, occasions  # noqa: E402, F401  # they tell learning what fieldwork asks, and when
from lms.fieldwork.views import (  # noqa: E402  # they put their routes on bp
    entries,  # noqa: F401
    pauses,  # noqa: F401
    phases,  # noqa: F401
    placements,  # noqa: F401
    reflections,  # noqa: F401
    reviews,  # noqa: F401
    stretches,  # noqa: F401
)
