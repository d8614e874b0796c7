"""Names of the states of a deliverable: for its author, and for those who grade it."""

from flask_babel import lazy_gettext as _l

STATES = {
    "": _l("Not begun"),
    "draft": _l("Draft"),
    "submitted": _l("Handed in"),
    "returned": _l("Returned to you"),
    "released": _l("Graded"),
}
GRADER_STATES = {
    "": _l("Not handed in"),
    "draft": _l("Not handed in"),
    "submitted": _l("Waiting"),
    "returned": _l("Returned"),
    "graded": _l("Graded, not released yet"),
    "released": _l("Released"),
}
TONES = {
    "": "neutral",
    "draft": "neutral",
    "submitted": "info",
    "returned": "warn",
    "graded": "warn",
    "released": "good",
}
