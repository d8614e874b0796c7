from flask import Blueprint

from lms.meetings.hours import Burden
from lms.meetings.vocabulary import BURDENS, MEANT, TONES

OF_GROUP = "/meetings/<any(initiatives, programmes, projects, polls):kind>/<int:number>"

bp = Blueprint("meetings", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {"BURDENS": BURDENS, "BURDEN_TONES": TONES, "BURDENS_MEANT": MEANT, "WORST": max(Burden)}


from lms.meetings import calendar, on_polls  # noqa: E402, F401  # they tell calendars and topics
from lms.meetings.views import (  # noqa: E402  # they add their routes
    changing,  # noqa: F401
    fixing,  # noqa: F401
    groups,  # noqa: F401
    polls,  # noqa: F401
)
