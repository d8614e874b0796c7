from flask_babel import lazy_gettext as _l

ENTRUSTMENT = {
    1: _l("only with me present"),
    2: _l("with me on call"),
    3: _l("alone, with a review afterwards"),
    4: _l("alone, without supervision"),
    5: _l("and could supervise others"),
}
GATE_DECISIONS = {"opened": _l("Gate opened"), "not_yet": _l("Not yet")}
