from flask_babel import lazy_gettext as _l

PARTS = {
    "": _l("All"),
    "mine": _l("My trainees"),
    "covering": _l("I stand in"),
    "flagged": _l("Flagged"),
    "came-back": _l("Came back"),
}
"""Parts of the queue, as its tabs name them."""
