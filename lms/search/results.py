"""What one question finds for one reader, ready for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lms.db import db
from lms.search import edges, queries
from lms.search.edges import Edge
from lms.search.models import SearchDocument
from lms.search.narrowing import Narrowed
from lms.search.near import near
from lms.search.queries import PAGE
from lms.search.question import Question
from lms.search.snippets import Marker, Piece
from lms.search.sources import Kind, Reader, kinds


class Hit(NamedTuple):
    document: SearchDocument
    author: str | None
    kind: Kind
    title: list[Piece]
    snippet: list[Piece]


class Choice(NamedTuple):
    """One kind among which the reader may choose."""

    name: str
    kind: Kind
    found: int


class Page(NamedTuple):
    """`before` and `after` lead to the pages beside it, where there are any."""

    hits: Sequence[Hit] = ()
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Results:
    """`count` is of the chosen kind, of all kinds where none is chosen.

    Where nothing is found, `elsewhere` says how much there is without the filters, and `meant` is
    a likelier question.
    """

    question: Question
    narrowed: Narrowed
    choices: list[Choice]
    page: Page = Page()  # noqa: RUF009  # nothing in it can change
    elsewhere: int = 0
    meant: str = ""

    @property
    def all_kinds(self) -> int:
        return sum(choice.found for choice in self.choices)

    @property
    def count(self) -> int:
        return _count(self.choices, self.narrowed.kind)


def search(
    question: Question, reader: Reader, narrowed: Narrowed, edge: Edge | None = None
) -> Results:
    """Two statements, whatever is found."""
    counted = _counted(question, reader, narrowed)
    choices = [Choice(name, of, counted[name]) for name, of in kinds().items() if name in counted]
    if _count(choices, narrowed.kind):
        page = _page(question, reader, narrowed, edge)
        return Results(question, narrowed, choices, page)
    if choices:
        return Results(question, narrowed, choices)
    if narrowed.asked:
        elsewhere = sum(_counted(question, reader, Narrowed()).values())
        return Results(question, narrowed, [], elsewhere=elsewhere)
    return Results(question, narrowed, [], meant=_meant(question, reader))


def _count(choices: Sequence[Choice], kind: str | None) -> int:
    return sum(choice.found for choice in choices if kind in {None, choice.name})


def _counted(question: Question, reader: Reader, narrowed: Narrowed) -> dict[str, int]:
    rows = db.session.execute(queries.counts(question, reader, narrowed.among))
    return {row[0]: row[1] for row in rows}


def _page(question: Question, reader: Reader, narrowed: Narrowed, edge: Edge | None) -> Page:
    query = queries.hits(question, reader, kind=narrowed.kind, among=narrowed.among, edge=edge)
    found = db.session.execute(query).all()
    more, rows = len(found) > PAGE, list(found[:PAGE])
    back = edge is not None and edge.back
    if back:
        rows.reverse()
    if not rows:
        return Page()
    first, last = (edges.written(tuple(row[2:]), question, narrowed.asked) for row in _ends(rows))
    marker, names = Marker(question), kinds()
    return Page(
        [_hit(document, author, marker, names) for document, author, *_rank in rows],
        first if (more if back else edge) else None,
        last if back or more else None,
    )


def _ends(rows: Sequence[Any]) -> tuple[Any, Any]:
    return rows[0], rows[-1]


def _hit(
    document: SearchDocument, author: str | None, marker: Marker, names: dict[str, Kind]
) -> Hit:
    title, snippet = marker.marked(document.title), marker.snippet(document.body)
    return Hit(document, author, names[document.kind], title, snippet)


def _meant(question: Question, reader: Reader) -> str:
    """A likelier question, offered only if it finds something for this reader."""
    other = near(question)
    found = other and db.session.execute(queries.counts(Question.of(other), reader)).first()
    return other if found else ""
