from flask import Blueprint

from lms.programmes.phases import standing_of
from lms.programmes.vocabulary import COMPONENTS, PHASES, ROLES, STATES, TONES

bp = Blueprint("programmes", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {
        "COMPONENTS": COMPONENTS,
        "PHASES": PHASES,
        "PLACE_ROLES": ROLES,
        "PLACE_STATES": STATES,
        "TONES": TONES,
        "standing_of": standing_of,
    }


from lms.programmes.views import people, places, programmes  # noqa: E402, F401  # they add their routes
