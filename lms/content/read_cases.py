"""From the folder `case_studies/` to cases, their text cut where readers decide."""

import re
from itertools import chain
from pathlib import Path
from typing import Any

from lms.content.case_study import CaseStudy, Exhibit, Kind, Section
from lms.content.reader import Document, Reader
from lms.content.text import FIRST_LANGUAGE, LocalText, Setting, Text

EXHIBIT = re.compile(r"^\[\[exhibit ([\w-]+)\]\][ \t]*$", re.MULTILINE)
CLOSING = ("what-happened", "lessons", "questions", "teaching-note")


def read_case_studies(reader: Reader) -> dict[str, CaseStudy]:
    found = {}
    for folder in sorted((reader.root / "case_studies").glob("*/")):
        case = _read_case(reader, folder)
        if case is not None:
            found[folder.name] = case
    return found


def _read_case(reader: Reader, folder: Path) -> CaseStudy | None:
    path = folder / "study.yml"
    data = reader.data(path)
    documents = {
        text.stem: document
        for text in sorted(folder.glob("*.md"))
        if (document := reader.document(text)) is not None
    }
    if FIRST_LANGUAGE not in documents and not (folder / "en.md").exists():
        reader.fault_at(folder / "en.md", 1, "does not exist.")
    if data is None or FIRST_LANGUAGE not in documents:
        return None
    case = _build(reader, path, data, documents)
    if case is None:
        return None
    reader.same_id(path, case.id, folder.name)
    versions = {
        language: _with_text(reader, case, folder / f"{language}.md", document)
        for language, document in documents.items()
    }
    return versions.pop(FIRST_LANGUAGE).with_versions(versions)


def _build(
    reader: Reader, path: Path, data: dict[str, Any], documents: dict[str, Document]
) -> CaseStudy | None:
    summaries = {}
    for language, document in documents.items():
        text = path.parent / f"{language}.md"
        _check_head(reader, text, document.data, data)
        summaries[language] = str(document.data.get("summary", "")).strip() or "-"
    text_file = reader.name(path.parent / "en.md")
    return reader.build(
        CaseStudy,
        path,
        data,
        summary=LocalText(summaries),
        sections=(),
        text_file=text_file,
    )


def _check_head(reader: Reader, path: Path, head: dict[str, Any], study: dict[str, Any]) -> None:
    """A case's text has a title, which `study.yml` has too, and a summary; nothing else."""
    for field in ("title", "summary"):
        if not isinstance(head.get(field), str) or not head[field].strip():
            reader.fault(path, (field,), "is missing.")
    for field in head.keys() - {"title", "summary"}:
        reader.fault(path, (field,), "is not a field of this file; remove it.")
    titles = study.get("title")
    known = titles.get(path.stem) if isinstance(titles, dict) else None
    if known != head.get("title"):
        reader.fault(path, ("title",), f"differs from study.yml, which has '{known}'.")


def _with_text(reader: Reader, case: CaseStudy, path: Path, document: Document) -> CaseStudy:
    sections = _sections(reader, case, path, document)
    _check_order(reader, case, path, [section.id for section in sections])
    update = {"sections": sections, "language": path.stem, "text_file": reader.name(path)}
    return case.model_copy(update=update)


def _sections(
    reader: Reader, case: CaseStudy, path: Path, document: Document
) -> tuple[Section, ...]:
    found = list(_HEADING.finditer(document.body))
    start = found[0].start() if found else len(document.body)
    if document.body[:start].strip():
        reader.fault_at(path, document.body_line, "has text before its first section.")
    ends = [match.start() for match in found[1:]] + [len(document.body)]
    sections = []
    above: Text | None = None
    for match, end in zip(found, ends, strict=True):
        line = document.body_line + document.body.count("\n", 0, match.start())
        body = document.body[match.end() : end]
        setting = Setting(reader.press, "", f"/case-studies/{case.id}", line, path.stem, above)
        section = _section(match, Text(body, setting), case)
        if section is None:
            said = f"'{match[0]}' is no section of a case; name it like '## Part A {{#part-a}}'."
            reader.fault_at(path, line, said)
        else:
            sections.append(section)
            above = (section.explained or (above,))[-1]
    return tuple(sections)


def _section(heading: re.Match[str], text: Text, case: CaseStudy) -> Section | None:
    id_ = heading["id"] or ""
    kind = _kind(id_)
    if kind is None:
        return None
    body = Text(text.source, text.setting._replace(id_prefix=f"{id_}-"))
    if kind in {"decision", "teaching_note"}:  # their pages explain no words
        body = Text(text.source, body.setting._replace(explained_in=""))
    return Section(
        id=id_,
        title=heading["title"],
        kind=kind,
        decision_id=id_.removeprefix("decision-") if kind == "decision" else None,
        body=body,
        parts=_parts(body, {exhibit.id: exhibit for exhibit in case.exhibits}),
    )


def _kind(section_id: str) -> Kind | None:
    if re.fullmatch(r"part-[a-z]", section_id):
        return "part"
    if re.fullmatch(r"decision-[a-z]", section_id):
        return "decision"
    return _KINDS.get(section_id)


def _parts(body: Text, exhibits: dict[str, Exhibit]) -> tuple[Text | Exhibit, ...]:
    """The text and the exhibits in the order they are read; an unknown exhibit is left out."""
    parts: list[Text | Exhibit] = []
    above = body.setting.after
    pieces = EXHIBIT.split(body.source)
    for place, piece in enumerate(pieces):
        if place % 2:
            parts.extend([exhibits[piece]] if piece in exhibits else [])
        elif piece.strip():
            prefix = body.setting.id_prefix + (f"{place // 2 + 1}-" if place else "")
            above = Text(piece, body.setting._replace(id_prefix=prefix, after=above))
            parts.append(above)
    return tuple(parts)


def _check_order(reader: Reader, case: CaseStudy, path: Path, found: list[str]) -> None:
    """Context, then parts and decisions by letter, a part before its decision, then the rest."""
    decisions = [f"decision-{decision.id}" for decision in case.decisions]
    parts = [section for section in found if section.startswith("part-")]
    middle = sorted({*parts, *decisions}, key=lambda name: (name[-1], name.startswith("decision")))
    expected = list(chain(["context"], middle, CLOSING))
    if found != expected:
        said = f"has the sections {', '.join(found)}; it needs {', '.join(expected)}."
        reader.fault_at(path, 1, said)


_HEADING = re.compile(r"^## +(?P<title>.+?)[ \t]*(?:\{#(?P<id>[\w-]+)\})?[ \t]*$", re.MULTILINE)
_KINDS: dict[str, Kind] = {
    "context": "context",
    "what-happened": "reveal",
    "lessons": "lessons",
    "questions": "questions",
    "teaching-note": "teaching_note",
}
