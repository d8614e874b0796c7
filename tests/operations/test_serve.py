import os
import signal
import socket
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from gunicorn.arbiter import Arbiter

from lms.db import db
from lms.jobs import actions as jobs
from lms.processes import _Arbiter, _JobWorker
from lms.serve import main
from tests.operations.conftest import an_app
from tests.operations.server import REPOSITORY, lives, refused, running, wait_until


def test_it_says_ready_serves_and_leaves_no_process_behind(
    tmp_path: Path, new_database: str
) -> None:
    command = (str(REPOSITORY / "bin" / "serve"),)
    with running(tmp_path / "data", command=command, LMS_DATABASE_URL=new_database) as server:
        assert server.get("/login").status == 200
        children = server.children()

        assert len(children) == 2
        assert server.stop() == 0
        assert [pid for pid in children if lives(pid)] == []


def test_ctrl_c_ends_it_too(data: Path, own_database: str) -> None:
    with running(data, LMS_DATABASE_URL=own_database) as server:
        children = server.children()

        assert server.stop(signal.SIGINT) == 0
        assert [pid for pid in children if lives(pid)] == []


def test_ctrl_c_never_takes_the_way_that_can_wait_for_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Gunicorn's quick way shuts the threads of a worker, perhaps while it starts one of them.

    It then waits for its own lock until it is killed, 30 seconds later.
    """
    ways: list[bool] = []
    monkeypatch.setattr(Arbiter, "stop", lambda _self, graceful: ways.append(graceful))
    arbiter = object.__new__(_Arbiter)
    arbiter.jobs = _JobWorker(Flask(__name__))

    for interrupted in (arbiter.handle_int, arbiter.handle_quit):
        with pytest.raises(StopIteration):
            interrupted()

    assert ways == [True, True]


@pytest.mark.long
def test_its_children_end_when_it_is_killed(data: Path, own_database: str) -> None:
    with running(data, LMS_DATABASE_URL=own_database) as server:
        children = server.children()

        server.stop(signal.SIGKILL)
        wait_until(lambda: not any(map(lives, children)))


@pytest.mark.long
def test_it_replaces_workers_that_die(data: Path, own_database: str) -> None:
    with running(data, LMS_DATABASE_URL=own_database) as server:
        killed = server.children()
        for pid in killed:
            os.kill(pid, signal.SIGKILL)

        wait_until(lambda: len(set(server.children()) - set(killed)) == 2)
        assert server.get("/health/live").status == 200


@pytest.mark.long
def test_each_start_prints_a_fresh_link_while_nobody_can_sign_in(
    data: Path, own_database: str
) -> None:
    with running(data, LMS_DATABASE_URL=own_database) as first:
        assert first.get(first.link).status == 200
    with running(data, LMS_DATABASE_URL=own_database) as second:
        assert second.get(second.link).status == 200
        assert second.get(first.link).status == 410


@pytest.mark.long
def test_what_is_taught_can_be_found_at_once(data: Path, own_database: str) -> None:
    with running(data, LMS_DATABASE_URL=own_database) as first:
        found = first.get("/search?q=bagru").body  # type: ignore[attr-defined]
    with running(data, LMS_DATABASE_URL=own_database) as second:
        again = second.get("/search?q=bagru").body  # type: ignore[attr-defined]

    assert b"<mark>Bagru</mark>" in found
    assert again.count(b'class="hit"') == found.count(b'class="hit"') > 1


@pytest.mark.long
def test_no_token_and_no_query_reaches_the_log(data: Path, own_database: str) -> None:
    with running(data, LMS_DATABASE_URL=own_database) as server:
        server.get(server.link + "?from=mail")
        server.get("/login?next=/secret-place")
        log = server.log

    lines = [line.split(" ", 2)[2] for line in log.read_text().splitlines()]
    said = sorted(line.rpartition(" ")[0].rpartition(" ")[0] for line in lines)
    assert said == [  # two threads write them, in any order
        "GET /invitations/… 200",
        "GET /login 200",
    ]


@pytest.mark.long
def test_a_job_left_behind_is_done_at_the_next_start(data: Path, own_database: str) -> None:
    with an_app(data, own_database):
        jobs.enqueue("mail", at=datetime.now(UTC), to="a@b.example", subject="Hello", body="You")
        db.session.commit()  # and no worker hears of it

    with running(data, LMS_DATABASE_URL=own_database):
        wait_until(lambda: len(list((data / "outbox").glob("*.eml"))) == 1)


def test_a_busy_port_is_a_sentence(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        status, said = refused("--port", port, "--data", tmp_path)

    assert (status, said) == (
        2,
        f"Cannot listen on 127.0.0.1 port {port}: Address already in use. "
        "Stop the other program, or choose another --host or --port.\n",
    )


def test_an_unknown_database_is_a_sentence(tmp_path: Path) -> None:
    address = "postgresql://nobody@127.0.0.1:1/nothing"
    status, said = refused("--port", 0, "--data", tmp_path, LMS_DATABASE_URL=address)

    assert status == 2
    assert said.startswith("The database cannot be used: ")
    assert "Traceback" not in said


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "learn.example.org"])
def test_the_demo_world_is_never_shown_to_the_world(
    host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["--demo", "--host", host, "--data", str(tmp_path)])

    assert refusal.value.code == 2
    assert "known to everybody" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_public_host_needs_its_address(tmp_path: Path) -> None:
    status, said = refused("--host", "0.0.0.0", "--port", 0, "--data", tmp_path)

    assert status == 2
    assert "LMS_PUBLIC_URL" in said


@pytest.mark.long
def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    with running(tmp_path / "data"):
        pass
    with closing(sqlite3.connect(tmp_path / "data" / "weft.sqlite3")) as database:
        database.execute("UPDATE alembic_version SET version_num = '999'")
        database.commit()

    status, said = refused("--port", 0, "--data", tmp_path / "data")

    assert status == 2
    assert said.startswith("The database is at version 999, which this program does not know.")


@pytest.mark.long
def test_what_people_write_is_private_on_the_machine(tmp_path: Path) -> None:
    with running(tmp_path / "data"):
        modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "data").iterdir()}

    assert set(modes.values()) == {0}


@pytest.mark.long
def test_help_explains_the_options() -> None:
    done = subprocess.run(
        [REPOSITORY / "bin" / "serve", "--help"], capture_output=True, text=True, check=True
    )

    for option in ("--demo", "--host", "--port", "--data"):
        assert option in done.stdout
