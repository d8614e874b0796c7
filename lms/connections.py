"""How the database is connected to: readers that cannot write, writers that wait in line.

SQLite needs care to be safe (docs/decisions/003): the driver must not open transactions by itself,
readers may not write, and a writer takes its lock at BEGIN so that it waits instead of failing.
"""

import sqlite3
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import Connection, Engine, create_engine, event

from lms.letters import folded, mark

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
READING = "reading"
"""What SQLite's pages are read through: connections that never write, and so need not prepare all
their statements anew, as one must that turns from reading to writing."""


def only_reads() -> bool:
    """A GET cannot write, even by mistake; one that must says so beforehand."""
    return has_request_context() and request.method in SAFE_METHODS and "writes" not in g


def engines(url: str) -> dict[str | None, dict[str, Any]]:
    """Address and options of each engine."""
    names = (None, READING) if url.startswith("sqlite") else (None,)
    return {name: {"url": url, **_options(url)} for name in names}


def _options(url: str) -> dict[str, Any]:
    """PostgreSQL answers within seconds or not at all; a broken connection is found before use.

    What people wrote stays out of error messages, which are logged.
    """
    if url.startswith("sqlite"):
        return {"hide_parameters": True}
    limits = "-c lock_timeout=2s -c statement_timeout=5s -c idle_in_transaction_session_timeout=10s"
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_size": 8,
        "connect_args": {"options": limits},
    }


def standalone_engine(url: str) -> Engine:
    """An engine outside a request, with the same care: for backups, checks and tests."""
    engine = create_engine(url)
    prepare_engine(engine)
    return engine


def prepare_engine(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _open_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.create_function("text_mark", 1, mark, deterministic=True)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "secure_delete=ON",
        "journal_size_limit=67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """The pragma only where it changes something: each makes SQLite prepare all statements anew."""
    cursor, reading = connection.connection.cursor(), only_reads()
    if connection.info.get("query_only") is not reading:
        cursor.execute("PRAGMA query_only=ON" if reading else "PRAGMA query_only=OFF")
        connection.info["query_only"] = reading
    cursor.execute("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection  # psycopg's own attribute follows
    driver.read_only = only_reads()
