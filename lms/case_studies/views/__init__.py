from flask import Blueprint

from lms.case_studies import states, vocabulary
from lms.grading.marks import mark
from lms.grading.vocabulary import LEVEL_NAMES

bp = Blueprint("case_studies", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """What every page of cases shows by name."""
    return {
        "PAPER_STATES": vocabulary.PAPER_STATES,
        "PAPER_TONES": vocabulary.PAPER_TONES,
        "LEVEL_NAMES": LEVEL_NAMES,
        "shown_state": states.shown_state,
        "mark_of": mark,
    }


from lms.case_studies.views import (  # noqa: E402, F401  # they put their routes on bp
    cases,
    classroom,
    discussion,
    grading,
    groups,
    joining,
    papers,
    posts,
    published,
    queue,
)
