"""HTML of a mail as text: paragraphs, lists, quotations and links; nothing that is not shown."""

import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser

import nh3

_BLOCKS = frozenset({"blockquote", "div", "hr", "li", "ol", "p", "pre", "table", "tr", "ul"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_APART = _HEADINGS | {"ul", "ol", "blockquote", "table"}
_SHOWN = _BLOCKS | _HEADINGS | {"a", "br", "span", "td", "th"}
_ASKED = {"*": {"class", "id", "style"}, "a": {"href", "class", "id", "style"}}
_UNSEEN = {"script", "style", "title", "template"}
_VOID = frozenset({"br", "hr"})
_DEEPEST = 5
_SIGNATURE = re.compile(
    r"\b(?:gmail_signature|moz-signature|signature|ms-outlook-mobile-signature)\b"
)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")


def text_from(html: str) -> str:
    """A parser for browsers puts the HTML in order first, in a time that grows with its length."""
    reader = _Reader()
    ordered = nh3.clean(
        html, tags=set(_SHOWN), attributes=_ASKED, clean_content_tags=_UNSEEN, link_rel=None
    )
    reader.feed(ordered)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._open: list[tuple[str, bool]] = []  # tag, and whether all in it is left out
        self._count: Counter[str] = Counter()
        self._left_out = 0
        self._item = ""
        self._link = ""
        self._linked = ""

    def text(self) -> str:
        self._end_line()
        return "\n".join(self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._begin(tag, given)
        if tag in _VOID:
            return
        unseen = _is_left_out(given)
        self._open.append((tag, unseen))
        self._count[tag] += 1
        self._left_out += unseen

    def _begin(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "br" or tag in _BLOCKS | _HEADINGS:
            self._end_line(even_empty=tag == "br")
        if tag in _APART or (tag == "p" and not given.get("class", "").startswith("Mso")):
            self._keep_apart()
        if tag == "li":
            self._item = "- "
        elif tag in {"td", "th"} and self._line:
            self._line += " "
        elif tag == "a":
            self._link, self._linked = given.get("href", ""), ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        if tag in _BLOCKS | _HEADINGS:
            self._end_line()
        self._close()
        if tag in _APART or tag == "p":
            self._keep_apart()

    def _close(self) -> None:
        last, unseen = self._open.pop()
        self._count[last] -= 1
        self._left_out -= unseen

    def handle_data(self, data: str) -> None:
        if self._left_out:
            return
        if not self._count["pre"]:
            self._add(_SPACES.sub(" ", data))
            return
        first, *others = data.split("\n")
        self._add(first)
        for line in others:
            self._end_line(even_empty=True)
            self._add(line)

    def _add(self, words: str) -> None:
        if self._link:
            self._linked += words
        self._line += words if self._line or self._count["pre"] else words.lstrip()

    def _end_link(self) -> None:
        """Where it leads stands behind its words, unless they say it."""
        shown = self._linked.strip()
        leads = self._link.startswith(("https://", "http://")) and not self._left_out
        if leads and self._link.rstrip("/") != shown.rstrip("/"):
            self._line += f" ({self._link})"
        self._link = ""

    def _end_line(self, *, even_empty: bool = False) -> None:
        said = self._line.rstrip()
        self._line = ""
        if not (said or even_empty):
            return
        said = self._item + said if said else said
        self._item = "" if said else self._item
        self._lines.append(f"{self._quotation()}{said}".rstrip())

    def _keep_apart(self) -> None:
        """A blank line, unless there is one; paragraphs of an office program bring their own."""
        if self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._quotation().rstrip())

    def _quotation(self) -> str:
        return "> " * min(self._count["blockquote"], _DEEPEST)


def _is_left_out(given: Mapping[str, str]) -> bool:
    named = f"{given.get('class', '')} {given.get('id', '')}".lower()
    hidden = "display:none" in given.get("style", "").replace(" ", "").lower()
    return hidden or _SIGNATURE.search(named) is not None
