"""What GIFT is made of: blocks between empty lines, and signs that a backslash takes away.

While a block is taken apart, an escaped sign stands as a character that no text has; `said` gives
the sign back in the end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lms.content.exchange.texts import AUTO, HTML, MARKDOWN, PLAIN, marked

_SIGNS = {":": "\ufdd0", "#": "\ufdd1", "=": "\ufdd2", "{": "\ufdd3", "}": "\ufdd4", "~": "\ufdd5"}
_SIGNS |= {"n": "\ufdd6", "\\": "\ufdd7"}
_GIVEN_BACK = str.maketrans({held: sign for sign, held in _SIGNS.items()} | {"\ufdd6": "\n"})


@dataclass(frozen=True)
class Block:
    """Lines up to an empty one, without comments. `line` is the number of the first in the file."""

    line: int
    text: str
    tags: dict[str, str]


def blocks(source: str) -> Iterator[Block]:
    """Every block; a line of a category is one of its own."""
    held: list[tuple[int, str]] = []
    for number, raw in enumerate(source.split("\n"), 1):
        text = raw.strip()
        if not text or text.startswith(CATEGORY):
            yield from _block(held)
            held = []
        if text.startswith(CATEGORY):
            yield Block(number, text, {})
        elif text:
            held.append((number, text))
    yield from _block(held)


def _block(lines: list[tuple[int, str]]) -> Iterator[Block]:
    said = [(number, text) for number, text in lines if not text.startswith("//")]
    if said:
        comments = " ".join(text for _number, text in lines if text.startswith("//"))
        tags = {found[1]: _from_tag(found[2]) for found in _TAG.finditer(comments)}
        yield Block(said[0][0], hidden("\n".join(text for _number, text in said)), tags)


def hidden(text: str) -> str:
    """With escaped signs out of sight."""
    return _ESCAPED.sub(lambda found: _SIGNS[found[1]], text)


def said(text: str) -> str:
    """With the signs given back."""
    return text.translate(_GIVEN_BACK).strip()


def escaped_signs(text: str, signs: str) -> str:
    """As it is written into a file."""
    escapes = {ord(sign): f"\\{sign}" for sign in signs}
    return text.translate(escapes | {ord("\n"): "\\n"})


def formatted(text: str, default: str) -> tuple[str, str]:
    """(letters, format): a text may begin with the name of its format in brackets."""
    found = _FORMAT.match(text.lstrip())
    if found is None:
        return said(text), default
    return said(text.lstrip()[found.end() :]), found[1]


def text_of(text: str, default: str) -> str:
    """As small Markdown; raises UnfitError."""
    return marked(*formatted(text, default))


def tag(name: str, value: str) -> str:
    """What GIFT has no place for, in a comment as other platforms write their tags."""
    return f"[tag:{name}={_IN_TAG.sub(lambda found: f'%{ord(found[0]):02X}', value)}]"


def _from_tag(value: str) -> str:
    return unquote(value, errors="replace")


CATEGORY = "$CATEGORY:"
_ESCAPED = re.compile(r"\\([:#={}~n\\])")
_FORMAT = re.compile(rf"\[({HTML}|{MARKDOWN}|{PLAIN}|{AUTO})\]")
_TAG = re.compile(r"\[tag:(source|unit)=([^\]]*)\]")
_IN_TAG = re.compile(r"[\\\]<>`]|%(?=[0-9A-Fa-f]{2})")
