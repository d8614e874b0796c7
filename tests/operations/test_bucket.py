"""A site whose files lie in a bucket: what is sent is given out again, backed up and restored."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from lms.accounts.models import User
from lms.awaited import parts
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

pytestmark = pytest.mark.long

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


def test_parts_of_one_photo_may_come_to_two_machines(
    tmp_path: Path, pristine: Prepared, server: str, now: datetime
) -> None:
    """Each has a data directory of its own and the same bucket; control: without it they part."""
    ana, digest = User(id=7), sha256(PDF).hexdigest()
    shared, half = a_bucket(server, f"two-{abs(hash(tmp_path))}"), len(PDF) // 2
    for address, end in ((shared, half), ("", 0)):
        with a_machine(tmp_path / f"first{end}", pristine, address):
            parts.append(ana, digest, PDF[:half], offset=0, size=len(PDF))
        with a_machine(tmp_path / f"second{end}", pristine, address):
            assert parts.held(ana, digest) == end

    with a_machine(tmp_path / "third", pristine, shared):
        parts.append(ana, digest, PDF[half:], offset=half, size=len(PDF))
        assert parts.whole(ana, digest, "plan.pdf").read() == PDF
        assert storage().copies(tmp_path / "backup") == {}
        assert parts.forget_older(now + timedelta(hours=1)) == 2
        assert parts.held(ana, digest) == 0


def a_machine(data: Path, pristine: Prepared, storage_url: str) -> an_app:
    return an_app(data, pristine.copied(data), storage_url=storage_url)


def test_a_bucket_that_is_away_is_named(tmp_path: Path, pristine: Prepared) -> None:
    data = tmp_path / "data"
    with an_app(data, pristine.copied(data), storage_url=AWAY) as app:
        ready = app.test_client().get("/health/ready")

    assert ready.status_code == 503
    assert ready.json == {"database": "up", "queue": "up", "storage": "down"}
