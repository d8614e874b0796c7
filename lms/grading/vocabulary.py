"""The four levels of every rubric, by name."""

from flask_babel import lazy_gettext as _l

LEVEL_NAMES = {
    1: _l("Not yet"),
    2: _l("Developing"),
    3: _l("Competent"),
    4: _l("Exemplary"),
}
