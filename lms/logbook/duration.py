"""Hours as people write them, in minutes as the ledger keeps them."""

import re
from fractions import Fraction

SHORTEST, LONGEST = 15, 720  # minutes of one entry: a quarter of an hour to twelve hours
_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h)\s*([0-5]?\d)?\s*(?:m|min)?")
_MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|minutes|minutos)\.?")
_MIXED = re.compile(r"(?:(\d{1,2})\s+)?(\d)\s*/\s*([1-9])\s*(?:h|hours|horas|heures)?")
_DECIMAL = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?|[.,]\d{1,2})\s*(?:h|hours?|horas?|heures?)?")
_FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}


def minutes_of(written: str) -> int:
    """Whole minutes of "8.5", "8,5", "8 1/2", "8½", "8:30", "8h30" or "45 min".

    Raises ValueError for anything else: a half read hour is worse than a question.
    """
    text = written.strip().lower()
    for sign, fraction in _FRACTIONS.items():
        text = text.replace(sign, fraction)
    text = text.strip()
    if match := _MINUTES.fullmatch(text):
        return int(match[1])
    if match := _CLOCK.fullmatch(text):
        return int(match[1]) * 60 + int(match[2] or 0)
    if match := _MIXED.fullmatch(text):
        return _whole((Fraction(match[1] or 0) + Fraction(int(match[2]), int(match[3]))) * 60)
    if match := _DECIMAL.fullmatch(text):
        return _whole(Fraction(match[1].replace(",", ".")) * 60)
    raise ValueError(written)


def _whole(minutes: Fraction) -> int:
    return int(minutes + Fraction(1, 2))


def written(minutes: int) -> str:
    """Minutes for a form field: "8:30"."""
    return f"{minutes // 60}:{minutes % 60:02d}"
