"""One condition for hits, counts and pages: what matches, and what the reader may open."""

from sqlalchemy import ColumnElement, Integer, Select, String, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, load_only

from lms.search.engines import BORDER, engine
from lms.search.models import SearchDocument
from lms.search.question import Part, Question
from lms.search.sources import Reader, kinds

PAGE, MOST_PAGES = 20, 10

_OTHER = aliased(SearchDocument)


def found(question: Question, reader: Reader) -> ColumnElement[bool]:
    return and_(
        SearchDocument.id.in_(engine().matching(question)),
        *(_side_by_side(part) for part in question.parts if len(part.words) > 1),
        *(~_side_by_side(part) for part in question.without),
        SearchDocument.audience.in_(sorted(reader.audiences)),
        SearchDocument.kind.in_(kinds()),
        _as_its_page_shows_it(reader.language),
    )


def counts(question: Question, reader: Reader) -> Select[str, int]:
    """How many are found, by kind."""
    return (
        select(SearchDocument.kind, func.count())
        .where(found(question, reader))
        .group_by(SearchDocument.kind)
    )


def hits(
    question: Question, reader: Reader, *, kind: str | None = None, page: int = 1
) -> Select[SearchDocument]:
    """A page of them, the best first (docs/decisions/009)."""
    query = select(SearchDocument).where(found(question, reader))
    if kind is not None:
        query = query.where(SearchDocument.kind == kind)
    shown = (
        SearchDocument.kind,
        SearchDocument.language,
        SearchDocument.title,
        SearchDocument.place,
        SearchDocument.body,
        SearchDocument.address,
    )
    return (
        query.options(load_only(*shown))
        .order_by(*_the_best_first(question, reader))
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )


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
    """Rules in their order; each speaks only where those above it leave a tie."""
    names, text = SearchDocument.names, SearchDocument.words
    yes = [
        SearchDocument.language == reader.language,
        names.contains(f"{BORDER} {question.phrase.text} {BORDER}"),
        _has(names, question.phrase),
    ]
    in_names = [_one_if(_has(names, part)) for part in question.parts]
    at_home = SearchDocument.shelf.in_(sorted(reader.shelves))
    times = [_times(text, part) for part in question.parts]
    return [
        *(_one_if(rule).desc() for rule in yes),
        _sum(in_names).desc(),
        _one_if(_has(text, question.phrase)).desc(),
        _one_if(at_home).desc(),
        _sum(times).desc(),
        SearchDocument.position.asc(),
        SearchDocument.id.asc(),
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


def _one_if(rule: ColumnElement[bool]) -> ColumnElement[int]:
    return case((rule, 1), else_=0)


def _sum(numbers: list[ColumnElement[int]]) -> ColumnElement[int]:
    total = numbers[0]
    for number in numbers[1:]:
        total = total + number
    return total
