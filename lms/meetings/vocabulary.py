from flask_babel import lazy_gettext as _l

from lms.meetings.hours import Burden

BURDENS = {
    Burden.WORKING: _l("Working hours"),
    Burden.EARLY_OR_LATE: _l("Early or late"),
    Burden.FREE_TIME: _l("Free time"),
    Burden.NIGHT: _l("Night"),
}
TONES = {
    Burden.WORKING: "good",
    Burden.EARLY_OR_LATE: "info",
    Burden.FREE_TIME: "warn",
    Burden.NIGHT: "bad",
}
MEANT = {
    Burden.WORKING: _l("From 8 to 18 on a working day: no point"),
    Burden.EARLY_OR_LATE: _l("From 7 or until 21: 1 point"),
    Burden.FREE_TIME: _l("From 6 or until 23, and all of a day of rest: 2 points"),
    Burden.NIGHT: _l("Between 23 and 6: 3 points"),
}
