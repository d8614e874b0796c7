"""`bin/serve`: look at the options, bring the database up to date, serve until told to stop."""

import os
import socket
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from lms import clock, create_app, data_lock, logs, processes, schema
from lms.accounts import actions
from lms.accounts.models import User
from lms.accounts.views.links import public
from lms.backup import copies
from lms.config import LOOPBACK, Settings, SettingsError, read_settings
from lms.content import ContentError, library
from lms.db import commit, db
from lms.search import actions as searching

EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  # named in order to ask for an address
DEMO_ADDRESSES = "%@demo.example"
REFUSED = 2


class StartError(Exception):
    """Why the server does not start, in a sentence."""


def main(arguments: list[str] | None = None) -> None:
    os.umask(0o077)  # what people write is nobody else's on this machine
    try:
        _start(_options(arguments))
    except OperationalError as error:
        _refuse(f"The database cannot be used: {error.orig}")
    except OSError as error:
        _refuse(f"{error.filename or 'This machine'}: {error.strerror or error}")
    except (
        StartError,
        SettingsError,
        ContentError,
        schema.NewerSchemaError,
        data_lock.DataInUseError,
    ) as error:
        _refuse(str(error))


def _refuse(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201  # for whoever started it
    sys.exit(REFUSED)


def _options(arguments: list[str] | None) -> Namespace:
    parser = ArgumentParser("bin/serve", description="Start Weft. Ctrl-C stops it.")
    parser.add_argument("--demo", action="store_true", help="fill an empty database with examples")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=_port, default=8000, help="(%(default)s); 0: any free one")
    parser.add_argument("--data", type=Path, metavar="DIR", help="data directory (LMS_DATA_DIR)")
    return parser.parse_args(arguments)


def _port(raw: str) -> int:
    if not (raw.isdecimal() and int(raw) < 65536):  # noqa: PLR2004  # TCP ends there
        raise ValueError
    return int(raw)


def _start(options: Namespace) -> None:
    if options.demo and options.host not in LOOPBACK:
        raise StartError(
            "The password of the demo accounts is known to everybody: --demo works only on "
            f"this machine (--host 127.0.0.1), not on {options.host}."
        )
    listener = _listen(options.host, options.port)
    settings = _settings(options, processes.address(listener), os.environ)
    logs.init()
    _held = data_lock.share(settings.data_dir)
    app = create_app(settings)
    library()  # a wrong file stops the start, and what is read now is shared by all processes
    with app.app_context():
        _bring_up_to_date(settings, at=clock.now())
        _fill(demo=options.demo, host=options.host, at=clock.now())
        searching.fill()
        commit()
        _invite_first_administrator(settings, at=clock.now())
    processes.run(app, settings, listener)


def _listen(host: str, port: int) -> socket.socket:
    """Take the port first: a second server then never touches the database."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        raise StartError(
            f"Cannot listen on {host} port {port}: {error.strerror}. "
            "Stop the other program, or choose another --host or --port."
        ) from error
    return listener


def _settings(options: Namespace, address: str, environ: Mapping[str, str]) -> Settings:
    given = dict(environ)
    if options.data:
        given["LMS_DATA_DIR"] = str(options.data)
    if "LMS_PUBLIC_URL" not in given:
        if options.host in EVERYWHERE:
            raise StartError(
                f"With --host {options.host} the platform cannot know its own address: set "
                "LMS_PUBLIC_URL to what people type, such as https://learn.example.org."
            )
        given["LMS_PUBLIC_URL"] = address
    return read_settings(given)


def _bring_up_to_date(settings: Settings, *, at: datetime) -> None:
    """Bring the tables to this program's version; what is there is copied before it is changed."""
    present = schema.version(db.engine)
    schema.refuse_newer(present)
    if present == schema.newest():
        return
    if present is not None and db.engine.dialect.name == "sqlite":
        copy = copies.before_upgrade(db.engine, settings.data_dir, version=present, at=at)
        _tell(f"The database was copied to {copy} before it is changed.")
    schema.upgrade(db.engine)


def _fill(*, demo: bool, host: str, at: datetime) -> None:
    """Load the demo world where there is nobody; never serve it to the world outside."""
    everybody = db.session.scalar(select(func.count()).select_from(User)) or 0
    of_demo = select(func.count()).where(User.email.like(DEMO_ADDRESSES))
    in_demo = db.session.scalar(of_demo) or 0
    if in_demo and host not in LOOPBACK:
        raise StartError(
            "This data directory holds demo accounts, whose password is known to everybody. "
            "Use another one (--data), or --host 127.0.0.1."
        )
    if not demo or in_demo:
        return
    if everybody:
        raise StartError(
            "This database has people in it, so the demo world is not loaded into it. "
            "Choose an empty data directory: --data DIR."
        )
    _load_demo(at=at)
    commit()


def _load_demo(*, at: datetime) -> None:
    try:
        load = import_module("lms.demo").load  # only --demo needs it
    except (ImportError, AttributeError) as error:
        raise StartError(f"This copy of the program has no demo world: {error}.") from error
    load(at=at)


def _invite_first_administrator(settings: Settings, *, at: datetime) -> None:
    """While nobody can sign in, each start prints a new link; the last one printed is the one."""
    can_sign_in = select(func.count()).where(User.password_hash.is_not(None))
    if db.session.scalar(can_sign_in):
        return
    token = actions.invite_first_administrator(language=settings.default_language, at=at)
    commit()
    _tell("Nobody can sign in yet. Open this link once to become the administrator:")
    _tell(public(f"/invitations/{token}"))


def _tell(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201  # for whoever started it


if __name__ == "__main__":
    main()
