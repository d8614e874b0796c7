from flask import Blueprint

from lms.directory.vocabulary import PARTS, SEEN

bp = Blueprint("directory", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {"DIRECTORY_PARTS": PARTS, "SEEN_BY": SEEN}


from lms.directory import in_mentions, on_projects  # noqa: E402, F401  # rules and parts elsewhere
from lms.directory.views import people, shown  # noqa: E402, F401  # they add their routes
