"""Markdown to HTML, by two doors: what reviewers let into the repository, and what members type."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from threading import local
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement  # only builds and walks trees, parses nothing

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


def from_repository(
    text: str,
    links: Mapping[str, str],
    *,
    id_prefix: str = "",
    media: str = "",
    printed: bool = False,
    finish: Callable[[Element], object] | None = None,
) -> Markup:
    """HTML of trusted text, in which raw HTML works.

    `links` gives the address for `case:bagru`, `lesson:…` and `day:…`; a name it does not hold
    is shown without a link. `id_prefix` keeps apart the ids of several texts on one page;
    `printed` texts stand in a longer page for paper: their headings come one level lower, and
    their pictures are there at once; `media` is the address under which `media/…` pictures are
    served; `finish` may still change the tree before it is written out.
    """
    parser = Markdown(
        extensions=["extra", "toc", "admonition", "sane_lists", "smarty"],
        extension_configs={"toc": {"baselevel": 1 + printed}},
        output_format="html",
    )
    complete = Complete(parser, links, id_prefix, media)
    complete.lazy = not printed
    parser.treeprocessors.register(complete, "complete", AFTER_TOC)
    if finish:
        parser.treeprocessors.register(_Last(parser, finish), "last", AFTER_TOC - 1)
    return Markup(parser.convert(text))  # noqa: S704  # reviewed in git like code


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


class Complete(Treeprocessor):
    """What Python-Markdown leaves undone: our links, ids, pictures and tables."""

    lazy = True

    def __init__(
        self, parser: Markdown, links: Mapping[str, str], id_prefix: str, media: str
    ) -> None:
        super().__init__(parser)
        self.links, self.id_prefix, self.media = links, id_prefix, media

    def run(self, root: Element) -> None:
        names: Counter[str] = Counter()
        for element in list(root.iter()):
            _wrap_tables(element, names)
            _frame_picture(element)
            if "id" in element.attrib:
                element.set("id", self.id_prefix + element.attrib["id"])
            if element.tag == "a":
                self._resolve(element)
            elif element.tag == "img":
                self._place(element)
            elif element.tag in {"th", "td"}:
                _name_cell(element)

    def _resolve(self, link: Element) -> None:
        href = link.get("href", "")
        if href.startswith("#"):
            link.set("href", f"#{self.id_prefix}{href[1:]}")
        elif href.startswith(OWN_SCHEMES):
            _aim(link, self.links.get(href))

    def _place(self, picture: Element) -> None:
        if self.lazy:
            picture.set("loading", "lazy")
        source = picture.get("src", "")
        if source.startswith("media/"):
            picture.set("src", f"{self.media}/{source}")


class _Last(Treeprocessor):
    """Whatever the caller does to the tree when everything else is done."""

    def __init__(self, parser: Markdown, finish: Callable[[Element], object]) -> None:
        super().__init__(parser)
        self.finish = finish

    def run(self, root: Element) -> None:
        self.finish(root)


def _aim(link: Element, address: str | None) -> None:
    if address is None:
        link.tag = "span"
        del link.attrib["href"]
    else:
        link.set("href", address)


def _wrap_tables(parent: Element, names: Counter[str]) -> None:
    """Put each table into a region that scrolls by itself and that the keyboard can reach.

    Regions of the same heads are told apart by a number.
    """
    for place, child in enumerate(list(parent)):
        if child.tag == "table":
            heads = ["".join(cell.itertext()).strip() for cell in child.iter("th")]
            name = ", ".join(filter(None, heads)) or "Table"
            names[name] += 1
            label = name if names[name] == 1 else f"{name} ({names[name]})"
            region = {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": label}
            box = Element("div", region)
            box.tail, child.tail = child.tail, None
            box.append(child)
            parent[place] = box


def _frame_picture(paragraph: Element) -> None:
    """A picture alone in its paragraph becomes a figure; its title is the caption."""
    inside = list(paragraph)
    alone = [child.tag for child in inside] == ["img"] and not (paragraph.text or "").strip()
    if paragraph.tag != "p" or not alone or (inside[0].tail or "").strip():
        return
    caption = inside[0].attrib.pop("title", "")
    if caption:
        paragraph.tag = "figure"
        SubElement(paragraph, "figcaption").text = caption


def _name_cell(cell: Element) -> None:
    """The column's heading, and its alignment as a class: the policy forbids inline style.

    The empty corner above a column of names heads nothing.
    """
    if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
        cell.tag = "td"
    if cell.tag == "th":
        cell.set("scope", "col")
    style = cell.attrib.pop("style", "")
    if match := re.search(r"text-align:\s*(\w+)", style):
        cell.set("class", f"align-{match[1]}")


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
        self.parser.treeprocessors.register(_LowerHeadings(self.parser), "headings", AFTER_TOC)

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
OWN_SCHEMES = ("case:", "guide:", "lesson:", "day:")
AFTER_TOC = 3
_AFTER_AUTOLINK = 115
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
