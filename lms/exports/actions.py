"""A file is asked for, made by the worker, fetched, and forgotten after a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from flask import current_app
from sqlalchemy import delete, select

from lms import clock
from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition
from lms.exports import queries
from lms.exports.models import Export
from lms.exports.offers import OFFERS, Asked, as_asked, as_text
from lms.files.storage import EXPORTS, storage
from lms.i18n import in_language
from lms.jobs import actions as jobs

MAKE = "exports.make"
KEPT = timedelta(hours=24)


def ask_for(kind: str, edition: Edition, asked: Asked, *, by: User, at: datetime) -> Export:
    """A second click asks for nothing new while the first is being made."""
    text = as_text(asked)
    waiting = queries.waiting(by, edition, kind, text, since=at - KEPT)
    if found := db.session.scalars(waiting).first():
        return found
    row = Export(user=by, edition=edition, kind=kind, asked=text, language=by.language, asked_at=at)
    db.session.add(row)
    db.session.flush()
    job = jobs.enqueue(MAKE, at=at, export=row.id)
    db.session.flush()
    row.job_id = job.id
    return row


@jobs.handles(MAKE)
def make(payload: dict[str, Any]) -> None:
    row = db.session.scalars(queries.whole(payload["export"])).one_or_none()
    if row is None or row.ready_at is not None:
        return
    # Marks know the addresses of their pages, which only a request can tell.
    with current_app.test_request_context(), in_language(row.language), TemporaryFile() as file:
        document = OFFERS[row.kind].make(row.user, row.edition, as_asked(row.asked))
        row.size = _write(file, document.content)
        storage().write(place_of(row), file)
    row.name, row.media_type, row.ready_at = document.name, document.media_type, clock.now()


def _write(file: IO[bytes], content: Iterable[bytes]) -> int:
    for block in content:
        file.write(block)
    size = file.tell()
    file.seek(0)
    return size


def content_of(row: Export) -> IO[bytes]:
    """Raises FileNotFoundError when it is gone."""
    return storage().open_document(place_of(row))


def place_of(row: Export) -> str:
    return f"{EXPORTS}/{row.id}"


def forget_old(*, at: datetime) -> None:
    old = db.session.scalars(select(Export).where(Export.asked_at < at - KEPT)).all()
    for row in old:
        storage().erase(place_of(row))
    db.session.execute(delete(Export).where(Export.id.in_([row.id for row in old])))


@jobs.regularly
def forget_yesterdays() -> None:
    forget_old(at=clock.now())
    db.session.commit()
