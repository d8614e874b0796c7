"""What the groups of trainees are called on the screen."""

from flask_babel import lazy_gettext as _l

GROUP_NAMES = {
    "behind-in-class": _l("behind in class"),
    "behind-in-hours": _l("behind in hours"),
    "silent": _l("no log for 7 days"),
    "waiting": _l("wait for their supervisor"),
    "without-fieldwork": _l("without fieldwork"),
    "not-here-yet": _l("not here yet"),
}
GROUP_NOTES = {
    "behind-in-class": _l("Lessons or quizzes of past class days are missing"),
    "behind-in-hours": _l("More than a tenth of the plan is missing"),
    "silent": _l("At work, with hours left, and nothing handed in"),
    "waiting": _l("An entry is handed in and not answered"),
    "without-fieldwork": _l("The class is over, and no placement is set up"),
    "not-here-yet": _l("The invitation is not accepted"),
}
