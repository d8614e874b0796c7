"""Figures as people type them, and as others see them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from lms.benchmarks.models import PLACES

LARGEST = Decimal(10) ** 12
FIGURES = 2
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_WRITTEN = re.compile(r"[+-]?[0-9]{1,13}(\.[0-9]{1,2})?")


class NotANumberError(ValueError):
    """What was typed is no number with two digits behind the comma at most."""


def read(typed: str) -> Decimal:
    """`1 234,5`, `1234.5` and `-3` alike; raises NotANumberError.

    One comma or point stands before the decimals. With three digits behind it nobody knows what
    was meant, and the person is asked.
    """
    plain = _SPACES.sub("", typed).replace("−", "-").replace(",", ".")
    if not _WRITTEN.fullmatch(plain):
        raise NotANumberError(typed)
    return Decimal(plain)


def amount_of(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-PLACES)


def in_hundredths(amount: Decimal) -> int:
    return int(amount.scaleb(PLACES))


def rounded(amount: Decimal) -> Decimal:
    """To two figures, as 1,234 becomes 1,200: an exact number can be known from elsewhere."""
    if not amount:
        return Decimal(0)
    last = max(amount.adjusted() - FIGURES + 1, -PLACES)
    found = amount.quantize(Decimal(1).scaleb(last), ROUND_HALF_UP)
    return plain(found)


def plain(amount: Decimal) -> Decimal:
    """Without zeros behind the comma, and without an exponent."""
    return Decimal(f"{amount.normalize():f}")
