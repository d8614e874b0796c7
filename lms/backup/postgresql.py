"""The same for PostgreSQL, with its own `pg_dump` and `pg_restore`."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from lms.backup.copies import BackupError, Counts


def save(engine: Engine, target: Path) -> Counts:
    """Dump and count in one snapshot, so that they agree whatever others write meanwhile."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SET idle_in_transaction_session_timeout = 0"))
        connection.execute(text("SET statement_timeout = 0"))
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        _run(engine, "pg_dump", "-Fc", f"--snapshot={snapshot}", "--no-owner", "-f", str(target))
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608  # a table's own name
            for name in inspect(connection).get_table_names()
        }


def check(file: Path, expected: Counts) -> None:
    """Read the dump to its end, as a restore would, and count the rows it brings."""
    command = [_program("pg_restore"), "--data-only", "-f", "-", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as reader:  # noqa: S603  # our own words
        found = _rows(reader.stdout or ())
    if reader.returncode:
        raise BackupError("The dump of the database cannot be read.")
    if found != expected:
        raise BackupError("The dump of the database does not have the rows it should have.")


def _rows(lines: Iterable[str]) -> Counts:
    r"""Each table's lines between its `COPY` and the `\.` that ends it."""
    found: Counts = {}
    table = ""
    for line in lines:
        if line == "\\.\n":
            table = ""
        elif table:
            found[table] += 1
        elif line.startswith("COPY "):
            table = line.split()[1].rpartition(".")[2].strip('"')
            found[table] = 0
    return found


def put_in_place(file: Path, engine: Engine) -> None:
    options = ("--no-owner", "--exit-on-error", "--single-transaction", "--clean", "--if-exists")
    _run(engine, "pg_restore", *options, "-d", str(engine.url.database), str(file))


def _run(engine: Engine, program: str, *arguments: str) -> None:
    url = engine.url
    given = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,  # in the environment: arguments can be seen by everybody
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
    }
    environment = os.environ | {name: str(value) for name, value in given.items() if value}
    done = subprocess.run(  # noqa: S603  # our own words
        [_program(program), *arguments],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupError(f"{name} is missing. Install it: sudo apt-get install postgresql-client")
    return found
