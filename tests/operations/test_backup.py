import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.datastructures import FileStorage

from lms import data_lock, schema
from lms.accounts.models import User
from lms.db import db
from lms.files import actions as files
from lms.files.models import StoredFile
from lms.files.storage import storage
from tests.operations.conftest import an_app
from tests.operations.server import running
from tests.people import PASSWORD, a_person, an_edition
from tests.prepared import Prepared
from tests.visitor import Visitor

pytestmark = pytest.mark.long

PHOTO = Path("photos") / "yard.jpg"
PHOTOGRAPHED = b"a photo of a yard" * 1000


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory, pristine: Prepared) -> Path:
    folder = tmp_path_factory.mktemp("backed-up")
    with an_app(folder / "data", pristine.copied(folder / "data")) as app:
        _with_ana(folder / "data")
        flask(app, "backup", folder / "backup.tar")
    return folder / "backup.tar"


def _with_ana(data: Path) -> None:
    a_person("ana")
    (data / PHOTO).parent.mkdir()
    (data / PHOTO).write_bytes(PHOTOGRAPHED)


@pytest.fixture
def backup(made_once: Path, tmp_path: Path) -> Path:
    """A backup of Ana and her photo."""
    return Path(shutil.copy2(made_once, tmp_path / "backup.tar"))


@pytest.fixture
def empty_app(tmp_path: Path, make_database: Callable[[], str]) -> Iterator[Flask]:
    with an_app(tmp_path / "new-data", make_database()) as app:
        yield app


def flask(app: Flask, *arguments: object, status: int = 0) -> str:
    """What the command says on standard error; it sees this application and no other."""
    words = [str(argument) for argument in arguments]
    done = Context().run(app.test_cli_runner().invoke, args=words)
    assert done.exit_code == status, done.output
    return done.stderr


def test_what_was_backed_up_while_people_write_can_be_used_again(
    own_app: Flask, empty_app: Flask, tmp_path: Path
) -> None:
    with own_app.app_context():
        a_person("ana")
    with _people_arriving(own_app):
        said = flask(own_app, "backup", tmp_path / "backup.tar")
    flask(empty_app, "restore", tmp_path / "backup.tar")

    assert said.splitlines()[0] == "Copying the database …"
    assert said.endswith("files, restored on trial, all there.\n")
    with empty_app.app_context():
        Visitor(empty_app).post("/login", {"email": "ana@people.example", "password": PASSWORD})
        visitor = Visitor(empty_app)
        visitor.get("/health/ready")


@contextmanager
def _people_arriving(app: Flask) -> Iterator[None]:
    first, enough = Event(), Event()

    def arrive() -> None:
        number = 0
        with app.app_context():
            while not enough.is_set():
                number += 1
                a_person(f"person-{number}")
                first.set()

    thread = Thread(target=arrive)
    thread.start()
    try:
        assert first.wait(30)
        yield
    finally:
        enough.set()
        thread.join()


def test_files_and_rows_come_back_as_they_were(
    backup: Path, empty_app: Flask, tmp_path: Path
) -> None:
    flask(empty_app, "restore", backup)

    assert (tmp_path / "new-data" / PHOTO).read_bytes() == PHOTOGRAPHED
    with empty_app.app_context():
        assert schema.version(db.engine) == schema.newest()
        assert db.session.scalars(select(User.email)).all() == ["ana@people.example"]


def test_a_server_starts_on_what_was_restored(
    backup: Path, tmp_path: Path, make_database: Callable[[], str]
) -> None:
    database = make_database()
    with an_app(tmp_path / "new-data", database) as app:
        flask(app, "restore", backup)

    with running(tmp_path / "new-data", LMS_DATABASE_URL=database) as server:
        assert server.get("/health/ready").status == 200
        assert not any("Nobody can sign in" in line for line in server.said)


def test_secrets_stay_at_home_unless_asked_for(
    own_app: Flask, backup: Path, data: Path, tmp_path: Path
) -> None:
    _with_ana(data)
    flask(own_app, "backup", tmp_path / "whole.tar", "--with-secrets")

    assert _names(backup) == {"database", "files/photos/yard.jpg", "manifest.json"}
    assert _names(tmp_path / "whole.tar") - _names(backup) == {
        "files/queue.sqlite3",
        "files/secret-key",
    }
    assert backup.stat().st_mode & 0o077 == 0


def test_the_manifest_says_what_it_holds(backup: Path) -> None:
    with tarfile.open(backup) as tar:
        manifest = json.load(tar.extractfile("manifest.json") or BytesIO())

    assert (manifest["schema_version"], manifest["rows"]["user"]) == (schema.newest(), 1)
    assert datetime.fromisoformat(manifest["made_at"]) <= datetime.now(UTC)
    assert {len(digest) for digest in manifest["files"].values()} == {64}


def test_a_backup_is_never_written_over(own_app: Flask, backup: Path) -> None:
    before = backup.read_bytes()

    said = flask(own_app, "backup", backup, status=1)

    assert said == f"Error: {backup} exists already. Choose another name.\n"
    assert backup.read_bytes() == before


def test_nothing_is_left_of_a_backup_that_fails(
    own_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.backup.archive.BLOCK", -2)  # reading it back now fails

    flask(own_app, "backup", tmp_path / "out" / "backup.tar", status=1)
    (tmp_path / "out").mkdir()
    flask(own_app, "backup", tmp_path / "out" / "backup.tar", status=1)

    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_a_damaged_backup_changes_nothing(
    where: float, backup: Path, empty_app: Flask, tmp_path: Path
) -> None:
    content = bytearray(backup.read_bytes())
    with tarfile.open(backup) as tar:
        member = tar.getmember("database")
    content[member.offset_data + int(member.size * where)] ^= 1
    backup.write_bytes(content)

    said = flask(empty_app, "restore", backup, status=1)

    assert "database in the backup is damaged: its digest is not what it was." in said
    assert _nobody(empty_app, tmp_path)


def test_half_a_backup_changes_nothing(backup: Path, empty_app: Flask, tmp_path: Path) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: len(content) // 2])

    said = flask(empty_app, "restore", backup, status=1)

    assert "cannot be read as a backup" in said
    assert _nobody(empty_app, tmp_path)


@pytest.mark.parametrize("name", ["files/../../escaped", "/tmp/escaped", "files/./../../escaped"])
def test_a_backup_cannot_write_elsewhere(
    name: str, backup: Path, empty_app: Flask, tmp_path: Path
) -> None:
    _add_to(backup, tarfile.TarInfo(name), b"")

    said = flask(empty_app, "restore", backup, status=1)

    assert "something that is not a plain file" in said
    assert not list(tmp_path.rglob("escaped"))
    assert _nobody(empty_app, tmp_path)


def test_a_backup_holds_no_links(backup: Path, empty_app: Flask, tmp_path: Path) -> None:
    link = tarfile.TarInfo("files/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    _add_to(backup, link, b"")

    assert "something that is not a plain file" in flask(empty_app, "restore", backup, status=1)


def test_people_are_never_written_over(own_app: Flask, backup: Path) -> None:
    a_person("bruno")

    said = flask(own_app, "restore", backup, status=1)

    assert "The database has people in it" in said
    with own_app.app_context():
        assert db.session.scalars(select(User.email)).all() == ["bruno@people.example"]


def test_a_running_server_is_not_disturbed(backup: Path, empty_app: Flask, tmp_path: Path) -> None:
    with data_lock.share(tmp_path / "new-data"):
        said = flask(empty_app, "restore", backup, status=1)

    assert "A server or worker is running on it; stop it first." in said
    assert flask(empty_app, "restore", backup).endswith("Start the server with bin/serve.\n")


def test_a_real_server_holds_its_data(tmp_path: Path, backup: Path) -> None:
    with running(tmp_path / "other") as server, an_app(tmp_path / "other", "") as app:
        assert "stop it first" in flask(app, "restore", backup, status=1)
        assert server.get("/health/live").status == 200


def test_what_an_old_server_left_beside_the_database_goes(
    backup: Path, empty_app: Flask, tmp_path: Path, database_url: str
) -> None:
    if database_url:
        pytest.skip("PostgreSQL keeps its own house")
    stale = tmp_path / "new-data" / "weft.sqlite3-wal"
    stale.write_bytes(b"of another database")

    flask(empty_app, "restore", backup)

    assert not stale.exists() or stale.read_bytes() != b"of another database"
    with empty_app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM sign_in")).scalar() == 0


def test_a_backup_of_a_newer_program_is_refused(
    backup: Path, empty_app: Flask, tmp_path: Path
) -> None:
    _rewrite_manifest(backup, schema_version="999")

    said = flask(empty_app, "restore", backup, status=1)

    assert "version 999, which this program does not know" in said
    assert _nobody(empty_app, tmp_path)


def _names(backup: Path) -> set[str]:
    with tarfile.open(backup) as tar:
        return set(tar.getnames())


def _add_to(backup: Path, member: tarfile.TarInfo, content: bytes) -> None:
    """Add a member, and name it in the manifest: the worst a forger can do."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    with tarfile.open(backup, "a") as tar:
        tar.addfile(member, BytesIO(content))
    with tarfile.open(backup) as tar:
        files = json.load(tar.extractfile("manifest.json") or BytesIO())["files"]
    _rewrite_manifest(backup, files=files | {member.name: empty})


def _rewrite_manifest(backup: Path, **changes: object) -> None:
    forged = backup.with_suffix(".forged")
    with tarfile.open(backup) as old, tarfile.open(forged, "w") as new:
        for member in old.getmembers():
            content = old.extractfile(member) if member.isreg() else None
            if member.name == "manifest.json" and content is not None:
                text = json.dumps(json.load(content) | changes).encode()
                member.size, content = len(text), BytesIO(text)
            new.addfile(member, content)
    shutil.move(forged, backup)


def _nobody(app: Flask, tmp_path: Path) -> bool:
    """The database has no tables, and no file came but those of an empty start."""
    with app.app_context():
        version = schema.version(db.engine)
    at_start = ("queue.sqlite3", "secret-key", "in-use", "weft.sqlite3")
    new = [path for path in (tmp_path / "new-data").iterdir() if not path.name.startswith(at_start)]
    return version is None and new == []


def test_a_file_that_somebody_sent_is_in_the_backup_under_its_row(
    own_app: Flask, empty_app: Flask, tmp_path: Path
) -> None:
    with own_app.app_context():
        sender = a_person("ana")
        received = files.receive(FileStorage(BytesIO(b"%PDF-1.7 a plan"), filename="plan.pdf"))
        files.keep(received, an_edition(), by=sender, at=datetime.now(UTC))
        db.session.commit()

    flask(own_app, "backup", tmp_path / "backup.tar")
    flask(empty_app, "restore", tmp_path / "backup.tar")

    with empty_app.app_context():
        row = db.session.scalars(select(StoredFile)).one()
        with storage().open(row.digest) as file:
            assert (row.name, file.read()) == ("plan.pdf", b"%PDF-1.7 a plan")
