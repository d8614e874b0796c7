from flask import Blueprint

from lms.logbook.vocabulary import words

bp = Blueprint("reviews", __name__)
bp.context_processor(words)


from lms.reviews.views import decisions, desk, queue, reopening, together, wording  # noqa: E402, F401  # they put their routes on bp
