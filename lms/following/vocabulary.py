"""Why somebody hears of something, in words that follow “because”, and what they may choose."""

from flask_babel import lazy_gettext as _l

from lms.forum.models import Level, Reason

REASONS = {
    Reason.CHOSE: _l("you chose it"),
    Reason.BEGAN: _l("you began it"),
    Reason.WROTE: _l("you wrote in it"),
    Reason.MAILED: _l("you answered in it by mail"),
    Reason.MENTIONED: _l("you were mentioned in it"),
    Reason.ANSWERED: _l("somebody answered you"),
    Reason.SPACE: _l("you follow this space"),
    Reason.LEADS: _l("you lead this space"),
}
OF_TOPICS = {
    Level.FOLLOW: _l("Follow this topic"),
    Level.NORMAL: _l("Only answers and mentions"),
    Level.MUTE: _l("Mute this topic"),
}
OF_SPACES = {
    Level.ALL: _l("Every post"),
    Level.FOLLOW: _l("New topics"),
    Level.NORMAL: _l("Only answers and mentions"),
    Level.MUTE: _l("Mute this space"),
}
