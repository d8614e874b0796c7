"""A bucket that speaks S3, for when several machines serve the same site.

Its objects have the names that files have in the data directory: `files/ab/abcd…`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import S3Store

from lms.config import STORE_SCHEMES
from lms.files.storage import BLOCK, FILES, Kept, StoreAwayError

if TYPE_CHECKING:
    from obstore import ObjectMeta

FOLDERS = (FILES, "certificates", "logbooks")


class Bucket:
    """`s3://KEY:SECRET@host[:port]/bucket[/folder][?region=…]`; `s3+http://` without encryption."""

    def __init__(self, url: str) -> None:
        self.store = _store(urlsplit(url))

    def put(self, file: IO[bytes]) -> Kept:
        start, digest, size = file.tell(), sha256(), 0
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
        file.seek(start)
        with _whole_bucket():
            self.store.put(_name(digest.hexdigest()), file)
        return Kept(digest.hexdigest(), size)

    def open(self, digest: str) -> IO[bytes]:
        """A copy on this machine: archives are read to and fro."""
        return self.open_document(_name(digest))

    def open_document(self, name: str) -> IO[bytes]:
        copy = TemporaryFile()  # noqa: SIM115  # whoever asked closes it
        try:
            self._fetch(name, copy)
        except OSError:
            copy.close()
            raise
        copy.seek(0)
        return copy

    def remove(self, digest: str) -> None:
        self.erase(_name(digest))

    def older_than(self, moment: datetime) -> Iterator[str]:
        for name in self.documents_before(moment, FILES):
            yield name.rpartition("/")[2]

    def documents_before(self, moment: datetime, folder: str) -> Iterator[str]:
        for found in self._list(folder):
            if found["last_modified"] < moment:
                yield found["path"]

    def write(self, name: str, document: bytes | IO[bytes]) -> None:
        with _whole_bucket():
            self.store.put(name, document)

    def read(self, name: str) -> bytes:
        with _speaking():
            return bytes(self.store.get(name).bytes())

    def sizes(self, start: str) -> dict[str, int]:
        folder = start.rpartition("/")[0]
        found = {row["path"]: row["size"] for row in self._list(folder)}
        return {name: size for name, size in found.items() if name.startswith(start)}

    def erase(self, name: str) -> None:
        with _whole_bucket():
            self.store.delete(name)

    def is_up(self) -> bool:
        try:
            next(self._list("health"), None)
        except StoreAwayError:
            return False
        return True

    def copies(self, folder: Path) -> dict[str, Path]:
        names = [found["path"] for part in FOLDERS for found in self._list(part)]
        for name in names:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                self._fetch(name, file)
        return {name: folder / name for name in names}

    def take_in(self, folder: Path) -> None:
        for part in FOLDERS:
            for path in sorted((folder / part).rglob("*")):
                if path.is_file():
                    with path.open("rb") as file, _whole_bucket():
                        self.store.put(path.relative_to(folder).as_posix(), file)
                    path.unlink()

    def _fetch(self, name: str, target: IO[bytes]) -> None:
        with _speaking():
            for block in self.store.get(name).stream(min_chunk_size=BLOCK):
                target.write(block)

    def _list(self, folder: str) -> Iterator["ObjectMeta"]:
        with _whole_bucket():
            for page in self.store.list(folder):
                yield from page


@contextmanager
def _speaking() -> Iterator[None]:
    try:
        yield
    except BaseError as error:
        raise StoreAwayError(type(error).__name__) from error


@contextmanager
def _whole_bucket() -> Iterator[None]:
    """Of what needs no object to be there, "not found" says that the bucket is not."""
    try:
        with _speaking():
            yield
    except FileNotFoundError as error:
        raise StoreAwayError("no such bucket") from error


def _name(digest: str) -> str:
    return f"{FILES}/{digest[:2]}/{digest}"


def _store(url: SplitResult) -> S3Store:
    bucket, _slash, folder = url.path.strip("/").partition("/")
    secure, host = STORE_SCHEMES[url.scheme], url.netloc.rpartition("@")[2]
    return S3Store(
        bucket,
        prefix=folder or None,
        endpoint=f"{secure}://{host}",
        region=parse_qs(url.query).get("region", ["us-east-1"])[0],
        access_key_id=unquote(url.username or ""),
        secret_access_key=unquote(url.password or ""),
        virtual_hosted_style_request=False,
        client_options={"allow_http": secure == "http", "timeout": "30s", "connect_timeout": "3s"},
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
    )
