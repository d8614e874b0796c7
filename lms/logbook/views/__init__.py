from flask import Blueprint

from lms.logbook.vocabulary import words

bp = Blueprint("logbook", __name__)
bp.context_processor(words)


from lms.logbook.views import entries, quick_notes, writing  # noqa: E402, F401  # they add their routes
