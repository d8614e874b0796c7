"""The Markdown of the courses becomes HTML: what reviewers let into the repository."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, SubElement  # only builds and walks trees, parses nothing

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

OWN_SCHEMES = ("case:", "guide:", "lesson:", "day:")
AFTER_TOC = 3


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
