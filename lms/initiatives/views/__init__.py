from flask import Blueprint

from lms.initiatives.vocabulary import ROLES, STATES, STEPS, TONES, VALUES

bp = Blueprint("initiatives", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    return {
        "INITIATIVE_STATES": STATES,
        "INITIATIVE_TONES": TONES,
        "INITIATIVE_STEPS": STEPS,
        "PARTNER_ROLES": ROLES,
        "VALUES": VALUES,
    }


from lms.initiatives import elsewhere, reminders  # noqa: E402, F401  # told to pages and mails
from lms.initiatives.views import initiatives, joining, steps  # noqa: E402, F401  # they add routes
