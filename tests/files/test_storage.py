"""The data directory and a bucket keep the same promises."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from lms.files.bucket import Bucket
from lms.files.storage import LocalFiles, Storage, StoreAwayError
from tests.files.store import a_bucket, an_s3_server

CONTENT = b"Which of the 41 firms were asked?\n" * 20_000
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with an_s3_server() as address:
        yield address


@pytest.fixture(params=["data directory", "bucket", "folder of a bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, server: str) -> Storage:
    if request.param == "data directory":
        return LocalFiles(tmp_path / "data")
    address = a_bucket(server, f"weft-{abs(hash(tmp_path))}")
    return Bucket(f"{address}/one/site" if request.param != "bucket" else address)


def test_what_was_put_is_read_to_and_fro_under_its_digest(store: Storage) -> None:
    kept = store.put(BytesIO(CONTENT))

    assert kept == (DIGEST, len(CONTENT))
    with store.open(DIGEST) as file:
        assert file.read() == CONTENT
        file.seek(-6, 2)
        assert file.read() == b"sked?\n"


def test_a_file_is_kept_from_where_its_reader_stands(store: Storage) -> None:
    file = BytesIO(b"head" + CONTENT)
    file.seek(4)

    assert store.put(file).digest == DIGEST
    with store.open(DIGEST) as kept:
        assert kept.read() == CONTENT


def test_the_sweep_hears_of_what_is_old_and_of_each_once(store: Storage) -> None:
    store.put(BytesIO(CONTENT))
    store.put(BytesIO(CONTENT))
    store.put(BytesIO(b"another"))
    now = datetime.now(UTC)

    assert list(store.older_than(now - timedelta(hours=1))) == []
    assert sorted(store.older_than(now + timedelta(hours=1))) == sorted(
        [DIGEST, sha256(b"another").hexdigest()]
    )


def test_what_was_removed_is_not_there_any_more(store: Storage) -> None:
    store.put(BytesIO(CONTENT))
    store.remove(DIGEST)
    store.remove(DIGEST)

    with pytest.raises(FileNotFoundError):
        store.open(DIGEST)


def test_a_document_replaces_the_one_of_its_name(store: Storage) -> None:
    for number in (1, 2):
        store.write("logbooks/7-abc.pdf", b"%PDF" * number)
    store.write("logbooks/7-def.pdf", b"%PDF")
    store.write("logbooks/71-abc.pdf", b"%PDF")

    assert store.read("logbooks/7-abc.pdf") == b"%PDF%PDF"
    assert store.sizes("logbooks/7-") == {"logbooks/7-abc.pdf": 8, "logbooks/7-def.pdf": 4}
    store.erase("logbooks/7-abc.pdf")
    assert store.sizes("logbooks/7-") == {"logbooks/7-def.pdf": 4}
    with pytest.raises(FileNotFoundError):
        store.read("logbooks/7-abc.pdf")


def test_two_sites_share_a_bucket_and_see_nothing_of_each_other(
    server: str, tmp_path: Path
) -> None:
    address = a_bucket(server, f"shared-{abs(hash(tmp_path))}")
    mine, theirs = Bucket(f"{address}/mine"), Bucket(f"{address}/theirs")
    mine.put(BytesIO(CONTENT))

    assert list(mine.older_than(datetime.now(UTC) + timedelta(hours=1))) == [DIGEST]
    assert list(theirs.older_than(datetime.now(UTC) + timedelta(hours=1))) == []
    with pytest.raises(FileNotFoundError):
        theirs.open(DIGEST)


def test_a_bucket_that_is_not_there_is_away_and_not_empty(server: str) -> None:
    nobody = Bucket(f"s3+http://key:secret@{server}/never-made")

    assert not nobody.is_up()
    with pytest.raises(StoreAwayError):
        nobody.put(BytesIO(CONTENT))
    with pytest.raises(StoreAwayError):
        list(nobody.older_than(datetime.now(UTC)))


def test_a_store_that_answers_is_up(store: Storage) -> None:
    store.write("certificates/7K2M.pdf", b"%PDF")

    assert store.is_up()
