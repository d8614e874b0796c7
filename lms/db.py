"""The database: one Model base, one commit a request, no lazy loading."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import Flask, Response, abort, g
from flask_sqlalchemy import SQLAlchemy  # noqa: TID251  # this module wraps it
from flask_sqlalchemy.session import Session  # noqa: TID251  # the same
from sqlalchemy import (
    CheckConstraint,
    Connection,
    DateTime,
    Engine,
    MetaData,
    Select,
    event,
    inspect,
    select,
)
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, registry
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.types import TypeDecorator

from lms.connections import READING, only_reads, prepare_engine

T = TypeVar("T")
Blanks = Mapping[str, object]
"""The values of a query that is put together once (docs/decisions/007)."""
M = TypeVar("M", bound="Model")


class LazyLoadError(Exception):
    """A page reached for a row its query did not load. Change the query."""


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on every engine; SQLite forgets zones, this gives them back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Model(DeclarativeBase):
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: UTCDateTime()},
    )


def no_longer_than(most: int, column: str) -> CheckConstraint:
    """The database refuses a longer text in this column, whatever form it came by."""
    return CheckConstraint(f"length({column}) <= {most}", name=f"{column}_length")


class _Database(SQLAlchemy):
    def find_or_404(self, query: Select[T], blanks: Blanks | None = None) -> T:
        """The one row of this query; 404 when there is none or the person may not see it."""
        row: T | None = self.session.scalars(query, blanks).unique().one_or_none()
        if row is None:
            abort(404)
        return row

    def write_in_a_get(self) -> None:
        """For a page that counts its readers: before its first statement, and only there."""
        g.writes = True

    def hang_up(self) -> None:
        """Close what is open: no connection may cross a fork or outlive its file."""
        for engine in self.engines.values():
            engine.dispose()

    def let_go(self) -> None:
        """Before slow work inside a change: what was found stays known, and no writer waits."""
        self.session.commit()
        g.let_go = True

    def write_after(self, write: Callable[[], object]) -> None:
        """For what a page notes of its being read: once it is made, in a transaction of its own.

        A page is not lost because that failed.
        """

        def and_keep() -> None:
            try:
                self.write_in_a_get()
                write()
                self.session.commit()
            except SQLAlchemyError:
                self.session.rollback()

        after_commit(and_keep)

    def hold(self, row: Any) -> None:
        """Who else holds this row waits until this transaction ends: two clicks become a queue.

        SQLite's writers wait for each other anyway, and nothing is asked. Rows that only point here
        are not held up.
        """
        if self.engine.dialect.name == "sqlite":
            return
        key = inspect(type(row)).primary_key[0]
        number = inspect(row).identity[0]
        self.session.execute(select(key).where(key == number).with_for_update(key_share=True))

    def keep_once(self, row: M, twin: Select[M]) -> M:
        """Keep a row, or take the one that a second click at the same moment has made."""
        try:
            with self.session.begin_nested():
                self.session.add(row)
        except IntegrityError:
            return self.session.scalars(twin).one()
        return row


class _Session(Session):
    def get_bind(self, *_what: object, **_of_it: object) -> Engine | Connection:
        """There is one database; where its readers have connections of their own, those."""
        engines = self._db.engines
        return engines[READING if READING in engines and only_reads() else None]


db = _Database(model_class=Model, session_options={"class_": _Session, "expire_on_commit": False})


def init_app(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            prepare_engine(engine)
    app.after_request(_commit_or_roll_back)
    event.listen(OrmSession, "do_orm_execute", _refuse_lazy_load)


def after_commit(call: Callable[[], object]) -> None:
    """Do this once the request's transaction is kept: ring for a job, send a signal outside."""
    g.setdefault("after_commit", []).append(call)


def commit() -> None:
    """Keep what this request or command changed, then do what was waiting for that."""
    if db.session.registry.has():  # a page may have asked nothing
        db.session.commit()
    for call in g.pop("after_commit", []):
        call()


def _commit_or_roll_back(response: Response) -> Response:
    if response.status_code < 400:  # noqa: PLR2004  # HTTP: errors start here
        commit()
    elif db.session.registry.has():
        db.session.rollback()
    return response


def _refuse_lazy_load(state: ORMExecuteState) -> None:
    if state.is_select and state.lazy_loaded_from is not None:
        name = state.lazy_loaded_from.mapper.class_.__name__
        raise LazyLoadError(f"{name}: load what the page shows in its query.")
