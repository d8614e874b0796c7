from flask import Blueprint

from lms.editions import vocabulary

bp = Blueprint("learning", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The page of an edition names who is in it."""
    return {"GROUPS": vocabulary.GROUPS}


from lms.learning.views import (  # noqa: E402, F401  # they put their routes on bp
    courses,
    editions,
    electives,
    lessons,
    places,
)
