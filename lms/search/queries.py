"""One condition for hits, counts and pages: what matches, and what the reader may open."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased, load_only

from lms.accounts.models import User
from lms.search.edges import Edge
from lms.search.engines import BORDER, engine
from lms.search.models import SearchDocument
from lms.search.question import Part, Question
from lms.search.sources import Reader, kinds

PAGE = 20

_OTHER = aliased(SearchDocument)
_SHOWN = (
    SearchDocument.kind,
    SearchDocument.language,
    SearchDocument.title,
    SearchDocument.place,
    SearchDocument.body,
    SearchDocument.address,
    SearchDocument.written_at,
)


Conditions = Sequence[ColumnElement[bool]]


def found(question: Question, reader: Reader, among: Conditions = ()) -> ColumnElement[bool]:
    return and_(
        SearchDocument.id.in_(engine().matching(question)),
        *(_side_by_side(part) for part in question.parts if len(part.words) > 1),
        *(~_side_by_side(part) for part in question.without),
        SearchDocument.audience.in_(sorted(reader.audiences)),
        SearchDocument.kind.in_(kinds()),
        _as_its_page_shows_it(reader.language),
        *among,
    )


def counts(question: Question, reader: Reader, among: Conditions = ()) -> Select[str, int]:
    """How many are found, by kind."""
    return (
        select(SearchDocument.kind, func.count())
        .where(found(question, reader, among))
        .group_by(SearchDocument.kind)
    )


def hits(
    question: Question,
    reader: Reader,
    *,
    kind: str | None = None,
    among: Conditions = (),
    edge: Edge | None = None,
) -> Select[Any]:
    """A page of (document, name of its author, its place in the order), one row more than that.

    The best comes first (docs/decisions/009), the last where the page ends before an edge.
    """
    rules = [rule.label(f"rank_{no}") for no, rule in enumerate(_the_best_first(question, reader))]
    here = found(question, reader, among if kind is None else [*among, is_of(kind)])
    ranked = select(*rules).where(here).subquery()
    order = list(ranked.c)
    query = (
        select(SearchDocument, User.name, *order)
        .join(ranked, order[-1] == SearchDocument.id)
        .outerjoin(User, User.id == SearchDocument.author_id)
        .options(load_only(*_SHOWN))
        .order_by(*(column.desc() if edge and edge.back else column for column in order))
    )
    if edge is not None:
        place, its = tuple_(*order), tuple_(*edge.rank)
        query = query.where(place < its if edge.back else place > its)
    return query.limit(PAGE + 1)


def is_of(kind: str) -> ColumnElement[bool]:
    return SearchDocument.kind == kind


def authors(key: str, reader: Reader) -> Select[int, str]:
    """(id, name) of those called so who wrote something that this reader may open.

    By their whole name or its beginning, in the form of a key.
    """
    theirs = exists().where(
        SearchDocument.author_id == User.id, SearchDocument.audience.in_(sorted(reader.audiences))
    )
    called = or_(User.name_key == key, User.name_key.startswith(f"{key}-", autoescape=True))
    return select(User.id.expression, User.name).where(called, theirs).order_by(User.name)


def _side_by_side(part: Part) -> ColumnElement[bool]:
    return or_(_has(SearchDocument.names, part), _has(SearchDocument.words, part))


def _as_its_page_shows_it(language: str) -> ColumnElement[bool]:
    """In the reader's language, or in another where theirs is not written."""
    same = and_(
        _OTHER.kind == SearchDocument.kind,
        _OTHER.ref == SearchDocument.ref,
        _OTHER.language == language,
    )
    return or_(
        SearchDocument.language == language,
        and_(SearchDocument.stands_in, ~exists(select(_OTHER.id).where(same))),
    )


def _the_best_first(question: Question, reader: Reader) -> list[ColumnElement[int]]:
    """Rules in their order, each the lower the better.

    Each speaks only where those above it leave a tie.
    """
    names, text = SearchDocument.names, SearchDocument.words
    yes = [
        SearchDocument.language == reader.language,
        names.contains(f"{BORDER} {question.phrase.text} {BORDER}"),
        _has(names, question.phrase),
    ]
    in_names = [_no(_has(names, part)) for part in question.parts]
    at_home = SearchDocument.shelf.in_(sorted(reader.shelves))
    times = [_times(text, part) for part in question.parts]
    return [
        *map(_no, yes),
        _sum(in_names),
        _no(_has(text, question.phrase)),
        _no(at_home),
        -_sum(times),
        SearchDocument.position.expression,
        SearchDocument.id.expression,
    ]


def _has(said: InstrumentedAttribute[str], part: Part) -> ColumnElement[bool]:
    return said.contains(_needle(part))


def _times(said: InstrumentedAttribute[str], part: Part) -> ColumnElement[int]:
    needle = _needle(part)
    left = func.replace(said, needle, "", type_=String)
    return (func.length(said, type_=Integer) - func.length(left, type_=Integer)) // len(needle)


def _needle(part: Part) -> str:
    """Every word stands between spaces."""
    return f" {part.text}" if part.open else f" {part.text} "


def _no(rule: ColumnElement[bool]) -> ColumnElement[int]:
    return case((rule, 0), else_=1)


def _sum(numbers: list[ColumnElement[int]]) -> ColumnElement[int]:
    total = numbers[0]
    for number in numbers[1:]:
        total = total + number
    return total
