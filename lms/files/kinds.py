"""What a file is, told by its content alone: neither its name nor what the browser says counts."""

import re
import zipfile
from enum import Enum
from pathlib import PurePath
from typing import IO, NamedTuple


class Kind(NamedTuple):
    """`suffix` is the end that its name gets, whatever end it came with."""

    media_type: str
    suffix: str


class Refusal(Enum):
    EMPTY = "empty"
    TOO_LARGE = "too large"
    UNKNOWN = "unknown"
    BROKEN_PICTURE = "broken picture"
    TOO_MANY_PIXELS = "too many pixels"
    MACROS = "macros"
    TOO_MUCH_INSIDE = "too much inside"
    EDITION_FULL = "edition full"
    PERSON_FULL = "person full"
    NO_ROOM = "no room"
    NOT_ALLOWED = "not allowed"
    TAKEN_BACK = "taken back"
    WITHDRAWN = "withdrawn"


class RefusedError(Exception):
    """Why a file is not taken; `lms.files.vocabulary` has the sentence."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


JPEG, PNG = Kind("image/jpeg", ".jpg"), Kind("image/png", ".png")
PDF = Kind("application/pdf", ".pdf")
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Kind(f"{_OFFICE}wordprocessingml.document", ".docx")
XLSX = Kind(f"{_OFFICE}spreadsheetml.sheet", ".xlsx")
PPTX = Kind(f"{_OFFICE}presentationml.presentation", ".pptx")
ODT = Kind("application/vnd.oasis.opendocument.text", ".odt")
ODS = Kind("application/vnd.oasis.opendocument.spreadsheet", ".ods")
ODP = Kind("application/vnd.oasis.opendocument.presentation", ".odp")
TAKEN = {kind.media_type: kind for kind in (JPEG, PNG, PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP)}
ACCEPTED_BY_BROWSERS = ",".join(
    (".jpg", ".jpeg", ".webp", *(kind.suffix for kind in TAKEN.values()))
)


def is_picture(head: bytes) -> bool:
    """It begins as JPEG, PNG or WebP; whether it is one, only drawing it anew will tell."""
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or webp


def document_kind(file: IO[bytes]) -> Kind:
    """PDF or a document of an office program; of an archive only its list of names is read."""
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(b"%PDF-"):
        if _MARKUP.search(head) or zipfile.is_zipfile(file):
            raise RefusedError(Refusal.UNKNOWN)
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(file)
    raise RefusedError(Refusal.UNKNOWN)


def _office_kind(file: IO[bytes]) -> Kind:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise RefusedError(Refusal.TOO_MUCH_INSIDE)
            names = {part.filename: part for part in parts}
            if any(PurePath(name).name.lower().startswith(_MACROS) for name in names):
                raise RefusedError(Refusal.MACROS)
            kind = _of_open_document(archive, names) or _of_open_xml(names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise RefusedError(Refusal.UNKNOWN) from error
    if kind is None:
        raise RefusedError(Refusal.UNKNOWN)
    return kind


def _of_open_document(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> Kind | None:
    """Its first part names its type, uncompressed, as the standard asks."""
    part = names.get("mimetype")
    if part is None or part.compress_type != zipfile.ZIP_STORED or part.file_size > _LONGEST_TYPE:
        return None
    if any(name.startswith("Basic/") for name in names):
        raise RefusedError(Refusal.MACROS)
    return TAKEN.get(archive.read(part).decode("ascii", "replace"))


def _of_open_xml(names: dict[str, zipfile.ZipInfo]) -> Kind | None:
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)


_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_MACROS = "vbaproject"
_MOST_PARTS, _MOST_UNPACKED = 5000, 200 * 1024 * 1024
_HEAD, _MARKUP = 1024, re.compile(rb"<\s*(html|script|svg|body|!doctype)", re.IGNORECASE)
_LONGEST_TYPE = 100
