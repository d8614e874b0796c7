"""The shape of the database and its versions. Alembic does the work; it is slow to import, so late.

A migration file is named after its version: `001_first_tables.py`. So an ordinary start, where
nothing has to change, needs no Alembic.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_FOLLOWS = re.compile(r'^down_revision = "(\w+)"', re.MULTILINE)
INDEX_OF_ENGINE = "search_index"
"""Made by a migration as each engine keeps one (lms.search.engines); no model describes it."""


class NewerSchemaError(Exception):
    """The database was made by a newer version of this program."""


class LostRowsError(Exception):
    """A migration dropped what other rows need; nothing was kept of it."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to this program's shape; raises NewerSchemaError if it is beyond it."""
    from alembic import command  # slow, and seldom needed

    refuse_newer(version(engine))
    with changing(engine) as connection:
        command.upgrade(_config(connection), to)


def refuse_newer(version: str | None) -> None:
    if version is not None and version not in versions():
        raise NewerSchemaError(
            f"The database is at version {version}, which this program does not know. "
            "Install the newer program, or restore a backup made before it."
        )


def downgrade(engine: Engine, to: str = "base") -> None:
    from alembic import command  # slow, and seldom needed

    with changing(engine) as connection:
        command.downgrade(_config(connection), to)


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """One transaction for it all.

    SQLite changes some tables by making them anew and dropping the old one. With foreign keys
    switched on that would fail, or take the rows along that point to it; they are looked at in
    the end instead. The switch works outside a transaction only.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                _take_time(connection)
                yield connection
            return
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                _refuse_lost_rows(connection)
        finally:
            cursor.execute("PRAGMA foreign_keys=ON")


def _refuse_lost_rows(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise LostRowsError(f"The change would leave rows that point to nothing, in {tables}.")


def new_revision(engine: Engine, message: str) -> None:
    """Write a migration file with the difference between models and database."""
    from alembic import command  # slow, and seldom needed

    number = f"{int(max(versions(), default='0')) + 1:03}"
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)


def differences(engine: Engine) -> list[Any]:
    """What the models say and the database does not have; empty when they agree."""
    from alembic.autogenerate import compare_metadata  # slow, and seldom needed
    from alembic.runtime.migration import MigrationContext  # the same

    from lms.db import Model  # the tables belong to the program, not to its migrations

    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": described}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Model.metadata))


def described(name: str | None, kind: str, _above: object) -> bool:
    """Whether models say what this table is; FTS5 keeps several that begin with the same name."""
    return kind != "table" or not (name or "").startswith(INDEX_OF_ENGINE)


def version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None


def newest() -> str:
    """The one that no other follows: who numbers first may come last."""
    followed = {name for file in _files() for name in _FOLLOWS.findall(file.read_text("utf-8"))}
    return max(versions() - followed, default="")


def versions() -> set[str]:
    """Every version this program knows."""
    return {file.name.partition("_")[0] for file in _files()}


def _files() -> list[Path]:
    return list((MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _take_time(connection: Connection) -> None:
    """A change of shape may take long, but may not make others wait for its lock."""
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL lock_timeout = '4s'"))


def _config(connection: Connection) -> Any:
    from alembic.config import Config  # slow, and seldom needed

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
