from flask import Blueprint

from lms.trips.models import Side
from lms.trips.vocabulary import KINDS, MEANT, STANDINGS, TONES

bp = Blueprint("trips", __name__)
WORDS: dict[str, object] = {
    "TRIP_KINDS": KINDS,
    "TRIP_MEANT": MEANT,
    "TRIP_STANDINGS": STANDINGS,
    "TRIP_TONES": TONES,
    "SIDES": list(Side),
}
bp.context_processor(lambda: WORDS)

from lms.trips.views import elsewhere, joining, telling, trips  # noqa: E402, F401  # they add routes
