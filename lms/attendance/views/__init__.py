from flask import Blueprint

from lms.class_sessions.vocabulary import STATUSES, TONES

bp = Blueprint("attendance", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {"STATUSES": STATUSES, "TONES": TONES}


from lms.attendance.views import overview, own, registers  # noqa: E402, F401  # they add their routes
