from flask_babel import lazy_gettext as _l

STATES = {
    "waits": _l("Waits for a second mark"),
    "differs": _l("The two marks differ"),
    "third": _l("A third person decides"),
    "settled": _l("Settled"),
}
TONES = {"waits": "info", "differs": "warn", "third": "warn", "settled": "good"}
WHYS = {
    "failing": _l("Drawn because the first mark fails a criterion."),
    "borderline": _l("Drawn because the first mark is near the pass mark."),
    "drawn": _l("Drawn by lot."),
}
HOWS = {
    "same": _l("Both gave the same levels."),
    "agreed": _l("The two agreed."),
    "third": _l("A third person decided."),
    "alone": _l("Shown without a second mark."),
}
