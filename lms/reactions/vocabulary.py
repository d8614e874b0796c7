"""What readers can say of a post, as the screen calls it, and its sign."""

from flask_babel import lazy_gettext as _l

from lms.reactions.models import Kind

KINDS = {
    Kind.USEFUL: _l("Useful"),
    Kind.TRIED: _l("Tried it"),
    Kind.THANKS: _l("Thanks"),
    Kind.QUESTION: _l("Question"),
}
ICONS = {
    Kind.USEFUL: "lightbulb",
    Kind.TRIED: "hammer",
    Kind.THANKS: "heart",
    Kind.QUESTION: "circle-help",
}
