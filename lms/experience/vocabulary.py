"""What notes, their parts and their uses are called on the screen."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.experience.maturity import Evidence, Maturity
from lms.experience.models import Use

PART_NAMES = {
    "context": _l("Where and with whom"),
    "problem": _l("What was wrong"),
    "action": _l("What we did"),
    "result": _l("What came of it, and how we know"),
    "cost": _l("What it took"),
    "lesson": _l("What we learnt"),
    "transfer": _l("What it needs elsewhere, and what not to copy"),
}
PART_HINTS = {
    "context": _l("Place, trade, how many firms, who worked with them, and since when."),
    "problem": _l("As those who had it would say it, with a figure if there is one."),
    "action": _l("Step by step, so that somebody else could do it."),
    "result": _l("What is different now; who counted or saw it, and what is not known."),
    "cost": _l("Money, days of work, people and time until the first result."),
    "lesson": _l("What you would do again, and what you would do otherwise."),
    "transfer": _l("What must be there before others begin, and what only worked at your place."),
}
USES = {
    Use.CONSIDERING: _l("We think about it"),
    Use.TRYING: _l("We are trying it"),
    Use.ADAPTED: _l("We changed it and use it"),
    Use.WORKED: _l("It worked here"),
    Use.DID_NOT_WORK: _l("It did not work here"),
}
USE_TONES = {
    Use.CONSIDERING: "neutral",
    Use.TRYING: "info",
    Use.ADAPTED: "info",
    Use.WORKED: "good",
    Use.DID_NOT_WORK: "warn",
}
MATURITIES = {
    Maturity.IDEA: _l("Idea"),
    Maturity.PROMISING: _l("Promising"),
    Maturity.GOOD: _l("Good practice"),
    Maturity.INSTITUTIONALISED: _l("Established practice"),
}
MATURITY_TONES = {
    Maturity.IDEA: "neutral",
    Maturity.PROMISING: "info",
    Maturity.GOOD: "good",
    Maturity.INSTITUTIONALISED: "good",
}


def why(found: Evidence) -> str:
    """The reason for a maturity, with the failures that do not count against it."""
    said = [_reason(found)]
    if found.failed:
        said.append(
            ngettext(
                "In %(num)s project it did not work.",
                "In %(num)s projects it did not work.",
                found.failed,
            )
        )
    return " ".join(said)


def _reason(found: Evidence) -> str:
    if found.maturity is Maturity.IDEA:
        return _("No other project has reported that it used this.")
    if found.maturity is Maturity.PROMISING:
        return ngettext(
            "%(num)s other project uses it.", "%(num)s other projects use it.", found.tried
        )
    if found.maturity is Maturity.GOOD:
        return _(
            "It worked in %(projects)s other projects, in %(countries)s countries.",
            projects=found.worked,
            countries=found.countries,
        )
    return _(
        "It has worked for a year or longer in %(projects)s other projects.",
        projects=found.lasting,
    )
