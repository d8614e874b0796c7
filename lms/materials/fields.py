"""What each kind of material has beside title and summary, and how long it may be."""

from collections.abc import Mapping

from flask_babel import gettext as _

from lms.materials.models import LONGEST_SUMMARY, LONGEST_TITLE, Kind
from lms.materials.vocabulary import FIELDS

LONGEST_TEXT, LONGEST_PART, LONGEST_NOTE = 12_000, 4_000, 1_000
OF_KIND = {
    Kind.LESSON: ("minutes", "body"),
    Kind.READING: ("author", "address", "body"),
    Kind.FILE: ("body",),
    Kind.CASE: ("where", "country", "sector", "body", "ask", "options", "outcome", "note"),
}
LONGEST = {
    "title": LONGEST_TITLE,
    "summary": LONGEST_SUMMARY,
    "author": 200,
    "address": 500,
    "where": 120,
    "sector": 120,
    "body": LONGEST_TEXT,
    "ask": LONGEST_NOTE,
    "options": LONGEST_NOTE,
    "outcome": LONGEST_PART,
    "note": LONGEST_PART,
}


def too_long(told: Mapping[str, str]) -> str | None:
    """The sentence about the first field that does not fit."""
    for name, most in LONGEST.items():
        if len(told.get(name, "")) > most:
            return _("%(field)s: shorten this to %(max)d characters.", field=FIELDS[name], max=most)
    return None
