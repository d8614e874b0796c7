"""A server that has shown its pages already: each journey has one, forked from the same process.

The first page of a new server takes five times as long as the next ones, and its start as long as
twenty. Here a process makes the application and opens what the people of the journeys open, once
for each worker of a run. Then it forks a server whenever a journey asks for one, and ends it with
all its processes, so that nothing of one journey reaches the next. Each finds its data in the same
`place`, which is empty before. How a server starts and ends is looked at in tests/operations.
"""

import gc
import os
import re
import shutil
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import make_url, select
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from lms import create_app, logs, processes
from lms.accounts import passwords
from lms.accounts.models import User
from lms.config import read_settings
from lms.db import db
from tests.operations.forked import beside
from tests.operations.server import environment
from tests.people import PASSWORD
from tests.prepared import ROOM, Prepared, drop
from tests.visitor import Visitor

PAGES = 60
LINK = re.compile(r'href="(/[^"#?]*)')


class Warm:
    """Servers at one address, one after the other."""

    def __init__(self, model: Prepared) -> None:
        self.place = Path(mkdtemp(prefix="warm-", dir=os.environ[ROOM]))
        self.database = model.copied(self.place)
        env = environment(LMS_DATA_DIR=str(self.place), LMS_DATABASE_URL=self.database)
        self._said = beside(_keep, env, str(self.place) + ".log")
        self.address: str = self._said.recv()
        self.is_used = False

    @contextmanager
    def serving(self, model: Prepared) -> Iterator[str]:
        """The real server on a copy of this."""
        self.is_used = True
        self._clear()
        model.copied(self.place, called=make_url(self.database).database if self.database else "")
        self._tell("start")
        try:
            yield self.address
        finally:
            self._tell("stop")
            self.is_used = False

    def _tell(self, what: str) -> None:
        self._said.send(what)
        self._said.recv()

    def _clear(self) -> None:
        drop(self.database)
        for path in self.place.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _keep(said: Connection, env: Mapping[str, str], log: str) -> None:
    """Until it is ended, with the process that began it."""
    os.environ.clear()
    os.environ.update(env)
    for number in (1, 2):
        os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), number)
    start, address = _loaded(socket.create_server(("127.0.0.1", 0), backlog=1024))
    said.send(address)
    stop = int
    while True:
        stop = _forked(start) if said.recv() == "start" else stop() or int
        said.send("done")


def _loaded(listener: socket.socket) -> tuple[Callable[[], None], str]:
    """What starts a server, and its address."""
    passwords.make_cheap()
    logs.init()
    address = processes.address(listener)
    settings = read_settings({**os.environ, "LMS_PUBLIC_URL": address})
    app = create_app(settings)
    with app.app_context():
        _open_pages(Visitor(app))
        for email in db.session.scalars(select(User.email)).all():
            visitor = Visitor(app)
            visitor.post("/login", {"email": email, "password": PASSWORD})
            _open_pages(visitor)
        db.session.remove()
        db.hang_up()
    app.extensions["huey"].storage.close()
    gc.collect()
    gc.freeze()
    return lambda: processes.run(app, settings, listener), address


def _open_pages(visitor: Visitor) -> None:
    """One of each kind, beginning with the first."""
    addresses = visitor.app.url_map.bind("127.0.0.1")
    known, to_open = {"today.page"}, ["/"]
    while to_open and len(known) < PAGES:
        for link in LINK.findall(visitor._send("GET", to_open.pop(0)).text):
            try:
                kind, _names = addresses.match(link)
            except (NotFound, MethodNotAllowed, RequestRedirect):
                continue
            if kind not in known:
                known.add(kind)
                to_open.append(link)


def _forked(start: Callable[[], None]) -> Callable[[], None]:
    """A server; call what is given back to end it."""
    lives, held = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(lives)
            os.setpgid(0, 0)
            start()
        finally:
            os._exit(1)
    os.close(held)

    def stop() -> None:
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.read(lives, 1)  # nothing, once the last of its processes has gone
        os.close(lives)

    return stop
