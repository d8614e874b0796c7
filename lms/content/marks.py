"""The small Markdown of imported questions: emphasis, code, links and line breaks, no blocks.

A text without marks is *literal*: it is escaped in one way only, so that it can be told from a
marked one, and written down again as the letters it came as.
"""

import re
from functools import lru_cache

from markdown import Markdown
from markupsafe import Markup, escape

from lms import markdown


@lru_cache(maxsize=4096)
def in_line(text: str) -> Markup:
    """HTML for inside a line: a legend, a label, a paragraph."""
    plain = letters_of(text)
    if plain is None and not markdown.too_costly(text):
        try:
            return _rendered(text)
        except RecursionError:
            plain = text
    return _broken(text if plain is None else plain)


def bare(text: str) -> str:
    """What is left without the marks."""
    plain = letters_of(text)
    return in_line(text).striptags() if plain is None else plain


def escaped(letters: str) -> str:
    """Letters as a text that shows just them."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], letters)


def letters_of(text: str) -> str | None:
    """The letters of a literal text; None when it has marks."""
    letters = _ESCAPED.sub(lambda found: _LETTERS[found[0]], text)
    return letters if escaped(letters) == text else None


def _broken(letters: str) -> Markup:
    return Markup("<br>\n").join(escape(line) for line in letters.split("\n"))


def _rendered(text: str) -> Markup:
    parser = Markdown(extensions=["nl2br"], output_format="html")
    parser.preprocessors.deregister("html_block")
    for name in _BLOCKS:
        parser.parser.blockprocessors.deregister(name)
    for name in _BEYOND_A_LINE:
        parser.inlinePatterns.deregister(name)
    html = re.sub(r"</p>\s*<p>", "<br>\n<br>\n", parser.convert(text))
    return markdown.sanitised(html.removeprefix("<p>").removesuffix("</p>"))


_ESCAPES = {sign: f"\\{sign}" for sign in "\\`*_[]>"} | {"<": "&lt;", "&": "&amp;"}
_LETTERS = {written: sign for sign, written in _ESCAPES.items()}
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_ESCAPED = re.compile("|".join(map(re.escape, _LETTERS)))
_BLOCKS = (
    *("indent", "code", "hashheader", "setextheader", "hr"),
    *("olist", "ulist", "quote", "reference"),
)
_BEYOND_A_LINE = (
    *("html", "image_link", "image_reference", "short_image_ref"),
    *("reference", "short_reference"),
)
