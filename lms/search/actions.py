"""Keep the index as the texts are. Each of these belongs to its caller's transaction."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, delete, select, text, update

from lms.db import db
from lms.letters import words
from lms.search.engines import BORDER, engine
from lms.search.models import SearchDocument
from lms.search.sources import Document, sources

MOST_LETTERS = 100_000
AT_ONCE = 500
AFTER_ALL = 10**10
"""Seconds since 1970, in the year 2286: no text has a place of its own so far behind."""

Key = tuple[str, str, str]


class Kept(NamedTuple):
    """What a filling did."""

    documents: int
    changed: int


def keep(document: Document) -> None:
    """Find this text from now on; its other languages stay as they are.

    Call it while you hold the row it comes from: two changes at a moment then follow each other.
    """
    query = select(SearchDocument.id, SearchDocument.digest).where(
        SearchDocument.kind == document.kind,
        SearchDocument.ref == document.ref,
        SearchDocument.language == document.language,
    )
    row = db.session.execute(query).one_or_none()
    if row is not None and row.digest == document.digest:
        return
    if row is not None:
        _drop([row.id])
    _add([document])


def keep_all(kind: str, documents: Iterable[Document]) -> None:
    """The same for many of one kind, in as many statements as for one."""
    wanted = {_key(one): one for one in documents}
    refs = sorted({one.ref for one in wanted.values()})
    for start in range(0, len(refs), AT_ONCE):
        some = set(refs[start : start + AT_ONCE])
        _replace(
            {key: one for key, one in wanted.items() if one.ref in some},
            and_(SearchDocument.kind == kind, SearchDocument.ref.in_(some)),
        )


def put_elsewhere(kind: str, refs: Select[str], audience: str, places: Mapping[str, str]) -> None:
    """These texts are open to others, at a place that is called so in each language."""
    db.session.execute(
        update(SearchDocument)
        .where(SearchDocument.kind == kind, SearchDocument.ref.in_(refs))
        .values(
            audience=audience,
            place=case(places, value=SearchDocument.language, else_=""),
            digest="",  # so that the next filling looks at them
        )
        .execution_options(synchronize_session=False)
    )


def keep_anew(kind: str, refs: Collection[str], documents: Iterable[Document]) -> None:
    """Of these texts find only what is said here from now on; of new ones there is none to drop."""
    wanted = {_key(one): one for one in documents}
    if refs:
        _replace(wanted, and_(SearchDocument.kind == kind, SearchDocument.ref.in_(refs)))
    else:
        _add(list(wanted.values()))


def forget(kind: str, ref: str) -> None:
    """Find this text no longer, in any language; it may be hidden, moved or gone."""
    query = select(SearchDocument.id).where(SearchDocument.kind == kind, SearchDocument.ref == ref)
    _drop(db.session.scalars(query).all())


def fill() -> Kept:
    """Bring what comes from files up to date: at a start, and quick when nothing has changed."""
    of_files = [source for source in sources() if source.from_files]
    wanted = {_key(one): one for source in of_files for one in source.documents()}
    known = {name for source in of_files for name in source.kinds}
    return _bring_up_to_date(wanted, kinds=known)


def rebuild() -> Kept:
    """Forget everything and read it all again, also what people have written."""
    _one_at_a_time()
    engine().clear()
    db.session.execute(delete(SearchDocument))
    wanted = {_key(one): one for source in sources() for one in source.documents()}
    return _bring_up_to_date(wanted, kinds=set())


def _key(document: Document) -> Key:
    return document.kind, document.ref, document.language


def _bring_up_to_date(wanted: dict[Key, Document], *, kinds: set[str]) -> Kept:
    _one_at_a_time()
    return _replace(wanted, SearchDocument.kind.in_(kinds))


def _replace(wanted: dict[Key, Document], among: ColumnElement[bool]) -> Kept:
    columns = (SearchDocument.kind, SearchDocument.ref, SearchDocument.language)
    query = select(*columns, SearchDocument.id, SearchDocument.digest)
    present = {
        (row.kind, row.ref, row.language): row for row in db.session.execute(query.where(among))
    }
    gone = [row.id for key, row in present.items() if _is_other(row.digest, wanted.get(key))]
    fresh = [
        document
        for key, document in wanted.items()
        if key not in present or present[key].digest != document.digest
    ]
    _drop(gone)
    _add(fresh)
    return Kept(len(wanted), len(fresh))


def _is_other(digest: str, document: Document | None) -> bool:
    return document is None or document.digest != digest


def _one_at_a_time() -> None:
    """Two servers that start together fill one after the other; SQLite's writers do so anyway."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE search_document IN SHARE ROW EXCLUSIVE MODE"))


def _drop(ids: Iterable[int]) -> None:
    found = list(ids)
    engine().drop(found)
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        db.session.execute(delete(SearchDocument).where(SearchDocument.id.in_(some)))


def _add(documents: list[Document]) -> None:
    for start in range(0, len(documents), AT_ONCE):
        some = documents[start : start + AT_ONCE]
        engine().add([_row(document) for document in some])


def _row(document: Document) -> dict[str, object]:
    names = [" ".join(words(name)) for name in document.names or (document.title,)]
    body = document.body[:MOST_LETTERS]
    heading = f" {' '.join(words(document.heading))} {BORDER}" if document.heading else ""
    return {
        "kind": document.kind,
        "ref": document.ref,
        "language": document.language,
        "stands_in": document.stands_in,
        "title": document.title,
        "place": document.place,
        "body": body,
        "address": document.address,
        "audience": document.audience,
        "shelf": document.shelf,
        "position": _position(document),
        "author_id": document.author_id,
        "written_at": document.written_at,
        "post_id": document.post_id,
        "names": f" {BORDER} {f' {BORDER} '.join(names)} {BORDER} ",
        "words": f"{heading} {' '.join(words(body))} ",
        "digest": document.digest,
    }


def _position(document: Document) -> int:
    if document.written_at is None:
        return document.position
    return AFTER_ALL - int(document.written_at.timestamp())
