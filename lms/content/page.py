"""A page about the platform's source, with an address of its own."""

from lms.content.text import Id, Line, Text, Versioned


class Page(Versioned):
    id: Id
    title: Line
    summary: Line
    sources: tuple[Line, ...]
    body: Text
