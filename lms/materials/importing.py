"""Take over what another edition has exported: look at it on trial, then bring it in as drafts."""

import zipfile
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

from sqlalchemy import insert, select
from werkzeug.datastructures import FileStorage

from lms.accounts.models import User
from lms.content.local import FOLDERS, MANIFEST, Piece, read_local
from lms.db import db
from lms.editions.models import Edition
from lms.files import actions as files
from lms.files.actions import Received
from lms.files.kinds import Refusal, RefusedError
from lms.files.models import StoredFile
from lms.materials import cooking, queries
from lms.materials.actions import MARKDOWN
from lms.materials.cooking import Media
from lms.materials.days import numbered_days
from lms.materials.fields import OF_KIND, too_long
from lms.materials.models import Kind, Material, MaterialFile, MaterialRevision
from lms.materials.writing import first_fault

MOST_PARTS, MOST_BYTES = 400, 40 * 1024 * 1024


class NoArchiveError(Exception):
    """What was sent is no archive of materials."""


class Refused(NamedTuple):
    """A piece that stays out, and why, as its author can mend it."""

    place: str
    why: str


class Plan(NamedTuple):
    """`known` are pieces that the edition has under the same name: they are left as they are."""

    fresh: list[Piece]
    known: list[Piece]
    refused: list[Refused]


def plan(archive: IO[bytes], folder: Path, taken: Collection[str]) -> Plan:
    """Read an archive below an empty folder; nothing else is written."""
    _unpack(archive, folder)
    found = read_local(folder)
    if found.manifest is None:
        raise NoArchiveError
    refused = [Refused(fault.file, str(fault).partition(" ")[2]) for fault in found.faults]
    bad = {str(PurePosixPath(fault.file).parent) for fault in found.faults}
    good = [row for row in found.pieces if f"{FOLDERS[row.kind]}/{row.head.id}" not in bad]
    fresh = [row for row in good if row.head.id not in taken]
    for row in fresh:
        fault = _fault(row)
        if fault:
            refused.append(Refused(row.head.file, fault))
    out = {row.place for row in refused}
    return Plan(
        [row for row in fresh if row.head.file not in out],
        [row for row in good if row.head.id in taken],
        refused,
    )


def _unpack(archive: IO[bytes], folder: Path) -> None:
    """Plain files in plain folders, few enough and small enough."""
    try:
        with zipfile.ZipFile(archive) as source:
            parts = [part for part in source.infolist() if not part.is_dir()]
            names = {part.filename for part in parts}
            if MANIFEST not in names or not all(map(_is_plain, names)):
                raise NoArchiveError
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise NoArchiveError
            for part in parts:
                target = folder / part.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with source.open(part) as file:
                    target.write_bytes(file.read(part.file_size + 1))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise NoArchiveError from error


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    odd = name.startswith("/") or "\\" in name or "\0" in name or ".." in parts
    return not odd and 1 <= len(parts) <= 4  # noqa: PLR2004  # folder, piece, media, name


def _fault(piece: Piece) -> str | None:
    """What the form would say of it."""
    names = {path.name for path in piece.media}
    told = {"title": piece.head.title, "summary": piece.head.summary, **piece.fields}
    marked = (piece.fields.get(name, "") for name in MARKDOWN)
    return too_long(told) or next(filter(None, (first_fault(text, names) for text in marked)), None)


class Carried(NamedTuple):
    """A piece with its files, which are safe in the store."""

    piece: Piece
    media: list[tuple[str, Received]]


def carry(pieces: Sequence[Piece]) -> list[Carried]:
    """Slow: each file is looked at as if somebody had sent it. Raises RefusedError."""
    return [
        Carried(piece, [(path.name, _received(path)) for path in piece.media]) for piece in pieces
    ]


def _received(path: Path) -> Received:
    with path.open("rb") as file:
        return files.examine(FileStorage(file, filename=path.name))


def bring_in(edition: Edition, carried: Sequence[Carried], *, by: User, at: datetime) -> int:
    """Drafts at the end of their days; as many statements for one as for all. How many."""
    db.hold(edition)
    known = db.session.execute(queries.slugs_and_places(edition)).all()
    taken = {slug for slug, _day, _place in known}
    fresh = [row for row in carried if row.piece.head.id not in taken]
    if not fresh:
        return 0
    last = max((place for _slug, _day, place in known), default=0)
    kept = _keep_files(edition, fresh, by=by, at=at)
    days = {day.ref for _number, day in numbered_days(edition)}
    rows = [_material(edition, row.piece, days, last + n, at) for n, row in enumerate(fresh, 1)]
    put = insert(Material).returning(Material.slug, Material.id)
    numbers = {row[0]: row[1] for row in db.session.execute(put, rows)}
    ids = [numbers[row.piece.head.id] for row in fresh]
    attached = [
        {"material_id": one, "file_id": kept[received.kept.digest], "key": name, "caption": ""}
        for one, row in zip(ids, fresh, strict=True)
        for name, received in row.media
    ]
    if attached:
        db.session.execute(insert(MaterialFile), attached)
    texts = [
        _revision(edition, one, row, kept, by=by, at=at)
        for one, row in zip(ids, fresh, strict=True)
    ]
    db.session.execute(insert(MaterialRevision), texts)
    return len(fresh)


def _keep_files(
    edition: Edition, carried: Sequence[Carried], *, by: User, at: datetime
) -> dict[str, int]:
    """The row of each file by its digest; those that this person has sent before are there."""
    sent = {received.kept.digest: received for row in carried for _name, received in row.media}
    if not sent:
        return {}
    if files.used_by(edition) + sum(one.kept.size for one in sent.values()) > (
        files.room_of_an_edition()
    ):
        raise RefusedError(Refusal.EDITION_FULL)
    query = select(StoredFile.digest, StoredFile.id).where(
        StoredFile.edition_id == edition.id,
        StoredFile.by_id == by.id,
        StoredFile.digest.in_(list(sent)),
    )
    kept = {row[0]: row[1] for row in db.session.execute(query)}
    new = [one for digest, one in sent.items() if digest not in kept]
    if new:
        put = insert(StoredFile).returning(StoredFile.digest, StoredFile.id)
        rows = [files.row_of(one, edition, by=by, at=at) for one in new]
        in_bulk = {"render_nulls": True}
        found = db.session.execute(put, rows, execution_options=in_bulk)
        kept |= {row[0]: row[1] for row in found}
    return kept


def _material(
    edition: Edition, piece: Piece, days: Collection[str], place: int, at: datetime
) -> dict[str, object]:
    return {
        "edition_id": edition.id,
        "slug": piece.head.id,
        "kind": piece.kind,
        "day": piece.head.day if piece.head.day in days else "",
        "place": place,
        "version": 1,
        "created_at": at,
    }


def _revision(
    edition: Edition,
    material_id: int,
    row: Carried,
    kept: dict[str, int],
    *,
    by: User,
    at: datetime,
) -> dict[str, object]:
    home = f"/editions/{edition.id}/materials/{material_id}/files"
    media = {
        name: Media(f"{home}/{kept[one.kept.digest]}", one.width, one.height)
        for name, one in row.media
    }
    fields = {name: row.piece.fields.get(name, "") for name in OF_KIND[Kind(row.piece.kind)]}
    marked = {name: fields[name] for name in MARKDOWN if fields.get(name)}
    return {
        "material_id": material_id,
        "number": 1,
        "title": row.piece.head.title,
        "summary": row.piece.head.summary,
        "fields": fields,
        "html": {name: str(cooking.cooked(text, media)) for name, text in marked.items()},
        "markdown_version": cooking.VERSION,
        "by_id": by.id,
        "at": at,
    }


def on_trial() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="weft-materials-")
