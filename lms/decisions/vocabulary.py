"""What methods, options and rules of decisions are called, in the reader's language."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.decisions.clocks import here_and_there
from lms.decisions.models import Method, Option, Reasons, Results


class Words(NamedTuple):
    """How an option is shown; `prompt` asks for the reason of who chooses it."""

    icon: str
    label: str
    meaning: str
    prompt: str


METHODS = {
    Method.CONSENT: _l("Consent"),
    Method.ADVICE: _l("Advice"),
    Method.COUNT: _l("Count"),
    Method.TIME_POLL: _l("Finding a time"),
}
METHOD_NOTES = {
    Method.CONSENT: _l("A proposal goes ahead when nobody objects to it with a reason."),
    Method.ADVICE: _l("Whoever began it hears what the others advise, and then decides."),
    Method.COUNT: _l("Everybody chooses among options, and you see how many chose which."),
    Method.TIME_POLL: _l("Everybody says which times suit them, each on their own clock."),
}
METHOD_ICONS = {
    Method.CONSENT: "circle-check",
    Method.ADVICE: "lightbulb",
    Method.COUNT: "list-checks",
    Method.TIME_POLL: "calendar",
}
REASONS = {
    Reasons.OPTIONAL: _l("Whoever wants to says why"),
    Reasons.REQUIRED: _l("Everybody says why"),
    Reasons.NONE: _l("Nobody is asked why"),
}
RESULTS = {
    Results.ALWAYS: _l("At once, for everybody"),
    Results.OWN: _l("To each after their own voice"),
    Results.CLOSED: _l("After the closing"),
}
RESULTS_NOW = {
    Results.ALWAYS: _l("Results are shown at once."),
    Results.OWN: _l("You see what others said when you have spoken."),
    Results.CLOSED: _l("What is said is shown after the closing."),
}
CODES = {
    "agree": Words(
        "circle-check",
        _l("I agree"),
        _l("It can go ahead as it is."),
        _l("What makes it right?"),
    ),
    "reservation": Words(
        "eye",
        _l("I agree, with a reservation"),
        _l("It can go ahead, and something should be watched."),
        _l("What should be watched?"),
    ),
    "aside": Words(
        "user",
        _l("I stand aside"),
        _l("I do not carry it, and I do not stop it."),
        _l("Why do you stand aside?"),
    ),
    "object": Words(
        "circle-alert",
        _l("I object"),
        _l("It would do harm: it must not go ahead like this."),
        _l("What harm, and what would have to change?"),
    ),
    "go": Words(
        "circle-check",
        _l("Do it"),
        _l("I advise to go ahead."),
        _l("What speaks for it?"),
    ),
    "change": Words(
        "pencil",
        _l("Do it differently"),
        _l("I advise to change something first."),
        _l("What would you change?"),
    ),
    "stop": Words(
        "circle-alert",
        _l("Leave it"),
        _l("I advise not to do it."),
        _l("What speaks against it?"),
    ),
    "none": Words(
        "x",
        _l("None of these"),
        _l("Nothing here suits me."),
        _l("What would suit you?"),
    ),
}


def words_of(option: Option, time_zone: str) -> Words:
    """In own words as they were written, a moment on the reader's clock with the host's beside."""
    if option.code:
        return Words(*(str(word) for word in CODES[option.code]))
    if option.starts_at is not None:
        here, there = here_and_there(option.starts_at, time_zone)
        return Words("clock", here, there, _("What should the others know about it?"))
    return Words("list-checks", option.label, option.meaning, _("Why this one?"))
