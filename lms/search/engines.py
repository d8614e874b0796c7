"""Where SQLite and PostgreSQL differ: the index of words beside the table, kept and asked.

The words are cut and folded before they come here (lms.letters), so both are told to compare them
as they are. The index only says which texts have all the words; whether they stand side by side,
and which text comes first, is asked of the table itself, in the same SQL (lms.search.queries).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from sqlalchemy import (
    Insert,
    Select,
    bindparam,
    cast,
    column,
    func,
    insert,
    inspect,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from lms.db import db
from lms.search.models import SearchDocument
from lms.search.question import Question

BORDER = "|"
"""Stands between the names of a document; it is no word."""


Row = Mapping[str, object]
"""The columns of a document, but for its id."""


class Engine(Protocol):
    def add(self, rows: Sequence[Row]) -> None:
        """The documents, and what they are found by."""
        ...

    def drop(self, ids: Iterable[int]) -> None:
        """Before the rows go: SQLite has to read from them what it should forget."""
        ...

    def clear(self) -> None: ...

    def matching(self, question: Question) -> Select[Any]:
        """Ids of the documents that have every word of the question."""
        ...


class Sqlite:
    """FTS5 with external content: the index has no second copy of the texts.

    Triggers would keep it too, but `trusted_schema=OFF` (SECURITY) forbids them to reach it.
    """

    def add(self, rows: Sequence[Row]) -> None:
        put = insert(SearchDocument).returning(SearchDocument.id)
        _each(
            "INSERT INTO search_index (rowid, names, words) "
            "SELECT id, names, words FROM search_document WHERE id = :id",
            [{"id": one} for one in db.session.scalars(put, rows)],
        )

    def drop(self, ids: Iterable[int]) -> None:
        _each(
            "INSERT INTO search_index (search_index, rowid, names, words) "
            "SELECT 'delete', id, names, words FROM search_document WHERE id = :id",
            [{"id": one} for one in ids],
        )

    def clear(self) -> None:
        db.session.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))

    def matching(self, question: Question) -> Select[Any]:
        asked = " AND ".join(f'"{word}"{" *" * goes_on}' for word, goes_on in _words(question))
        index = table("search_index", column("rowid"))
        return select(index.c.rowid).where(
            literal_column("search_index").op("MATCH")(bindparam("asked", asked))
        )


_INDEX = table("search_index", column("document_id"), column("vector"))


def _put_in_one() -> Insert:
    """A document and its vector: both are written by whoever writes a text, in one statement."""
    columns = [one.name for one in inspect(SearchDocument).columns if not one.primary_key]
    document = table("search_document", column("id"), *map(column, columns))
    put = (
        insert(document)
        .values({name: bindparam(_bound(name)) for name in columns})
        .returning(document.c.id, document.c.names, document.c.words)
        .cte("put")
    )
    found = func.string_to_array(func.concat(put.c.names, put.c.words), " ")
    vector = func.array_to_tsvector(func.array_remove(func.array_remove(found, ""), BORDER))
    return insert(_INDEX).from_select(_INDEX.c.keys(), select(put.c.id, vector))


def _bound(name: str) -> str:
    """SQLAlchemy keeps the names of columns for its own parameters."""
    return f"new_{name}"


_PUT = _put_in_one()


class Postgresql:
    """A tsvector under a GIN index; no dictionary, no parser, no extension."""

    def add(self, rows: Sequence[Row]) -> None:
        renamed = [{_bound(name): value for name, value in row.items()} for row in rows]
        db.session.execute(_PUT, renamed)

    def drop(self, ids: Iterable[int]) -> None:
        _each(
            "DELETE FROM search_index WHERE document_id = :id",
            [{"id": one} for one in ids],
        )

    def clear(self) -> None:
        db.session.execute(text("DELETE FROM search_index"))

    def matching(self, question: Question) -> Select[Any]:
        asked = " & ".join(f"'{word}'{':*' * goes_on}" for word, goes_on in _words(question))
        return select(_INDEX.c.document_id).where(
            _INDEX.c.vector.op("@@")(cast(bindparam("asked", asked), TSQUERY))
        )


def _words(question: Question) -> Iterator[tuple[str, bool]]:
    """Each word that must be there, and whether it may go on."""
    for part in question.parts:
        *before, last = part.words
        yield from ((word, False) for word in before)
        yield last, part.open


def _each(statement: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(text(statement), rows)


ENGINES: Mapping[str, Engine] = MappingProxyType({"sqlite": Sqlite(), "postgresql": Postgresql()})


def engine() -> Engine:
    return ENGINES[db.session.get_bind().dialect.name]
