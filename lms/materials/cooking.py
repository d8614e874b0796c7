"""What teachers type becomes HTML: the dialect of the courses without all that could do harm.

No raw HTML, no attributes, no pictures but the material's own; the sanitiser has the last word.
"""

import re
from collections.abc import Mapping
from typing import ClassVar, NamedTuple
from xml.etree.ElementTree import Element  # only changes trees that the parser built

import nh3
from markdown import Markdown
from markdown.extensions.toc import slugify
from markupsafe import Markup

from lms import markdown
from lms.content import library
from lms.content.dialect import AFTER_TOC, Complete
from lms.content.shelf import addresses
from lms.markdown import plain_paragraphs, too_costly

VERSION = f"{markdown.VERSION}-1"
OWN_IDS = ("m-", "fn:", "fnref:", "fnref2:", "fnref3:")
"""How ids of a text begin, so that none is one of the page's."""


class Media(NamedTuple):
    """Where a file of the material is served; pictures have a size."""

    address: str
    width: int | None = None
    height: int | None = None


def cooked(text: str, media: Mapping[str, Media]) -> Markup:
    """HTML of a teacher's text; `media` are the material's files by the name the text gives."""
    if costs_too_much(text):
        return plain_paragraphs(text)
    parser = Markdown(extensions=_EXTENSIONS, extension_configs=_SETTINGS, output_format="html")
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.treeprocessors.register(_Finish(parser, media), "finish", AFTER_TOC)
    try:
        html = parser.convert(text)
    except RecursionError:
        return plain_paragraphs(text)
    return Markup(_CLEANER.clean(html))  # noqa: S704  # this is the sanitiser


def costs_too_much(text: str) -> bool:
    """As everywhere, and with the marks that only teachers may write."""
    return too_costly(text) or len(_DEFINITION.findall(text)) > _MOST_DEFINITIONS


class _Finish(Complete):
    """Headings below the page's own, links of the library, files of the material."""

    def __init__(self, parser: Markdown, media: Mapping[str, Media]) -> None:
        super().__init__(parser, addresses(library()), "", "")
        self.files = media

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in _HEADINGS:
                element.tag = _HEADINGS[element.tag]
        super().run(root)

    def _resolve(self, link: Element) -> None:
        found = self._file(link.get("href", ""))
        if found is not None:
            link.set("href", found.address)
        elif not link.get("href", "").startswith("#"):
            super()._resolve(link)

    def _place(self, picture: Element) -> None:
        found = self._file(picture.get("src", ""))
        if found is None or found.width is None:
            picture.tag = "em"
            picture.text = picture.get("alt", "")
            picture.attrib.clear()
            return
        picture.set("src", found.address)
        picture.set("width", str(found.width))
        picture.set("height", str(found.height))
        picture.set("loading", "lazy")

    def _file(self, address: str) -> Media | None:
        return self.files.get(address.removeprefix("media/")) if "media/" in address else None


def _kept(tag: str, name: str, value: str) -> str | None:
    """Ids of a text alone, and pictures of ours alone."""
    if name == "id":
        return value if value.startswith(OWN_IDS) else None
    if tag == "img" and name == "src":
        return value if value.startswith("/editions/") else None
    return value


class _Settings:
    """What the extensions are told."""

    toc: ClassVar[dict[str, object]] = {
        "slugify": lambda text, separator: f"m-{slugify(text, separator)}"
    }
    footnotes: ClassVar[dict[str, object]] = {"BACKLINK_TITLE": "", "UNIQUE_IDS": False}


_EXTENSIONS = [
    "tables",
    "fenced_code",
    "footnotes",
    "def_list",
    "admonition",
    "sane_lists",
    "smarty",
    "toc",
]
_SETTINGS = {"toc": _Settings.toc, "footnotes": _Settings.footnotes}
_DEFINITION = re.compile(r"^ {0,3}:", re.MULTILINE)
_MOST_DEFINITIONS = 200
_HEADINGS = {"h1": "h2", "h5": "h4", "h6": "h4"}
_TAGS = (
    "p h2 h3 h4 ul ol li dl dt dd blockquote pre hr div table thead tbody tr th td figure "
    "figcaption a strong em code br sup img"
)
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href", "title"},
        "ol": {"start"},
        "img": {"src", "alt", "title", "width", "height", "loading"},
        "th": {"scope"},
        "div": {"tabindex", "role", "aria-label"},
        **{tag: {"id"} for tag in ("h2", "h3", "h4", "li", "sup")},
    },
    allowed_classes={
        "div": {"admonition", "try", "example", "note", "warning", "scroll", "footnote"},
        "p": {"admonition-title"},
        "a": {"footnote-ref", "footnote-backref"},
        "th": {"align-left", "align-center", "align-right"},
        "td": {"align-left", "align-center", "align-right"},
    },
    attribute_filter=_kept,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow ugc",
)
