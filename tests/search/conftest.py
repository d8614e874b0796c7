"""An index of small texts whose every word we know; `corpus.yml` says what is found in it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from lms.db import db
from lms.search import actions, queries
from lms.search.models import SearchDocument
from lms.search.question import Question
from lms.search.sources import EVERYONE, Document, Kind, Reader
from tests.conftest import an_app_like
from tests.prepared import prepared

HERE = Path(__file__).parent
KINDS = {
    "lesson": Kind("Lesson", "Lessons"),
    "case": Kind("Case", "Cases"),
    "term": Kind("Word", "Words"),
}
ANYBODY = Reader("en", frozenset({EVERYONE}), frozenset({"home"}))


@dataclass
class Example:
    """A source of the tests' own; what its reader holds is set by the test."""

    texts: list[Document]
    held: Collection[str] = ()
    from_files: bool = True
    kinds: Mapping[str, Kind] = field(default_factory=lambda: KINDS)

    def documents(self) -> Iterator[Document]:
        yield from self.texts

    def my_audiences(self) -> Collection[str]:
        return self.held

    def my_shelves(self) -> Collection[str]:
        return {"home"}


def the_documents() -> list[Document]:
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / "documents.yml").read_text("utf-8"))
    return [a_document(position=place, **row) for place, row in enumerate(rows)]


def a_document(
    ref: str, *, kind: str = "lesson", language: str = "en", audience: str = EVERYONE, **rest: Any
) -> Document:
    names = tuple(rest.pop("names", ()))
    return Document(
        kind=kind,
        ref=ref,
        language=language,
        audience=audience,
        address=f"/case-studies/{ref}",
        names=names,
        **{"title": f"Text {ref}", "body": "Some words."} | rest,
    )


@pytest.fixture(scope="session")
def taught_app(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Flask]:
    """What is really taught can be found, and nobody is there."""
    world = prepared("taught", database_url, actions.fill)
    yield from an_app_like(world, tmp_path_factory.mktemp("data"))


@pytest.fixture
def example(app: Flask) -> Iterator[Example]:
    """The index holds these texts and nothing else."""
    before = app.extensions["search_sources"]
    source = Example(the_documents())
    app.extensions["search_sources"] = (source,)
    actions.rebuild()
    db.session.commit()
    yield source
    app.extensions["search_sources"] = before


def found(typed: str, reader: Reader = ANYBODY, **narrowed: Any) -> list[str]:
    """Refs in the order in which the reader sees them; another language is named."""
    question = Question.of(typed)
    if not question:
        return []
    rows = db.session.scalars(queries.hits(question, reader, **narrowed)).all()
    return [named(row, reader) for row in rows]


def named(row: SearchDocument, reader: Reader) -> str:
    ref = row.address.removeprefix("/case-studies/")
    return ref if row.language == reader.language else f"{ref}.{row.language}"
