from flask_babel import lazy_gettext as _l

from lms.moderation.models import Concern

CONCERNS = {
    Concern.PRIVATE: _l("It names a person or a firm, or shows figures, that should not be here"),
    Concern.HURTFUL: _l("It hurts or threatens somebody"),
    Concern.WRONG: _l("It is wrong, and somebody could come to harm"),
    Concern.ADVERTISING: _l("It advertises"),
    Concern.OTHER: _l("Something else"),
}
