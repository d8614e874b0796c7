"""A private PostgreSQL for one run of tests: own directory, free loopback port, gone afterwards."""

import os
import shutil
import socket
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
    )
)


@contextmanager
def private_cluster() -> Iterator[str]:
    """SQLAlchemy address of a fresh database in a server of our own."""
    home = Path(tempfile.mkdtemp(prefix="weft-postgresql-"))
    data, port = home / "data", _free_port()
    try:
        if os.geteuid() == 0:
            shutil.chown(home, POSTGRES_USER)
        _run("initdb", "-D", data, "-U", "weft", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {home} {FOR_A_RUN}"
        _run("pg_ctl", "-D", data, "-o", options, "-l", home / "log", "-w", "start")
        try:
            yield f"postgresql://weft@127.0.0.1:{port}/postgres"
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
