"""The HTML of other platforms as the small Markdown of `lms.content.marks`.

What the marks cannot say is left out, its letters stay. A picture, a sound or a film cannot be
brought along: then the question is refused.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from lms.content.exchange.entry import Reason, UnfitError
from lms.content.exchange.letters import clean
from lms.content.marks import bare, escaped

FILES = "@@PLUGINFILE@@"
MOST_TAGS = 400
"""The parser's time grows with the square of tags that are not closed."""


class _Style(NamedTuple):
    strong: bool = False
    em: bool = False
    code: bool = False
    href: str = ""


class _Run(NamedTuple):
    style: _Style
    letters: str


def from_html(source: str) -> str:
    """Raises UnfitError where a file belongs to the text."""
    if FILES in source:
        raise UnfitError(Reason.FILES)
    if source.count("<") > MOST_TAGS:
        raise UnfitError(Reason.TOO_LONG)
    reader = _Reader()
    try:
        reader.feed(source)
        reader.close()
    except AssertionError:  # what the library says of a declaration it does not know
        return escaped(_tidy(source))
    letters = _tidy("".join(run.letters for run in reader.runs))
    text = _tidy("".join(_marked(reader.runs)))
    faithful = bare(text).split() == letters.split()
    return text if faithful else escaped(letters)


class _Reader(HTMLParser):
    """Collects letters with the style they stand in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[_Run] = []
        self.opened: list[tuple[str, str]] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MEDIA:
            raise UnfitError(Reason.FILES)
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag in _INLINE:
            self.opened.append((tag, _address(dict(attrs).get("href"))))
        else:
            self._add(_BEFORE.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _INLINE:
            self._close(tag)
        else:
            self._add(_AFTER.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self._add(_SPACES.sub(" ", clean(data)))

    def _close(self, tag: str) -> None:
        """The innermost of this name; one that was never opened is nothing."""
        for place in range(len(self.opened) - 1, -1, -1):
            if self.opened[place][0] == tag:
                del self.opened[place]
                return

    def _add(self, letters: str) -> None:
        if letters and not self.hidden:
            self.runs.append(_Run(self._style(), letters))

    def _style(self) -> _Style:
        tags = {tag for tag, _href in self.opened}
        hrefs = [href for _tag, href in self.opened if href]
        return _Style(
            strong=bool(tags & {"b", "strong"}),
            em=bool(tags & {"i", "em"}),
            code=bool(tags & {"code", "kbd", "tt"}),
            href=hrefs[-1] if hrefs else "",
        )


def _address(href: str | None) -> str:
    """One that a page may link to, else none."""
    try:
        scheme = urlsplit(href or "").scheme
    except ValueError:
        return ""
    return quote(href or "", safe=_IN_ADDRESS) if scheme in {"http", "https", "mailto"} else ""


def _marked(runs: list[_Run]) -> Iterator[str]:
    """Marks do not reach over the end of a line, nor over spaces at their edges."""
    for style, group in groupby(runs, key=lambda run: run.style):
        for piece in re.split(r"(\n)", "".join(run.letters for run in group)):
            inner = piece.strip()
            if not inner or style == _PLAIN:
                yield escaped(piece)
            else:
                before, after = piece.split(inner, 1)
                yield f"{before}{_wrapped(inner, style)}{after}"


def _wrapped(letters: str, style: _Style) -> str:
    code = style.code and "`" not in letters
    text = f"`{letters}`" if code else escaped(letters)
    if style.em:
        text = f"*{text}*"
    if style.strong:
        text = f"**{text}**"
    return f"[{text}]({style.href})" if style.href else text


def _tidy(text: str) -> str:
    """Two line breaks at most, and no spaces around one."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", re.sub(" {2,}", " ", text))).strip()


_PLAIN = _Style()
_SPACES = re.compile(r"[ \n]+")
_IN_ADDRESS = "/:?#@!$&'+,;=%~-._"
_MEDIA = frozenset({"img", "audio", "video", "iframe", "object", "embed", "svg", "canvas"})
_HIDDEN = frozenset({"script", "style", "title", "template"})
_INLINE = frozenset({"a", "b", "strong", "i", "em", "code", "kbd", "tt"})
_APART = (
    *("p", "div", "section", "blockquote", "pre", "table", "ul", "ol", "dl"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_BEFORE = dict.fromkeys(_APART, "\n\n") | {"br": "\n", "li": "\n– ", "tr": "\n", "dt": "\n"}
_AFTER = dict.fromkeys(_APART, "\n\n") | {"td": " ", "th": " "}
