"""Words, counted as `static/js/elements/word-count.js` counts them while somebody types."""

import re
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext


class Length(NamedTuple):
    """How long a text has to be, in words, and how long it can be at all, in characters."""

    least: int
    most: int
    characters: int

    def fault(self, text: str) -> str | None:
        """The sentence beside the field; None where the length is right."""
        count = words(text)
        if not count:
            return _(
                "Write between %(least)s and %(most)s words.", least=self.least, most=self.most
            )
        if count < self.least:
            return _missing(self.least - count, self.least)
        if count > self.most:
            return _too_many(count - self.most, self.most)
        return self.fault_of_draft(text)

    def fault_of_draft(self, text: str) -> str | None:
        """A draft may be as short as it likes."""
        if len(text) > self.characters:
            return _("Shorten this to %(max)d characters.", max=self.characters)
        return None


def words(text: str) -> int:
    """What stands between spaces and holds a letter or a digit; a dash is no word."""
    return sum(any(sign.isalnum() for sign in word) for word in _SPACE.split(text))


def _missing(number: int, least: int) -> str:
    return ngettext(
        "%(num)s word is missing: write %(least)s words or more.",
        "%(num)s words are missing: write %(least)s words or more.",
        number,
        least=least,
    )


def _too_many(number: int, most: int) -> str:
    return ngettext(
        "That is %(num)s word too many: shorten it to %(most)s.",
        "That is %(num)s words too many: shorten it to %(most)s.",
        number,
        most=most,
    )


REASONS = Length(80, 300, 4000)
CHANGE = Length(40, 200, 3000)
_SPACE = re.compile(r"[\s\ufeff]+")
