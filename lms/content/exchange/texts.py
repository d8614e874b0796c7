"""Texts in the formats that files name."""

import re

from lms.content.exchange.entry import Reason, UnfitError
from lms.content.exchange.from_html import from_html
from lms.content.exchange.letters import clean, line
from lms.content.marks import bare, escaped

LONGEST = 8000  # characters of one text, as in the file

HTML, MARKDOWN, PLAIN, AUTO = "html", "markdown", "plain", "moodle"


def marked(raw: str, form: str) -> str:
    """A text of this format as small Markdown; raises UnfitError."""
    if len(raw) > LONGEST:
        raise UnfitError(Reason.TOO_LONG)
    text = clean(raw).strip()
    if form == HTML or (form == AUTO and _TAG.search(text)):
        return from_html(text if form == HTML else text.replace("\n", "<br>"))
    return text if form == MARKDOWN else escaped(text)


def letters(raw: str, form: str) -> str:
    """Where only letters are of use, as in an answer that is typed."""
    return line(bare(marked(raw, form)))


def with_wildcards(answer: str) -> str:
    """An asterisk stands for anything in typed answers of Moodle, unless a backslash precedes."""
    return answer.replace("*", "\\*")


def without_wildcards(answer: str) -> str:
    if _WILD.search(answer):
        raise UnfitError(Reason.WILDCARD, answer)
    return answer.replace("\\*", "*")


_WILD = re.compile(r"(?<!\\)\*")
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|strong|em|code|a|ul|ol|li|sub|sup|h[1-6]|table|tr|td|th|pre|img"
    r"|audio|video|font|blockquote|hr)\b[^<>]*>|&(?:[a-z]{2,8}|#\d{1,6});",
    re.IGNORECASE,
)
