"""Bytes on their way: apart by sender, under the digest that was announced, until they are whole.

Each part is a document of the store by the place where it begins, so that the next one may come to
another machine. What is here is what follows from the beginning without a gap.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from werkzeug.datastructures import FileStorage

from lms.accounts.models import User
from lms.files.storage import storage

LARGEST_PART = 64 * 1024
FOLDER = ".parts"


class WrongOffsetError(Exception):
    """What comes does not follow what is here; `held` bytes are."""

    def __init__(self, held: int) -> None:
        super().__init__(f"{held} bytes are here")
        self.held = held


class OtherContentError(Exception):
    """All bytes are here, and they are not those that were announced; none is kept."""


def held(owner: User, digest: str) -> int:
    """How many bytes are here."""
    return sum(size for _name, size in _parts(owner, digest))


def append(owner: User, digest: str, part: bytes, *, offset: int, size: int) -> int:
    """Add what comes next, safe in the store; how many bytes are here now.

    Two that arrive together at one place are one: they are parts of the same file, and the last
    one stays. Raises WrongOffsetError.
    """
    here = held(owner, digest)
    if offset != here or here + len(part) > size:
        raise WrongOffsetError(here)
    if part:
        storage().write(f"{_folder(owner, digest)}{here:0{DIGITS}}", part)
    return here + len(part)


def whole(owner: User, digest: str, name: str) -> FileStorage:
    """The file, once all of it is here.

    Raises OtherContentError, or FileNotFoundError when another request has just taken it.
    """
    names = [name for name, _size in _parts(owner, digest)]
    if not names:
        raise FileNotFoundError(digest)
    data = b"".join(storage().read(name) for name in names)
    if sha256(data).hexdigest() != digest:
        forget(owner, digest)
        raise OtherContentError
    return FileStorage(BytesIO(data), filename=name)


def forget(owner: User, digest: str) -> None:
    for name in storage().sizes(_folder(owner, digest)):
        storage().erase(name)


def forget_older(moment: datetime) -> int:
    """Uploads that nobody went on with; the sender's device begins anew, should it return."""
    gone = list(storage().documents_before(moment, FOLDER))
    for name in gone:
        storage().erase(name)
    return len(gone)


def _parts(owner: User, digest: str) -> Iterator[tuple[str, int]]:
    """Names and sizes from the first byte on, as far as each begins where the last one ends."""
    folder, end = _folder(owner, digest), 0
    sizes = storage().sizes(folder)
    while size := sizes.get(name := f"{folder}{end:0{DIGITS}}"):
        yield name, size
        end += size


def _folder(owner: User, digest: str) -> str:
    return f"{FOLDER}/{owner.id}/{digest}/"


DIGITS = 9
