"""A private PostgreSQL for one run of tests: in a directory of its own, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POSTGRES_USER = "postgres"  # Debian's; the server refuses to run as root
FOR_A_RUN = " ".join(  # nothing has to outlive it
    f"-c {setting}"
    for setting in (
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "autovacuum=off",
        "jit=off",
        "max_connections=200",
        "track_activities=off",
        "update_process_title=off",
        "listen_addresses=",
    )
)


@contextmanager
def private_cluster() -> Iterator[str]:
    """SQLAlchemy address of a fresh database in a server of our own.

    It listens at a socket in its directory: each statement takes a quarter less than by a port.
    """
    home = Path(tempfile.mkdtemp(prefix="weft-postgresql-"))
    data = home / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(home, POSTGRES_USER)
        _run("initdb", "-D", data, "-U", "weft", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {home} {FOR_A_RUN}"
        _run("pg_ctl", "-D", data, "-o", options, "-l", home / "log", "-w", "start")
        try:
            yield f"postgresql://weft@/postgres?host={home}"
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(program: str, *arguments: object) -> None:
    command = [str(_program(program)), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", POSTGRES_USER, "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _program(name: str) -> Path:
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = places[-1] if places else shutil.which(name)
    if found is None:
        raise RuntimeError("Install Debian's package postgresql to run the tests on PostgreSQL.")
    return Path(found)
