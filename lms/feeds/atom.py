"""Posts as Atom (RFC 4287), small enough for a slow link."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from lms.forum.models import Post

ATOM = "http://www.w3.org/2005/Atom"
MIMETYPE = "application/atom+xml"
MOST_BYTES = 30 * 1024
MOST_OF_ONE = 8 * 1024
SUMMARY = 300
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed was last changed in which there is nothing."""
register_namespace("", ATOM)
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(title: str, path: str, posts: Sequence[Post], *, site: str) -> bytes:
    """As many of the newest as fit. Nothing in it says by which key it was asked for."""
    root = Element(_name("feed"))
    _text(root, "id", f"{site}{path}")
    _text(root, "title", title)
    SubElement(root, _name("link"), rel="self", href=f"{site}{path}")
    SubElement(root, _name("link"), rel="alternate", href=f"{site}/forum")
    moments = [post.edited_at or post.created_at for post in posts]
    _text(root, "updated", max(moments, default=EPOCH).isoformat())
    size = len(tostring(root, "utf-8"))
    for post in posts:
        entry = _entry(post, site)
        size += len(tostring(entry, "utf-8"))
        if size > MOST_BYTES:
            break
        root.append(entry)
    made: bytes = tostring(root, "utf-8", xml_declaration=True)
    return made


def _entry(post: Post, site: str) -> Element:
    entry, address = Element(_name("entry")), f"{site}/p/{post.id}"
    _text(entry, "id", address)
    _text(entry, "title", post.topic.title)
    _text(entry, "published", post.created_at.isoformat())
    _text(entry, "updated", (post.edited_at or post.created_at).isoformat())
    _text(SubElement(entry, _name("author")), "name", post.author.name)
    SubElement(entry, _name("link"), rel="alternate", href=address)
    shown = re.sub(r'(href|src)="/(?!/)', rf'\1="{site}/', str(post.shown))
    if len(shown.encode()) <= MOST_OF_ONE:
        said = _text(entry, "content", shown)
        said.set("type", "html")
    else:
        said = _text(entry, "summary", f"{post.shown.striptags()[:SUMMARY]}…")
    said.set("{http://www.w3.org/XML/1998/namespace}lang", post.language)
    return entry


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, _name(name))
    element.text = _NOT_IN_XML.sub("", text)
    return element


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"
