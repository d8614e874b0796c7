"""What somebody may mean who types an answer: numbers of any country, words of any spelling."""

import re
from decimal import Decimal

from lms import letters


def readings(text: str) -> tuple[Decimal, ...]:
    """The numbers a text may mean: "1,5" is 1.5, and "7,000" is 7 or 7000 by the country."""
    digits = re.sub(r"[\s%$€£'’]", "", text).replace("−", "-")
    if not _NUMBER.fullmatch(digits):
        return ()
    *groups, last = re.split(r"[.,]", digits)
    grouped = "".join([*groups, last])
    found = [grouped] if not groups or _GROUPED.fullmatch(digits) else []
    if groups and digits.count(digits[-len(last) - 1]) == 1:
        found.append(f"{''.join(groups)}.{last}")
    return tuple(map(Decimal, found))


def folded(text: str) -> str:
    """Without case, accents, double spaces and the full stop at the end."""
    return " ".join(letters.folded(text).split()).strip(" .,;:!?\"'“”‘’«»")


_NUMBER = re.compile(
    r"[+-]?\d{1,15}(?:\.\d{3})*(?:,\d{1,9})?|[+-]?\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?"
)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+)")
