"""What kinds of topics are called on the screen, and what each is for."""

from flask_babel import lazy_gettext as _l

from lms.forum.held.models import Why
from lms.forum.models import Kind

KINDS = {
    Kind.QUESTION: _l("Question"),
    Kind.DISCUSSION: _l("Discussion"),
    Kind.VISIT_PREPARATION: _l("Preparing a visit"),
    Kind.NOTE: _l("Something to share"),
    Kind.ANNOUNCEMENT: _l("Announcement"),
    Kind.DECISION: _l("Decision"),
}
NOTES = {
    Kind.QUESTION: _l("You need an answer, and will say which one helped"),
    Kind.DISCUSSION: _l("You want to hear what others think and did"),
    Kind.VISIT_PREPARATION: _l("What to ask on a visit, and what to know before it"),
    Kind.NOTE: _l("Something others can use, with nothing asked"),
    Kind.ANNOUNCEMENT: _l("What everybody here has to know"),
}
ICONS = {
    Kind.QUESTION: "circle-help",
    Kind.DISCUSSION: "messages-square",
    Kind.VISIT_PREPARATION: "map-pin",
    Kind.NOTE: "notebook-pen",
    Kind.ANNOUNCEMENT: "megaphone",
    Kind.DECISION: "clipboard-check",
}
WHY_HELD = {
    Why.LINKS: _l("It is one of their first posts, and it has links in it."),
    Why.MAIL: _l("It came by mail, and nothing proves who sent it."),
}
