"""What is new as Atom (RFC 4287), small enough for a slow link."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from markupsafe import Markup

ATOM = "http://www.w3.org/2005/Atom"
MIMETYPE = "application/atom+xml"
MOST_BYTES = 30 * 1024
MOST_OF_ONE = 8 * 1024
SUMMARY = 300
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed was last changed in which there is nothing."""
register_namespace("", ATOM)
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    """One thing that can be read at `path`; `shown` is safe HTML in its `language`."""

    path: str
    title: str
    author: str
    language: str
    shown: Markup
    updated: datetime
    published: datetime | None = None


def feed(title: str, path: str, entries: Sequence[Entry], *, site: str, page: str) -> bytes:
    """As many of the newest as fit. Nothing in it says by which key it was asked for."""
    root = Element(_name("feed"))
    _text(root, "id", f"{site}{path}")
    _text(root, "title", title)
    SubElement(root, _name("link"), rel="self", href=f"{site}{path}")
    SubElement(root, _name("link"), rel="alternate", href=f"{site}{page}")
    latest = max((entry.updated for entry in entries), default=EPOCH)
    _text(root, "updated", latest.isoformat())
    size = len(tostring(root, "utf-8"))
    for entry in entries:
        element = _element(entry, site)
        size += len(tostring(element, "utf-8"))
        if size > MOST_BYTES:
            break
        root.append(element)
    made: bytes = tostring(root, "utf-8", xml_declaration=True)
    return made


def _element(entry: Entry, site: str) -> Element:
    element, address = Element(_name("entry")), f"{site}{entry.path}"
    _text(element, "id", address)
    _text(element, "title", entry.title)
    if entry.published:
        _text(element, "published", entry.published.isoformat())
    _text(element, "updated", entry.updated.isoformat())
    _text(SubElement(element, _name("author")), "name", entry.author)
    SubElement(element, _name("link"), rel="alternate", href=address)
    shown = re.sub(r'(href|src)="/(?!/)', rf'\1="{site}/', str(entry.shown))
    if len(shown.encode()) <= MOST_OF_ONE:
        said = _text(element, "content", shown)
        said.set("type", "html")
    else:
        said = _text(element, "summary", f"{entry.shown.striptags()[:SUMMARY]}…")
    said.set("{http://www.w3.org/XML/1998/namespace}lang", entry.language)
    return element


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, _name(name))
    element.text = _NOT_IN_XML.sub("", text)
    return element


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"
