"""Names of the states of a case paper: for its author, and for those who grade it."""

from flask_babel import lazy_gettext as _l

PAPER_STATES = {
    "draft": _l("Draft"),
    "submitted": _l("Handed in"),
    "returned": _l("Returned to you"),
    "graded": _l("Graded"),
}
PAPER_TONES = {"draft": "neutral", "submitted": "info", "returned": "warn", "graded": "good"}
