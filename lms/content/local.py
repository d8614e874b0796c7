"""An edition's own material as files: what an export writes, a check reads and an import brings in.

`materials.yml` beside folders `lessons/`, `readings/`, `files/` and `case_studies/`, each with a
folder for a piece: its text as `<language>.md`, its files in `media/`, a case with `study.yml`.
"""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field

from lms.content import prose
from lms.content.fault import Fault
from lms.content.prose import Found
from lms.content.reader import Reader
from lms.content.text import FromFile, Frozen, Id, Line, Setting, Text

MANIFEST = "materials.yml"
FORMAT = "1"
FOLDERS = {"lesson": "lessons", "reading": "readings", "file": "files", "case": "case_studies"}
SECTIONS = {
    "context": "body",
    "decision-a": "ask",
    "what-happened": "outcome",
    "teaching-note": "note",
}
"""The sections of a case as everywhere, and the field of a local one that each holds."""


class Manifest(FromFile):
    format: Line
    course: Id
    edition: Line
    of: Line = Field(alias="language_of_texts")


class Head(FromFile):
    """What every piece says of itself; a kind may say more."""

    id: Id
    title: Line
    summary: str = ""
    day: str = ""
    place: int = 0
    minutes: int | None = Field(default=None, gt=0, le=240)
    author: str = ""
    address: str = ""


class Option(Frozen):
    id: Id
    text: Line


class Decision(Frozen):
    id: Id
    options: tuple[Option, ...] = ()


class Study(FromFile):
    id: Id
    place: str = ""
    country: str = ""
    sector: str = ""
    decisions: tuple[Decision, ...] = ()


class Piece(NamedTuple):
    kind: str
    head: Head
    fields: dict[str, str]
    media: tuple[Path, ...]


class Local(NamedTuple):
    manifest: Manifest | None
    pieces: list[Piece]
    faults: list[Fault]


def read_local(root: Path) -> Local:
    """Everything below the root, right or wrong."""
    reader = Reader(root)
    manifest = reader.model(Manifest, root / MANIFEST)
    language = manifest.of if manifest else "en"
    pieces = [
        piece
        for kind, folder in FOLDERS.items()
        for place in sorted((root / folder).glob("*/"))
        if (piece := _piece(reader, kind, place, language)) is not None
    ]
    return Local(manifest, pieces, sorted(set(reader.faults)))


def _piece(reader: Reader, kind: str, folder: Path, language: str) -> Piece | None:
    path = folder / f"{language}.md"
    document = reader.document(path)
    study = reader.model(Study, folder / "study.yml") if kind == "case" else None
    if document is None or (kind == "case" and study is None):
        return None
    head = reader.build(Head, path, document.data)
    if head is None:
        return None
    reader.same_id(path, head.id, folder.name)
    text = Text(document.body, Setting(reader.press, "", line=document.body_line))
    _check(reader, path, text, 3 if kind == "case" else 2)
    media = tuple(sorted((folder / "media").glob("*")))
    return Piece(kind, head, {**_told(head), **_texts(kind, text.source, study)}, media)


def _told(head: Head) -> dict[str, str]:
    minutes = {"minutes": str(head.minutes)} if head.minutes else {}
    return {"author": head.author, "address": head.address, **minutes}


def _texts(kind: str, source: str, study: Study | None) -> dict[str, str]:
    if kind != "case" or study is None:
        return {"body": source.strip()}
    options = study.decisions[0].options if study.decisions else ()
    return {
        **dict(_sections(source)),
        "where": study.place,
        "country": study.country,
        "sector": study.sector,
        "options": "\n".join(option.text for option in options),
    }


def _sections(source: str) -> Iterator[tuple[str, str]]:
    """Each part of a case by its field, its headings one level up again."""
    found = list(_SECTION.finditer(source))
    ends = [match.start() for match in found[1:]] + [len(source)]
    for match, end in zip(found, ends, strict=True):
        yield SECTIONS[match["id"]], raised(source[match.end() : end].strip())


def lowered(source: str) -> str:
    """Headings one level further down, below those of a case."""
    return _HEADING.sub(r"#\g<0>", source)


def raised(source: str) -> str:
    return _LOW_HEADING.sub(lambda match: match[0][1:], source)


def _check(reader: Reader, path: Path, text: Text, top: int) -> None:
    inside = Text(_SECTION.sub("", text.source), text.setting)
    found: Iterator[Found] = chain(
        prose.headings(inside, top), prose.call_outs(text), prose.pictures(text, path.parent)
    )
    for line, sentence, _planned in found:
        reader.fault_at(path, text.setting.line + line - 1, sentence)


def front(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], 0)}


_NAMES = "|".join(SECTIONS)
_SECTION = re.compile(rf"^## [^\n]*\{{#(?P<id>{_NAMES})\}}[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#{2,5}(?=\s)", re.MULTILINE)
_LOW_HEADING = re.compile(r"^#{3,6}(?=\s)", re.MULTILINE)
