from flask import Blueprint

from lms.experience.vocabulary import PART_NAMES

bp = Blueprint("note_comments", __name__)


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the page of a note says about it, too."""
    return {"PARTS_OF_NOTES": PART_NAMES}


from lms.note_comments import beside  # noqa: E402, F401  # parts of the pages of notes
from lms.note_comments.views import comments, reports  # noqa: E402, F401  # they add their routes
