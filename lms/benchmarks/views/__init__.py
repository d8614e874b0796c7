from flask import Blueprint

from lms.benchmarks import vocabulary
from lms.benchmarks.numbers import plain
from lms.benchmarks.periods import called
from lms.benchmarks.words import said
from lms.i18n import show_number
from lms.projects.branches import BRANCHES
from lms.projects.forms import KINDS, STATUSES

bp = Blueprint("benchmarks", __name__)
WORDS: dict[str, object] = {
    "BETTER": vocabulary.BETTER,
    "BRANCHES": BRANCHES,
    "CONFIDENCES": vocabulary.CONFIDENCES,
    "CONFIDENCE_MEANT": vocabulary.CONFIDENCE_MEANT,
    "CONFIDENCE_TONES": vocabulary.CONFIDENCE_TONES,
    "KINDS": KINDS,
    "PERIOD_UNITS": vocabulary.PERIOD_UNITS,
    "SHARES": vocabulary.SHARES,
    "SHARES_OF_OTHERS": vocabulary.SHARES_OF_OTHERS,
    "SHARE_MEANT": vocabulary.SHARE_MEANT,
    "STATUSES": STATUSES,
    "UNITS": vocabulary.UNITS,
    "amount": lambda value: show_number(plain(value)),
    "period_called": called,
    "said": said,
}
bp.context_processor(lambda: WORDS)

from lms.benchmarks.views import (  # noqa: E402, F401  # they add their routes and parts
    comparisons,
    elsewhere,
    figures,
    making,
    releases,
    sets,
)
