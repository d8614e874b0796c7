from flask import Blueprint

from lms.initiatives.vocabulary import ROLES, STATES, STEPS, TONES, VALUES

bp = Blueprint("initiatives", __name__)


@bp.app_context_processor
def states() -> dict[str, object]:
    """Pages of what initiatives came from show them, too."""
    return {"INITIATIVE_STATES": STATES, "INITIATIVE_TONES": TONES}


@bp.context_processor
def words() -> dict[str, object]:
    return {"INITIATIVE_STEPS": STEPS, "PARTNER_ROLES": ROLES, "VALUES": VALUES}


from lms.initiatives import (  # noqa: E402  # they tell pages and mails
    elsewhere,  # noqa: F401
    on_topics,  # noqa: F401
    reminders,  # noqa: F401
)
from lms.initiatives.views import initiatives, joining, steps  # noqa: E402, F401  # they add routes
