"""A real server in a process of its own, on a free port, with a data directory of its own.

`running` starts it by a `command`, as people do, or forks it (tests/operations/forked.py).
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tests.operations.forked import Forked

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds: generous, because nothing here is about speed


def environment(**settings: str) -> dict[str, str]:
    """Of this process, without its settings, plus these; what is compiled once stays compiled."""
    others = ("LMS_", "PYTHONDONTWRITEBYTECODE")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    return clean | {"PYTHONPATH": str(REPOSITORY)} | {k: v for k, v in settings.items() if v}


def refused(*options: object, **settings: str) -> tuple[int, str]:
    """Exit status and standard error of a server that does not start."""
    with TemporaryDirectory(prefix="weft-refused-") as folder:
        log = Path(folder) / "log"
        process = Forked(
            [*map(str, options)], env=environment(**settings), cwd=log.parent, errors=log
        )
        with process.stdout:
            assert "Ready" not in process.stdout.read()
        return process.wait(PATIENCE), log.read_text()


class Server:
    def __init__(self, process: "subprocess.Popen[str] | Forked", log: Path) -> None:
        self.process, self.log = process, log
        self.said: list[str] = []
        for line in process.stdout or ():
            self.said.append(line.strip())
            if line.startswith("Ready: "):
                self.address = line.removeprefix("Ready: ").strip()
                return
        raise AssertionError(f"never ready: {self.said} {log.read_text()}")

    def get(self, path: str) -> HTTPResponse:
        place = urlsplit(self.address)
        connection = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
        connection.request("GET", path)
        response = connection.getresponse()
        response.body = response.read()  # type: ignore[attr-defined]  # read before it is closed
        connection.close()
        return response

    @property
    def link(self) -> str:
        """Path of the one-time link it printed."""
        return next(urlsplit(line).path for line in self.said if "/invitations/" in line)

    def children(self) -> list[int]:
        pid = self.process.pid
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def running(
    data: Path, *options: str, command: tuple[str, ...] = (), **settings: str
) -> Iterator[Server]:
    data.mkdir(exist_ok=True)
    log = data.with_name(f"{data.name}.log")
    process = _started(command, ["--port", "0", "--data", str(data), *options], log, settings)
    try:
        yield Server(process, log)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
        if process.stdout:
            process.stdout.close()


def _started(
    command: tuple[str, ...], options: list[str], log: Path, settings: dict[str, str]
) -> "subprocess.Popen[str] | Forked":
    place, clean = log.parent, environment(**settings)
    if not command:
        return Forked(options, env=clean, cwd=place, errors=log)
    with log.open("a") as errors:
        return subprocess.Popen(
            [*command, *options],
            env=clean,
            cwd=place,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )


def wait_until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def lives(pid: int) -> bool:
    """Running, and not only waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
