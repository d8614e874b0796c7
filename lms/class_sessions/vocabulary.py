"""What kinds of session and marks of a register are called on the screen."""

from flask_babel import lazy_gettext as _l

from lms.class_sessions.models import How, Kind, Status

KINDS = {
    Kind.CLASS: _l("Class"),
    Kind.ONLINE: _l("Online class"),
    Kind.SUPERVISION: _l("Supervision"),
    Kind.DEFENCE: _l("Defence"),
}
KIND_NOTES = {
    Kind.CLASS: _l("Everybody in one room"),
    Kind.ONLINE: _l("Everybody behind one link"),
    Kind.SUPERVISION: _l("Talks about the fieldwork; does not count for the attendance rate"),
    Kind.DEFENCE: _l("Does not count for the attendance rate"),
}
STATUSES = {
    Status.PRESENT: _l("Present"),
    Status.LATE: _l("Late"),
    Status.EXCUSED: _l("Excused"),
    Status.ABSENT: _l("Absent"),
}
TONES = {
    Status.PRESENT: "good",
    Status.LATE: "warn",
    Status.EXCUSED: "info",
    Status.ABSENT: "bad",
}
HOWS = {How.REGISTER: _l("in the register"), How.CODE: _l("with the code of the room")}
