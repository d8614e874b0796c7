"""HTML read as a browser reads it, quickly: most of what tests fetch goes through here."""

from collections.abc import Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

BETWEEN = "\x1e"
"""Stands in no text; parts the pieces of one."""


class Node:
    """An element: what it is, what it says, what is in it."""

    __slots__ = ("_found",)

    def __init__(self, found: Any) -> None:
        self._found = found

    @property
    def name(self) -> str:
        return str(self._found.tag)

    @property
    def attrs(self) -> Mapping[str, str]:
        """One without a value, such as `required`, has an empty one."""
        return {name: value or "" for name, value in self._found.attributes.items()}

    @property
    def parent(self) -> "Node":
        return Node(self._found.parent)

    def query(self, selector: str) -> list["Node"]:
        """What is in it and fits a CSS selector, in the order of the page."""
        return [Node(found) for found in self._found.css(selector)]

    def to_text(self) -> str:
        """Its pieces of text without blanks around them, a blank between them."""
        return " ".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        for piece in self._found.text(separator=BETWEEN).split(BETWEEN):
            if bare := piece.strip():
                yield bare

    def typed(self) -> str:
        """What stands in a text area, with its lines."""
        return str(self._found.text(deep=True)).removeprefix("\n")

    def to_html(self) -> str:
        return str(self._found.html)


def page(source: str) -> Node:
    return Node(LexborHTMLParser(source).root)
