from flask import Blueprint

from lms.content.exchange import lacks_a_why
from lms.question_sets import vocabulary
from lms.question_sets.models import MOST_QUESTIONS
from lms.quizzes.solutions import solution

bp = Blueprint("question_sets", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists that pages of question sets show by name, and how a question is shown."""
    return {
        "STATES": vocabulary.STATES,
        "STATE_TONES": vocabulary.STATE_TONES,
        "KINDS": vocabulary.KINDS,
        "FORMATS": vocabulary.FORMATS,
        "REASONS": vocabulary.REASONS,
        "REMARKS": vocabulary.REMARKS,
        "MOST_QUESTIONS": MOST_QUESTIONS,
        "lacks_a_why": lacks_a_why,
        "solution": solution,
    }


from lms.question_sets.views import (  # noqa: E402, F401  # they put their routes on bp
    files,
    publication,
    sets,
    taking,
)
