from flask import Blueprint

from lms.grading.vocabulary import LEVEL_NAMES
from lms.logbook.vocabulary import words
from lms.stretches import second_marking  # noqa: F401  # it tells how weeks are marked twice

bp = Blueprint("stretches", __name__)
bp.context_processor(lambda: words() | {"LEVEL_NAMES": LEVEL_NAMES})

STRETCH = "/placements/<int:placement_id>/<any(weeks, months):units>/<int:number>"


from lms.stretches.views import assessing, closing, reflecting, stretch  # noqa: E402, F401  # they add their routes
