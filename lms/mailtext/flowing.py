"""Lines that a program broke to fit become paragraphs again."""

import re
from itertools import pairwise

NARROWEST, WIDEST = 60, 80  # where programs break lines
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s|>|\s*\|")


def unflowed(text: str, *, without_blank: bool) -> str:
    """Of `format=flowed` (RFC 3676): a line that ends with a blank goes on in the next one.

    `without_blank` is its DelSp: the blank is then no part of the text.
    """
    lines: list[str] = []
    open_at = -1  # the depth of quotation of a line that goes on
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        flows = bare.endswith(" ") and bare != "-- "
        said = bare[:-1] if flows and without_blank else bare
        if depth == open_at and bare != "-- ":
            lines[-1] += said
        else:
            lines.append(f"{'>' * depth} {said}" if depth else said)
        open_at = depth if flows else -1
    return "\n".join(lines)


def rejoined(text: str) -> str:
    """Lines are one again where the next word would not have fitted into the longest of them."""
    lines = text.split("\n")
    width = max((len(line) for line in lines if len(line) <= WIDEST), default=0)
    if width < NARROWEST:
        return text
    found: list[str] = lines[:1]
    for before, line in pairwise(lines):
        word = line.partition(" ")[0]
        broken = bool(line.strip()) and NARROWEST - 20 <= len(before) <= width
        if broken and not _ITEM.match(line) and len(before) + 1 + len(word) > width:
            found[-1] = f"{found[-1].rstrip()} {line}"
        else:
            found.append(line)
    return "\n".join(found)
