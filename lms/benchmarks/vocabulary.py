from flask_babel import lazy_gettext as _l

from lms.benchmarks.models import Better, Confidence, PeriodUnit, Share, Unit

PERIOD_UNITS = {PeriodUnit.YEAR: _l("Every year"), PeriodUnit.HALF_YEAR: _l("Every half-year")}
BETTER = {
    Better.UP: _l("Higher is better"),
    Better.DOWN: _l("Lower is better"),
    Better.NEUTRAL: _l("Neither is better"),
}
UNITS = {
    Unit.SHARE: _l("percent of the whole"),
    Unit.CHANGE: _l("change in percent"),
    Unit.COUNT: _l("number"),
    Unit.PEOPLE: _l("people"),
    Unit.FIRMS: _l("firms"),
    Unit.DAYS: _l("days"),
    Unit.HOURS: _l("hours"),
    Unit.KILOGRAMS: _l("kilograms"),
    Unit.LITRES: _l("litres"),
    Unit.US_DOLLARS: _l("US dollars"),
}
CONFIDENCES = {
    Confidence.DECLARED: _l("Declared"),
    Confidence.DOCUMENTED: _l("Documented"),
    Confidence.CHECKED: _l("Checked"),
}
CONFIDENCE_TONES = {
    Confidence.DECLARED: "neutral",
    Confidence.DOCUMENTED: "info",
    Confidence.CHECKED: "good",
}
CONFIDENCE_MEANT = {
    Confidence.DECLARED: _l("Somebody of us knows or estimates it."),
    Confidence.DOCUMENTED: _l("A list, an account or a survey shows it."),
}
SHARES = {
    Share.NAMED: _l("With our name"),
    Share.ANONYMOUS: _l("Without our name"),
    Share.PRIVATE: _l("Only for us"),
}
SHARES_OF_OTHERS = {
    Share.NAMED: _l("With its name"),
    Share.ANONYMOUS: _l("Without a name"),
}
"""As whoever checks a figure reads it; what is private they do not see."""
SHARE_MEANT = {
    Share.NAMED: _l("Every member sees the figure, its source and whose it is."),
    Share.ANONYMOUS: _l(
        "Members see a rounded figure among five or more, and not whose it is. Coordinators and "
        "administrators, who check figures, know it."
    ),
    Share.PRIVATE: _l("It counts for nobody else. You still see where you stand."),
}
