"""A site whose files lie in a bucket: what is sent is given out again, backed up and restored."""

from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from lms.db import db
from lms.files import actions, serving
from lms.files.models import StoredFile
from lms.files.storage import storage
from tests.files.factories import PDF
from tests.files.store import a_bucket, an_s3_server
from tests.operations.conftest import an_app
from tests.operations.test_backup import flask
from tests.people import a_person, an_edition
from tests.prepared import Prepared

AWAY = "s3+http://key:secret@127.0.0.1:1/away"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with an_s3_server() as address:
        yield address


@pytest.fixture
def on_a_bucket(tmp_path: Path, pristine: Prepared, server: str) -> Iterator[Flask]:
    data, address = tmp_path / "data", a_bucket(server, f"site-{abs(hash(tmp_path))}")
    with an_app(data, pristine.copied(data), storage_url=address) as app:
        yield app


def sent_by_ana(now: datetime) -> tuple[int, str]:
    received = actions.receive(FileStorage(BytesIO(PDF), filename="plan.pdf"))
    row = actions.keep(received, an_edition(), by=a_person("ana"), at=now)
    db.session.commit()
    return row.id, row.digest


def test_a_file_goes_to_the_bucket_and_comes_back_from_it(
    on_a_bucket: Flask, now: datetime
) -> None:
    data_dir: Path = on_a_bucket.extensions["settings"].data_dir
    row, digest = sent_by_ana(now)

    with on_a_bucket.test_request_context():
        answer = serving.answer(db.session.get_one(StoredFile, row))

    answer.direct_passthrough = False
    assert answer.get_data() == PDF
    answer.close()
    assert answer.headers["Content-Disposition"] == "attachment; filename=plan.pdf"
    assert [path.name for path in data_dir.rglob("*") if digest in path.name] == []


def test_a_backup_holds_the_bucket_and_fills_an_empty_one(
    on_a_bucket: Flask, make_database: Callable[[], str], server: str, tmp_path: Path, now: datetime
) -> None:
    _row, digest = sent_by_ana(now)
    storage().write("certificates/7K2M.pdf", b"%PDF a certificate")
    flask(on_a_bucket, "backup", tmp_path / "backup.tar")

    fresh = a_bucket(server, f"fresh-{abs(hash(tmp_path))}")
    with an_app(tmp_path / "new-data", make_database(), storage_url=fresh) as app:
        flask(app, "restore", tmp_path / "backup.tar")
        with storage().open(digest) as file:
            assert file.read() == PDF
        assert storage().read("certificates/7K2M.pdf") == b"%PDF a certificate"
        assert not (tmp_path / "new-data" / "files").exists()


def test_a_backup_of_a_bucket_may_be_restored_into_a_data_directory(
    on_a_bucket: Flask, make_database: Callable[[], str], tmp_path: Path, now: datetime
) -> None:
    _row, digest = sent_by_ana(now)
    flask(on_a_bucket, "backup", tmp_path / "backup.tar")

    with an_app(tmp_path / "new-data", make_database()) as app:
        flask(app, "restore", tmp_path / "backup.tar")
        with storage().open(digest) as file:
            assert file.read() == PDF


def test_a_bucket_that_is_away_is_named(tmp_path: Path, pristine: Prepared) -> None:
    data = tmp_path / "data"
    with an_app(data, pristine.copied(data), storage_url=AWAY) as app:
        ready = app.test_client().get("/health/ready")

    assert ready.status_code == 503
    assert ready.json == {"database": "up", "queue": "up", "storage": "down"}
