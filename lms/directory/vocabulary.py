from functools import cache

from babel import Locale
from flask_babel import lazy_gettext as _l

from lms.directory.models import Give, Part, Seen
from lms.i18n import language

PARTS = {
    Part.NAME: _l("Name"),
    Part.COUNTRY: _l("Country"),
    Part.ORGANISATION: _l("Organisation"),
    Part.PROJECTS: _l("Clusters and networks"),
    Part.TONGUES: _l("Languages"),
    Part.OFFERS: _l("What I can show"),
    Part.NEEDS: _l("What I look for"),
}
SEEN = {
    Seen.ME: _l("Only me"),
    Seen.TOGETHER: _l("People of my programmes and editions"),
    Seen.MEMBERS: _l("Every member"),
    Seen.PUBLIC: _l("Everybody, also without an account"),
}
STANDS = {
    Seen.PUBLIC: _l("a visitor"),
    Seen.MEMBERS: _l("a member"),
    Seen.TOGETHER: _l("somebody of my programmes and editions"),
}
GIVES = {Give.OFFER: _l("Can show something"), Give.NEED: _l("Looks for something")}
SPOKEN = (
    *("am", "ar", "bn", "de", "en", "es", "fa", "ff", "fr", "gu", "ha", "hi", "id", "it", "kn"),
    *("ml", "mr", "nd", "ne", "or", "pa", "pt", "ru", "rw", "si", "sn", "sw", "ta", "te", "tr"),
    *("ur", "vi", "wo", "yo", "zgh", "zh", "zu"),
)
"""Languages that people of projects read and write; more are added here as they come."""


def tongues() -> list[tuple[str, str]]:
    """(code, name) in the reader's words and order."""
    return _tongues(language())


@cache
def _tongues(reader: str) -> list[tuple[str, str]]:
    names = Locale.parse(reader).languages
    return sorted(((code, names.get(code, code)) for code in SPOKEN), key=lambda pair: pair[1])
