import shutil
from pathlib import Path

from flask import Flask

from tests.operations.conftest import an_app
from tests.visitor import Visitor

ALL_UP = {"database": "up", "queue": "up", "storage": "up"}


def test_all_parts_are_up(own_app: Flask) -> None:
    client = own_app.test_client()

    live, ready = client.get("/health/live"), client.get("/health/ready")

    assert (live.status_code, live.json) == (200, {"status": "up"})
    assert (ready.status_code, ready.json) == (200, ALL_UP)


def test_tables_of_another_version_are_not_ready(tmp_path: Path, new_database: str) -> None:
    with an_app(tmp_path / "data", new_database) as app:
        answer = app.test_client().get("/health/ready")

    assert (answer.status_code, answer.json) == (503, ALL_UP | {"database": "down"})


def test_a_database_that_is_away_is_named_and_the_process_lives(tmp_path: Path) -> None:
    with an_app(tmp_path / "data", "postgresql://nobody@127.0.0.1:1/away") as app:
        client = app.test_client()
        ready, live = client.get("/health/ready"), client.get("/health/live")

    assert (ready.status_code, ready.json) == (503, ALL_UP | {"database": "down"})
    assert live.status_code == 200


def test_a_page_says_that_the_database_is_away(tmp_path: Path) -> None:
    with an_app(tmp_path / "data", "postgresql://nobody@127.0.0.1:1/away") as app:
        visitor = Visitor(app)
        visitor.client.set_cookie("sid", "of somebody who was signed in")

        answer = visitor.get("/settings", status=503)

    assert answer.headers["Retry-After"] == "30"
    assert "We cannot reach our records just now" in visitor.text()


def test_storage_that_is_away_is_named(own_app: Flask, tmp_path: Path) -> None:
    client = own_app.test_client()
    assert client.get("/health/ready").json == ALL_UP
    shutil.move(tmp_path / "data", tmp_path / "elsewhere")

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert (answer.json or {})["storage"] == "down"
