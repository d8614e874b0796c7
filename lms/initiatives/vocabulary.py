from flask_babel import lazy_gettext as _l

from lms.initiatives.models import Role, State, Value

STATES = {
    State.SEED: _l("Seed"),
    State.EXPLORING: _l("Being explored"),
    State.AGREED: _l("Agreed"),
    State.ACTIVE: _l("Under way"),
    State.COMPLETED: _l("Completed"),
    State.STOPPED: _l("Stopped"),
}
TONES = {
    State.SEED: "neutral",
    State.EXPLORING: "info",
    State.AGREED: "good",
    State.ACTIVE: "good",
    State.COMPLETED: "good",
    State.STOPPED: "neutral",
}
STEPS = {
    State.SEED: _l("We explore it together"),
    State.EXPLORING: _l("We have agreed"),
    State.AGREED: _l("We have begun"),
    State.ACTIVE: _l("It is completed"),
}
ROLES = {
    Role.LEAD: _l("Leads"),
    Role.PARTNER: _l("Takes part"),
    Role.HOST: _l("Hosts"),
    Role.FUNDER: _l("Pays"),
}
VALUES = {
    Value.IMMEDIATE: _l("We met, and it was worth it"),
    Value.POTENTIAL: _l("We have learnt or got something we can use"),
    Value.APPLIED: _l("We have used it"),
    Value.REALISED: _l("Firms do better for it"),
    Value.REFRAMED: _l("We now see differently what success is"),
}
