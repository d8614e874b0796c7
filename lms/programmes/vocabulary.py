"""What the parts of a programme are called on the screen."""

from flask_babel import lazy_gettext as _l

from lms.programmes.models import Component, Role, State
from lms.programmes.phases import Phase, Standing

COMPONENTS = {
    Component.FRAMEWORK: _l("Framework of clusters and networks"),
    Component.ENTREPRENEURS: _l("Visits to entrepreneurs"),
    Component.SERVICES: _l("Visits to business services"),
    Component.INSTITUTIONS: _l("Institutional framework"),
    Component.INSTRUMENTS: _l("Instruments"),
    Component.EXCHANGE: _l("Exchange"),
}
ROLES = {
    Role.PARTICIPANT: _l("Participant"),
    Role.DIRECTOR: _l("Programme director"),
    Role.TUTOR: _l("Content tutor"),
    Role.VISIT_LEADER: _l("Visit leader"),
    Role.DOCUMENTALIST: _l("Documentalist"),
    Role.INTERPRETER: _l("Interpreter"),
    Role.OBSERVER: _l("Donor observer"),
}
STATES: dict[State | Standing, str] = {
    State.APPLIED: _l("Applied"),
    State.INVITED: _l("Invited"),
    State.WAITING: _l("On the waiting list"),
    State.CONFIRMED: _l("Confirmed"),
    State.DECLINED: _l("Declined"),
    State.REFUSED: _l("No place this time"),
    State.WITHDRAWN: _l("Withdrew"),
    Standing.ATTENDED: _l("Took part"),
    Standing.ALUMNI: _l("Took part in an earlier programme"),
}
PHASES = {
    Phase.DRAFT: _l("Draft"),
    Phase.APPLYING: _l("Open for applications"),
    Phase.PREPARING: _l("Being prepared"),
    Phase.RUNNING: _l("Under way"),
    Phase.FOLLOWING_UP: _l("Being followed up"),
    Phase.OVER: _l("Over"),
}
TONES = {
    Phase.DRAFT: "neutral",
    Phase.APPLYING: "info",
    Phase.PREPARING: "info",
    Phase.RUNNING: "good",
    Phase.FOLLOWING_UP: "good",
    Phase.OVER: "neutral",
}
