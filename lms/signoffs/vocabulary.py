from flask_babel import lazy_gettext as _l

from lms.placements.steps import Act

DECLARATIONS = {
    Act.TRAINEE_SIGNED: _l(
        "I declare that this is my own record of the work I did, complete and true"
    ),
    Act.SUPERVISOR_SIGNED: _l(
        "I declare that I have read this record and that its hours were worked under my supervision"
    ),
    Act.PROGRAMME_SIGNED: _l(
        "I declare that this fieldwork meets what the course asks, and close its record"
    ),
}
"""What each signature means: the words of the button, kept as they were signed."""
PARTIES = {
    Act.TRAINEE_SIGNED: _l("Trainee"),
    Act.SUPERVISOR_SIGNED: _l("Supervisor"),
    Act.PROGRAMME_SIGNED: _l("Programme"),
}
ACTS = {
    Act.COMPLETING: _l("To be closed"),
    Act.WAIVED: _l("Short weeks let pass"),
    Act.ASSESSED: _l("Closed by the supervisor"),
    Act.SENT_BACK: _l("Sent back to the supervisor"),
    Act.MODERATED: _l("Looked at by a second person"),
    Act.NOT_SAMPLED: _l("Not in the sample for a second look"),
    Act.TRAINEE_SIGNED: _l("Signed by the trainee"),
    Act.SUPERVISOR_SIGNED: _l("Signed by the supervisor"),
    Act.PROGRAMME_SIGNED: _l("Signed for the programme"),
    Act.CORRECTED: _l("Correction"),
    Act.EXTENDED: _l("Extended"),
    Act.SUPERVISOR_CHANGED: _l("Another supervisor"),
    Act.WITHDRAWN: _l("Withdrawn"),
    Act.TERMINATED: _l("Ended early"),
}
STATES = {
    "active": _l("At work"),
    "completing": _l("To be closed by the supervisor"),
    "assessed": _l("Waits for a second look"),
    "moderated": _l("Waits for signatures"),
    "signed_off": _l("Signed off"),
    "withdrawn": _l("Withdrawn"),
    "terminated": _l("Ended early"),
}
TONES = {"signed_off": "good", "withdrawn": "neutral", "terminated": "neutral"}
