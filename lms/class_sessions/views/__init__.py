from flask import Blueprint

from lms.class_sessions import times, vocabulary

bp = Blueprint("class_sessions", __name__)
bp.add_app_template_filter(times.city, "city")


@bp.context_processor
def words() -> dict[str, object]:
    """The closed lists that pages of sessions show by name."""
    return {
        "KINDS": vocabulary.KINDS,
        "KIND_NOTES": vocabulary.KIND_NOTES,
        "STATUSES": vocabulary.STATUSES,
        "TONES": vocabulary.TONES,
        "HOWS": vocabulary.HOWS,
    }


from lms.class_sessions import completion, dates, moving  # noqa: E402, F401  # they tell features below what is known here
from lms.class_sessions.views import (  # noqa: E402  # they put their routes on bp
    calendar,  # noqa: F401
    check_in,  # noqa: F401
    feeds,  # noqa: F401
    panel,  # noqa: F401
    registers,  # noqa: F401
    room,  # noqa: F401
    sessions,  # noqa: F401
    timetable,  # noqa: F401
)
