from flask_babel import lazy_gettext as _l

PAUSE_ANSWERS = {"granted": _l("Granted"), "refused": _l("Refused")}
