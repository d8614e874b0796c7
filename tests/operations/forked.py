"""A server forked from a process that has loaded the program: the start of a real one, sooner.

Importing takes a second of each `python -m lms.serve`. Here it is done once a run, and every
server is still a process of its own that begins with `main`: nothing of one reaches the next.
"""

import os
import signal
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

_context = get_context("forkserver")
_context.set_forkserver_preload(["tests.operations.loaded"])


def beside(work: Callable[..., None], *arguments: object) -> Connection:
    """A process that has loaded the program, and ends with this one; how to speak with it."""
    here, there = _context.Pipe()
    _context.Process(target=work, args=(there, *arguments), daemon=True).start()
    there.close()
    return here


class Forked:
    """As much of `subprocess.Popen` as a server needs."""

    def __init__(
        self, arguments: list[str], *, env: Mapping[str, str], cwd: Path, errors: Path
    ) -> None:
        ear, mouth = _context.Pipe(duplex=False)
        self._process = _context.Process(
            target=_serve, args=(arguments, dict(env), str(cwd), str(errors), mouth)
        )
        self._process.start()
        mouth.close()
        self.pid = self._process.pid or 0
        self.stdout = os.fdopen(os.dup(ear.fileno()))
        ear.close()

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def terminate(self) -> None:
        self._process.terminate()

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float) -> int:
        self._process.join(timeout)
        status = self._process.exitcode
        assert status is not None, "it does not end"
        return status


def _serve(
    arguments: list[str], env: dict[str, str], cwd: str, errors: str, mouth: Connection
) -> None:
    from lms.serve import main  # for the forked process only

    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    os.dup2(mouth.fileno(), 1)
    os.dup2(os.open(errors, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)
    mouth.close()
    main(arguments)
