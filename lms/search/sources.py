"""What a feature tells the search: its documents, who may read them, which are the reader's own.

A feature writes a Source and `create_app` hands it over. Texts that are files are read at every
start; for texts that people write, the feature's actions call `lms.search.actions.keep` and
`forget` in the transaction of the change, and `documents` serves `flask search rebuild`.

Who may read a document is one key, its `audience`. The search finds what has a key that the reader
holds, so a Source must give each document a key that opens its page and no more: EVERYONE, MEMBERS,
or one of its own, such as `edition:12`, which its `my_audiences` then gives to those who hold it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol, cast

from flask import Flask, current_app

from lms.accounts.session import me_or_none
from lms.i18n import language
from lms.search.narrowing import Talk

EVERYONE, MEMBERS = "everyone", "members"


class Kind(NamedTuple):
    """What a kind of document is called, one and many, in the reader's language."""

    one: str
    many: str


@dataclass(frozen=True)
class Document:
    """One text in one language.

    `names` are what it is called when that is more than its title, or other than that; `stands_in`
    is true for the version that a page shows to readers in whose language it is not written.
    `heading` stands above it and is no name of its own, as the title of a topic above a reply.
    Of equally good hits the one with the lower `position` comes first; after those, what was
    `written_at` a moment, the newest first.
    """

    kind: str
    ref: str
    language: str
    title: str
    body: str
    address: str
    audience: str
    place: str = ""
    shelf: str = ""
    names: tuple[str, ...] = ()
    position: int = 0
    stands_in: bool = True
    heading: str = ""
    author_id: int | None = None
    written_at: datetime | None = None
    post_id: int | None = None

    @cached_property
    def digest(self) -> str:
        said = json.dumps(vars(self), sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()


class Source(Protocol):
    """`from_files` sources are compared with the index at every start."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """In the order in which a reader chooses among them."""
        ...

    @property
    def from_files(self) -> bool: ...

    def documents(self) -> Iterable[Document]: ...

    def my_audiences(self) -> Iterable[str]:
        """The keys that the reader of this request holds, beside EVERYONE and MEMBERS."""
        ...

    def my_shelves(self) -> Iterable[str]:
        """Where the reader is at home: what stands there comes before the same elsewhere."""
        ...


class Reader(NamedTuple):
    """Who searches: what they read in, may open, and are at home with."""

    language: str
    audiences: frozenset[str]
    shelves: frozenset[str]


def init_app(app: Flask, sources: Iterable[Source], talk: Talk) -> None:
    app.extensions["search_sources"] = tuple(sources)
    app.extensions["search_talk"] = talk


def sources() -> tuple[Source, ...]:
    return cast("tuple[Source, ...]", current_app.extensions["search_sources"])


def kinds() -> dict[str, Kind]:
    return {name: kind for source in sources() for name, kind in source.kinds.items()}


def this_reader() -> Reader:
    known = {EVERYONE, MEMBERS} if me_or_none() else {EVERYONE}
    return Reader(
        language(),
        frozenset(known.union(*(source.my_audiences() for source in sources()))),
        frozenset(shelf for source in sources() for shelf in source.my_shelves()),
    )
