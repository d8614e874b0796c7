"""All that an edition has added, in the format of the content, as one archive."""

import zipfile
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

import yaml

from lms.content.local import FOLDERS, FORMAT, MANIFEST, SECTIONS, front, lowered
from lms.editions.models import Edition
from lms.files.storage import storage
from lms.materials.models import Kind, Material

TITLES = {
    "context": "Context",
    "decision-a": "Decision A",
    "what-happened": "What happened",
    "teaching-note": "Teaching note",
}
IN_MEMORY = 4 * 1024 * 1024


def archive(edition: Edition, materials: Iterable[Material]) -> IO[bytes]:
    """`flask content check FILE` accepts it, and another edition can take it over."""
    file = cast("IO[bytes]", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115  # whoever sends it closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(MANIFEST, _yaml(_manifest(edition)))
        for row in materials:
            _write(written, row, edition.language)
    file.seek(0)
    return file


def _manifest(edition: Edition) -> dict[str, str]:
    return {
        "format": FORMAT,
        "course": edition.course_id,
        "edition": edition.name,
        "language_of_texts": edition.language,
    }


def _write(written: zipfile.ZipFile, row: Material, language: str) -> None:
    folder = f"{FOLDERS[row.kind]}/{row.slug}"
    written.writestr(f"{folder}/{language}.md", f"---\n{_yaml(_head(row))}---\n{_text(row)}\n")
    if row.kind == Kind.CASE:
        written.writestr(f"{folder}/study.yml", _yaml(_study(row)))
    for attached in row.files:
        with storage().open(attached.file.digest) as source:
            written.writestr(f"{folder}/media/{attached.key}", source.read())


def _head(row: Material) -> dict[str, Any]:
    text, fields = row.current, row.current.fields
    told = {name: fields.get(name, "") for name in ("minutes", "author", "address")}
    own = {"id": row.slug, "title": text.title, "summary": text.summary}
    return front({**own, "day": row.day, "place": row.place, **told})


def _text(row: Material) -> str:
    fields = row.current.fields
    if row.kind != Kind.CASE:
        return fields.get("body", "")
    parts = [
        f"## {TITLES[name]} {{#{name}}}\n\n{lowered(fields[field])}"
        for name, field in SECTIONS.items()
        if fields.get(field)
    ]
    return "\n\n".join(parts)


def _study(row: Material) -> dict[str, Any]:
    fields = row.current.fields
    lines = [line.strip() for line in fields.get("options", "").splitlines() if line.strip()]
    options = [{"id": f"a{number}", "text": line} for number, line in enumerate(lines, 1)]
    decisions = [{"id": "a", "options": options}] if options else []
    told = {"place": fields.get("where", "")}
    told |= {name: fields.get(name, "") for name in ("country", "sector")}
    return front({"id": row.slug, **told, "decisions": decisions})


def _yaml(fields: dict[str, Any]) -> str:
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=100)
