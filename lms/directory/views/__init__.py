from flask import Blueprint

from lms.directory.vocabulary import PARTS, SEEN

bp = Blueprint("directory", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {"DIRECTORY_PARTS": PARTS, "SEEN_BY": SEEN}


from lms.directory import on_projects  # noqa: E402, F401  # it has a part of the page of a project
from lms.directory.views import people, shown  # noqa: E402, F401  # they add their routes
