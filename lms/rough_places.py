"""Where something was, on purpose not exactly: hundredths of a degree are about a kilometre."""

import re
from typing import Final

from flask_babel import gettext as _
from wtforms.validators import ValidationError

MOST: Final = (90, 180)  # degrees of latitude and of longitude
_PAIR = re.compile(r"(-?\d{1,2}(?:\.\d{1,12})?)[,;\s]\s*(-?\d{1,3}(?:\.\d{1,12})?)")


def roughly(typed: str) -> str:
    """`27.18, 78.02`: nothing finer is ever kept, however it was typed."""
    found = _PAIR.fullmatch(typed)
    places = [float(part) for part in found.groups()] if found else []
    if not places or any(abs(one) > most for one, most in zip(places, MOST, strict=True)):
        raise ValidationError(_("Write latitude and longitude, such as 27.18, 78.02."))
    return ", ".join(f"{one:.2f}" for one in places)
