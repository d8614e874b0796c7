"""The processes behind `bin/serve`: web workers and one worker for jobs, forked from one program.

They share the memory of the loaded application. Whatever ends the first process ends them all.
"""

import gc
import logging
import os
import signal
import socket
import sys
import time
from http.client import HTTPConnection
from threading import Thread
from typing import Any, NoReturn

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from lms.config import Settings
from lms.db import db
from lms.jobs import engine
from lms.logs import RequestLog

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # what to ask, not what to bind
ENDS_WITHIN = 30  # seconds, for requests and jobs that are under way
REST_BETWEEN_STARTS = 3  # seconds: a worker that cannot start must not keep the machine busy
_log = logging.getLogger("lms")


def run(app: Flask, settings: Settings, listener: socket.socket) -> NoReturn:
    """Serve until stopped; never returns."""
    web = _Web(app, settings, listener)
    _let_go_before_fork(app)
    _Arbiter(web, _JobWorker(app)).run()
    sys.exit(0)


def address(listener: socket.socket) -> str:
    """As a browser writes it: http://127.0.0.1:8000."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _let_go_before_fork(app: Flask) -> None:
    """No connection crosses a fork, and what is loaded by now is shared by all who follow."""
    with app.app_context():
        db.hang_up()
    app.extensions["huey"].storage.close()
    gc.collect()
    gc.freeze()


class _Web(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, app: Flask, settings: Settings, listener: socket.socket) -> None:
        self.app, self.settings = app, settings
        self.address, self.place = address(listener), listener.getsockname()[:2]
        self.descriptor = listener.detach()
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"fd://{self.descriptor}",
            "worker_class": "gthread",
            "workers": self.settings.web_workers,
            "threads": self.settings.web_threads,
            "preload_app": True,
            "keepalive": 30,
            "graceful_timeout": ENDS_WITHIN,
            "forwarded_allow_ips": "",  # proxies are counted by LMS_TRUSTED_PROXIES
            "control_socket_disable": True,
            "logger_class": RequestLog,
            "post_worker_init": self.announce,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app

    def announce(self, worker: Any) -> None:
        if worker.age == 1:
            Thread(target=_say_when_ready, args=(self.address, *self.place), daemon=True).start()


def _say_when_ready(address: str, host: str, port: int) -> None:
    """Print `Ready: …` once a real request is answered and every part behind it is up."""
    said = ""
    while True:
        answer = _ask(ANYWHERE.get(host, host), port)
        if answer == "":
            print(f"Ready: {address}", flush=True)  # noqa: T201  # for whoever started it
            return
        if answer != said:
            _log.warning("Not ready yet: %s", answer)
        said = answer
        time.sleep(0.2)


def _ask(host: str, port: int) -> str:
    """Empty when all is well, else what is not."""
    connection = HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/health/ready", headers={"Host": "127.0.0.1"})
        response = connection.getresponse()
        body = response.read().decode()
    except OSError as error:
        return str(error)
    finally:
        connection.close()
    return "" if response.status == 200 else body.strip()  # noqa: PLR2004  # HTTP: OK


class _JobWorker:
    """One forked process that runs jobs; started again when it dies."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.pid = 0
        self.not_before = 0.0

    def keep_alive(self, arbiter: Arbiter) -> None:
        if (self.pid and self._lives()) or time.monotonic() < self.not_before:
            return
        if self.pid:
            _log.error("The worker for jobs ended and is started again.")
        parent, self.not_before = os.getpid(), time.monotonic() + REST_BETWEEN_STARTS
        self.pid = os.fork()
        if self.pid == 0:
            self._work(arbiter, parent)

    def tell_to_end(self) -> None:
        if self.pid and self._lives():
            os.kill(self.pid, signal.SIGTERM)

    def wait(self) -> None:
        """Until it ends; a job that takes too long is cut off, and begun again later."""
        until = time.monotonic() + ENDS_WITHIN
        while self.pid and self._lives():
            if time.monotonic() > until:
                os.kill(self.pid, signal.SIGKILL)
            time.sleep(0.05)
        self.pid = 0

    def _lives(self) -> bool:
        try:
            ended, _status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:  # the arbiter saw it end before
            return False
        return ended == 0

    def _work(self, arbiter: Arbiter, parent: int) -> NoReturn:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Ctrl-C reaches all; the arbiter then tells us
        for sock in arbiter.LISTENERS:
            sock.close()
        Thread(target=_end_with, args=(parent,), daemon=True).start()
        try:
            engine.work(self.app)
        except BaseException:  # noqa: BLE001  # nothing may return into the first process's loop
            _log.exception("The worker for jobs failed.")
            os._exit(1)
        os._exit(0)


def _end_with(parent: int) -> None:
    """A worker whose parent was killed must not go on alone."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


class _Arbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's first process, which also looks after the worker for jobs."""

    def __init__(self, web: _Web, jobs: _JobWorker) -> None:
        self.jobs = jobs
        super().__init__(web)

    def manage_workers(self) -> None:
        self.jobs.keep_alive(self)
        super().manage_workers()

    def handle_hup(self) -> None:
        """The terminal was closed: end, instead of gunicorn's starting anew."""
        self.handle_term()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT002  # gunicorn's signature
        """Ctrl-C as SIGTERM: gunicorn's quicker way can wait for a lock that it holds itself."""
        del graceful
        self.jobs.tell_to_end()
        super().stop(graceful=True)
        self.jobs.wait()
