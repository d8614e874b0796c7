"""Take a file that somebody sent, keep it for an edition, forget what nothing points to."""

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import FileStorage

from lms.accounts.models import User
from lms.config import Settings
from lms.db import after_commit, db
from lms.editions.models import Edition
from lms.files import pictures
from lms.files.kinds import TAKEN, Kind, Refusal, RefusedError, document_kind, is_picture
from lms.files.models import LONGEST_NAME, KeptFile, StoredFile
from lms.files.storage import Kept, storage

LARGEST = 10 * 1024 * 1024
KEPT_UNUSED = timedelta(hours=24)


class Received(NamedTuple):
    """A file whose bytes are safe in the store, and of which no row speaks yet."""

    kept: Kept
    kind: Kind
    name: str
    width: int | None = None
    height: int | None = None
    taken: str = ""

    def taken_in(self, time_zone: str) -> datetime | None:
        """When its camera says it was taken; cameras know the time of the place, and no zone."""
        try:
            moment = datetime.strptime(self.taken, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  # see above
        except ValueError:
            return None
        return moment.replace(tzinfo=ZoneInfo(time_zone))


def receive(sent: FileStorage, *, picture_most: int | None = None) -> Received:
    """Examine what a request brought; the transaction ends before, so no writer waits for it."""
    db.let_go()
    return examine(sent, picture_most=picture_most)


def examine(sent: FileStorage, *, picture_most: int | None = None) -> Received:
    """Find out what it is, draw it anew if it is a picture, put it into the store.

    A picture is made so small that it has no more bytes than `picture_most`. Slow work. Raises
    RefusedError.
    """
    file = sent.stream
    size = file.seek(0, 2)
    if size == 0:
        raise RefusedError(Refusal.EMPTY)
    if size > LARGEST:
        raise RefusedError(Refusal.TOO_LARGE)
    file.seek(0)
    try:
        if is_picture(file.read(16)):
            return _receive_picture(file, sent.filename or "", picture_most)
        kind = document_kind(file)
        file.seek(0)
        return Received(storage().put(file), kind, shown_name(sent.filename or "", kind))
    except OSError as error:
        current_app.logger.exception("a file could not be kept")
        raise RefusedError(Refusal.NO_ROOM) from error


def _receive_picture(file: IO[bytes], name: str, most: int | None) -> Received:
    file.seek(0)
    drawn = pictures.redrawn(file.read(), most)
    kind = TAKEN[drawn.media_type]
    kept = storage().put(BytesIO(drawn.data))
    pictures.keep_small(kept.digest, drawn.small)
    shown = shown_name(name, kind)
    return Received(kept, kind, shown, drawn.width, drawn.height, drawn.taken)


def shown_name(sent: str, kind: Kind) -> str:
    """What it is called on pages: no folders, no control signs, the end that fits its content."""
    last = PurePosixPath(sent.replace("\\", "/")).name
    plain = " ".join(_UNSEEN.sub(" ", last).split())
    stem = plain.rpartition(".")[0] or plain
    return (stem.strip(". ")[: LONGEST_NAME - len(kind.suffix)] or "file") + kind.suffix


_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def keep(received: Received, edition: Edition, *, by: User, at: datetime) -> StoredFile:
    """Write the row that points to it. The same file sent again by the same person is one."""
    row = StoredFile(**row_of(received, edition, by=by, at=at))
    twin = select(StoredFile).where(
        StoredFile.edition_id == row.edition_id,
        StoredFile.by_id == row.by_id,
        StoredFile.digest == row.digest,
        StoredFile.name == row.name,
    )
    if used_by(edition) + row.size > room_of_an_edition():
        raise RefusedError(Refusal.EDITION_FULL)
    return db.keep_once(row, twin)


def row_of(received: Received, edition: Edition, *, by: User, at: datetime) -> dict[str, Any]:
    return columns_of(received) | {"edition_id": edition.id, "by_id": by.id, "created_at": at}


def columns_of(received: Received) -> dict[str, Any]:
    """What any row says that speaks of it."""
    return {
        "digest": received.kept.digest,
        "size": received.kept.size,
        "media_type": received.kind.media_type,
        "name": received.name,
        "width": received.width,
        "height": received.height,
    }


def used_by(edition: Edition) -> int:
    """Bytes of all its files."""
    total = select(func.sum(StoredFile.size)).where(StoredFile.edition_id == edition.id)
    return db.session.scalar(total) or 0


def room_of_an_edition() -> int:
    settings: Settings = current_app.extensions["settings"]
    return settings.edition_files_mb * 1024 * 1024


def forget(file_ids: Collection[int]) -> None:
    """Drop these rows, but for those that something else still points to."""
    for file_id in file_ids:
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.execute(delete(StoredFile).where(StoredFile.id == file_id))


def erase(file_id: int) -> None:
    """Drop a row, and once that is kept the bytes too, if no other row speaks of them."""
    digest = db.session.scalar(select(StoredFile.digest).where(StoredFile.id == file_id))
    forget([file_id])
    if digest:
        erase_bytes(digest)


def erase_bytes(digest: str) -> None:
    """For who has just dropped a row that spoke of them."""
    if not _is_named(digest):
        after_commit(lambda: _remove(digest))


def sweep(*, at: datetime) -> int:
    """Remove bytes that no row speaks of, a day after they came; how many files that were."""
    store, removed = storage(), 0
    for digest in store.older_than(at - KEPT_UNUSED):
        if not _is_named(digest):
            with suppress(FileNotFoundError):
                _remove(digest)
                removed += 1
    return removed


def _remove(digest: str) -> None:
    pictures.forget_small(digest)
    storage().remove(digest)


def _is_named(digest: str) -> bool:
    found = (exists().where(table.digest == digest) for table in KeptFile.__subclasses__())
    return bool(db.session.scalar(select(or_(*found))))
