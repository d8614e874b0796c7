from flask import Blueprint

from lms.benchmarks.views import WORDS

bp = Blueprint("introductions", __name__)
bp.context_processor(lambda: WORDS)

from lms.introductions import origins  # noqa: E402, F401  # told to initiatives
from lms.introductions.views import answering, asking  # noqa: E402, F401  # they add their routes
