"""What members type becomes HTML; the dialect of the courses is in `lms.content`."""

import re
from collections.abc import Collection, Iterator
from threading import local
from typing import ClassVar
from xml.etree.ElementTree import Element  # only builds and walks trees, parses nothing

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup, escape

from lms.letters import LETTER, folded

VERSION = "2"
"""Belongs in the key of every stored rendering; raise it when an extension or a rule changes."""

MEMBER_LIMIT = 20 * 1024
"""Bytes a member may write in one text; forms refuse more."""


def from_member(text: str, *, names: Collection[str] = ()) -> Markup:
    """HTML of what a member typed: a small part of Markdown, sanitised last.

    `names` are marked where they follow an @; no other word is. Text that would take the parser too
    long is shown as it stands, in plain paragraphs.
    """
    if too_costly(text):
        return plain_paragraphs(text)
    try:
        return sanitised(_rendered(text, names))
    except RecursionError:
        return plain_paragraphs(text)


def stored(html: str, *, version: str, text: str) -> Markup:
    """The HTML that `from_member` gave for this text earlier; anew if the rules have changed."""
    if version == VERSION:
        return Markup(html)  # noqa: S704  # our own column
    return from_member(text, names=named_in(html))


def named_in(html: str) -> set[str]:
    """The names that are marked in it, as they are compared."""
    return {folded(name) for name in _MARKED.findall(html)}


def sanitised(html: str) -> Markup:
    """Only what `from_member` allows is left of the HTML; nothing may change it afterwards."""
    return Markup(_CLEANER.clean(html))  # noqa: S704  # this is the sanitiser


def too_costly(text: str) -> bool:
    """Whether the parser's time would grow with the square of this text."""
    return (
        len(text.encode(errors="replace")) > MEMBER_LIMIT
        or any(text.count(sign) > most for sign, most in _MOST_SIGNS.items())
        or len(_UNDERLINE.findall(text)) > _MOST_UNDERLINES
        or _DEEP.search(text) is not None
    )


def plain_paragraphs(text: str) -> Markup:
    blocks = re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n"))
    lines = (Markup("<br>\n").join(escape(line) for line in block.split("\n")) for block in blocks)
    return Markup("\n").join(Markup("<p>{}</p>").format(block) for block in lines)


def _rendered(text: str, names: Collection[str]) -> str:
    """To make a parser takes as long as to read a post. One that came to its end is used again."""
    parser: _ForMembers = vars(_of_thread).pop("parser", None) or _ForMembers()
    html = parser.convert(text, names)
    _of_thread.parser = parser
    return html


_of_thread = local()


class _ForMembers:
    """Nothing of an earlier text is left in it."""

    def __init__(self) -> None:
        self.parser = Markdown(extensions=["sane_lists", "nl2br"], output_format="html")
        self.mention = _Mention(AT_NAME, self.parser, ())
        self.parser.preprocessors.deregister("html_block")
        patterns = self.parser.inlinePatterns
        patterns.deregister("html")
        patterns.register(_BareAddress(_ADDRESS, self.parser), "bare", _AFTER_AUTOLINK)
        patterns.register(self.mention, "mention", _AFTER_AUTOLINK)
        self.parser.treeprocessors.register(_LowerHeadings(self.parser), "headings", _LAST)

    def convert(self, text: str, names: Collection[str]) -> str:
        self.mention.names = names
        return self.parser.reset().convert(text)


class _LowerHeadings(Treeprocessor):
    """A member's headings come below those of the page."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if re.fullmatch(r"h[1-6]", str(element.tag)):
                element.tag = f"h{min(int(element.tag[1]) + 2, 6)}"


class _BareAddress(InlineProcessor):
    """An address typed as it is becomes a link."""

    ANCESTOR_EXCLUDES: ClassVar[Collection[str]] = ("a",)

    def handleMatch(  # type: ignore[override]  # the stubs follow the older Pattern  # noqa: N802
        self, match: re.Match[str], _data: str
    ) -> tuple[Element, int, int]:
        link = Element("a", href=match[0])
        link.text = AtomicString(match[0])
        return link, match.start(), match.end()


class _Mention(InlineProcessor):
    """The name of somebody who is told of the text."""

    ANCESTOR_EXCLUDES: ClassVar[Collection[str]] = ("a",)

    def __init__(self, pattern: str, parser: Markdown, names: Collection[str]) -> None:
        super().__init__(pattern, parser)
        self.names = names

    def handleMatch(  # type: ignore[override]  # the stubs follow the older Pattern  # noqa: N802
        self, match: re.Match[str], _data: str
    ) -> tuple[Element, int, int] | tuple[None, None, None]:
        if folded(match[1]) not in self.names:
            return None, None, None
        mark = Element("span", {"class": "mention"})
        mark.text = AtomicString(match[0])
        return mark, match.start(), match.end()


def code_free_lines(text: str) -> Iterator[tuple[int, str]]:
    """(number from 1, line) of each line outside fenced code, for checks that read the source."""
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        if mark and not fence:
            fence = mark[1]
        elif fence:
            fence = "" if line.strip() == fence else fence
        else:
            yield number, line


AT_NAME = rf"(?<![\w@/.+-])@({LETTER}+(?:-{LETTER}+)*)"
"""A name after an @, but no address of e-mail."""
_AFTER_AUTOLINK = 115
_LAST = 3
_ADDRESS = r"https?://[^\s<>\"'`\[\]()]*[^\s<>\"'`\[\]().,;:!?]"
_MOST_SIGNS = {"[": 100, "`": 400}
_MOST_UNDERLINES = 200
_UNDERLINE = re.compile(r"^[ ]{0,3}[=-]+[ ]*$", re.MULTILINE)
_DEEP = re.compile(r"^(?:[ \t]*(?:>|[-+*]|\d{1,9}\.)){41}|^(?: {4}|\t){41}", re.MULTILINE)
_BLOCKS = {"p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr"}
_INLINE = {"a", "strong", "em", "code", "br", "span"}
_MARKED = re.compile(r'<span class="mention">@([^<]+)</span>')
_CLEANER = nh3.Cleaner(
    tags=_BLOCKS | _INLINE,
    clean_content_tags={"script", "style"},
    allowed_classes={"span": {"mention"}},
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow ugc",
    id_prefix="u-",  # no id is allowed today; should one be, it cannot take the page's
)
