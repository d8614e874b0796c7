"""One text that holds what is said of each line, for formats that have a single place for it.

What holds for the whole question comes first; then a numbered list, a number a line.
"""

import re
from typing import NamedTuple


class Reasons(NamedTuple):
    whole: str
    lines: tuple[str, ...]


def joined(reasons: Reasons) -> str:
    """A list is written where lines have a reason, or where the whole could be taken for one."""
    nothing = ("",) * len(reasons.lines)
    if reasons.lines == nothing and split(reasons.whole, len(nothing)).whole == reasons.whole:
        return reasons.whole
    listed = "\n".join(
        f"{number}. {_indented(why)}".rstrip(" ") for number, why in enumerate(reasons.lines, 1)
    )
    return f"{reasons.whole}\n\n{listed}" if reasons.whole else listed


def split(text: str, count: int) -> Reasons:
    """The way back; without a list of so many numbers at its end all of it is the whole."""
    starts = [found.start() for found in _NUMBERED.finditer(text)][-count:]
    ends = [*starts[1:], len(text)] if starts else []
    items = [_ITEM.fullmatch(text[a:b].rstrip("\n")) for a, b in zip(starts, ends, strict=True)]
    found = [item for item in items if item]
    before = text[: starts[0]] if starts else text
    listed = [int(item[1]) for item in found] == list(range(1, count + 1))
    if not listed or (before and not before.endswith("\n\n")):
        return Reasons(text, ("",) * count)
    return Reasons(before.strip(), tuple(_outdented(item[2] or "") for item in found))


def _indented(why: str) -> str:
    return why.replace("\n", f"\n{_INDENT}")


def _outdented(why: str) -> str:
    return why.replace(f"\n{_INDENT}", "\n").strip()


_INDENT = "   "
_NUMBERED = re.compile(r"^\d{1,2}\.(?: |$)", re.MULTILINE)
_ITEM = re.compile(r"(\d{1,2})\.(?: (.*))?", re.DOTALL)
