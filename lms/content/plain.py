"""The words of a Markdown text without its marks, as a search shows them."""

import re
from html import unescape

from lms.content.text import Text
from lms.markdown import code_free_lines


def plain(text: Text) -> str:
    """Headings and titles of call-outs become sentences, the cells of a row a list."""
    lines = (_line(line) for _, line in code_free_lines(text.source))
    joined = _MARKS.sub("", unescape(" ".join(filter(None, lines))))
    return " ".join(joined.split())


def _line(line: str) -> str:
    said = _AROUND.sub("", line).strip()
    if heading := _HEADING.match(said):
        return _sentence(heading[1])
    if call_out := _CALL_OUT.match(said):
        return _sentence(call_out[1] or "")
    if said.startswith("|"):
        return "" if _RULE.fullmatch(said) else ", ".join(_cells(said)) + "."
    return _LINKED.sub(r"\1", _START.sub("", said))


def _cells(row: str) -> list[str]:
    return [_LINKED.sub(r"\1", cell.strip()) for cell in row.strip("|").split("|") if cell.strip()]


def _sentence(said: str) -> str:
    return said if not said or said[-1] in ".?!:" else f"{said}."


_AROUND = re.compile(r"\[\[exhibit [\w-]+\]\]|\{[#:.\w][^}]*\}|\[\^[\w-]+\]:?|<[^>]+>")
_HEADING = re.compile(r"#{1,6}\s+(.*)")
_CALL_OUT = re.compile(r'!!!\s*\w+(?:\s+"(.*)")?')
_RULE = re.compile(r"[|:\s-]+")
_START = re.compile(r"^(?:[-*+>]|\d+\.|:)\s+")
_LINKED = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
