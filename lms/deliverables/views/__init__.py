from flask import Blueprint

from lms.deliverables import second_marking, standing, vocabulary  # noqa: F401  # it tells how versions are marked twice
from lms.grading.marks import mark
from lms.grading.vocabulary import LEVEL_NAMES

bp = Blueprint("deliverables", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """What every page of deliverables shows by name."""
    return {
        "STATES": vocabulary.STATES,
        "GRADER_STATES": vocabulary.GRADER_STATES,
        "TONES": vocabulary.TONES,
        "LEVEL_NAMES": LEVEL_NAMES,
        "shown_state": standing.shown_state,
        "mark_of": mark,
    }


from lms.deliverables.views import grading, reading, writing  # noqa: E402, F401  # they put their routes on bp
