"""`Server-Timing` for whoever measures: milliseconds in all and in the database, statements."""

from time import perf_counter
from typing import Any

from flask import Flask, Response, g, has_request_context
from sqlalchemy import Engine, event

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def init_app(app: Flask) -> None:
    if not event.contains(Engine, "before_cursor_execute", _statement_starts):  # once a process
        event.listen(Engine, "before_cursor_execute", _statement_starts)
        event.listen(Engine, "after_cursor_execute", _statement_ends)

    @app.before_request
    def start() -> None:
        g.started = perf_counter()
        g.statements = 0
        g.database_seconds = 0.0

    @app.after_request
    def tell(response: Response) -> Response:
        spent = (perf_counter() - g.get("started", perf_counter())) * 1000
        response.headers["Server-Timing"] = (
            f"app;dur={spent:.1f}, db;dur={g.get('database_seconds', 0.0) * 1000:.1f}, "
            f'sql;desc="{g.get("statements", 0)}"'
        )
        return response


def _statement_starts(*_: Any) -> None:
    if has_request_context():
        g.statement_started = perf_counter()


def _statement_ends(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    if has_request_context() and "statements" in g and not statement.startswith(BOOKKEEPING):
        g.statements += 1
        g.database_seconds += perf_counter() - g.statement_started
