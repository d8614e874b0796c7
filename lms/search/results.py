"""What one question finds for one reader, ready for the page."""

from dataclasses import dataclass
from typing import NamedTuple

from lms.db import db
from lms.search import queries
from lms.search.models import SearchDocument
from lms.search.near import near
from lms.search.queries import MOST_PAGES, PAGE
from lms.search.question import Question
from lms.search.snippets import Marker, Piece
from lms.search.sources import Kind, Reader, kinds


class Hit(NamedTuple):
    document: SearchDocument
    kind: Kind
    title: list[Piece]
    snippet: list[Piece]


class Choice(NamedTuple):
    """One kind among which the reader may choose."""

    name: str
    kind: Kind
    found: int


@dataclass(frozen=True)
class Results:
    """`count` is of the chosen kind, of all kinds where none is chosen."""

    question: Question
    choices: list[Choice]
    chosen: str | None
    page: int
    hits: list[Hit]
    meant: str = ""

    @property
    def all_kinds(self) -> int:
        return sum(choice.found for choice in self.choices)

    @property
    def count(self) -> int:
        if self.chosen is None:
            return self.all_kinds
        return next((one.found for one in self.choices if one.name == self.chosen), 0)

    @property
    def first(self) -> int:
        """Number of the first hit of this page."""
        return (self.page - 1) * PAGE + 1

    @property
    def pages(self) -> int:
        return min(-(-self.count // PAGE), MOST_PAGES)

    @property
    def shown_at_most(self) -> int:
        """Fewer than were found when the rest is no longer worth turning pages for."""
        return min(self.count, PAGE * MOST_PAGES)


def search(question: Question, reader: Reader, *, kind: str | None, page: int) -> Results:
    """Two statements; two more, at most, for somebody who finds nothing."""
    counted = {row[0]: row[1] for row in db.session.execute(queries.counts(question, reader))}
    choices = [Choice(name, of, counted[name]) for name, of in kinds().items() if name in counted]
    if not choices:
        return Results(question, [], kind, page, [], _meant(question, reader))
    marker, names = Marker(question), kinds()
    rows = db.session.scalars(queries.hits(question, reader, kind=kind, page=page))
    hits = [
        Hit(row, names[row.kind], marker.marked(row.title), marker.snippet(row.body))
        for row in rows
    ]
    return Results(question, choices, kind, page, hits)


def _meant(question: Question, reader: Reader) -> str:
    """A likelier question, offered only if it finds something for this reader."""
    other = near(question)
    found = other and db.session.execute(queries.counts(Question.of(other), reader)).first()
    return other if found else ""
