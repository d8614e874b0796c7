"""From the folder `courses/electives/` to electives in each of their languages."""

from pathlib import Path

from lms.content.elective import ELECTIVES, Elective, ElectiveOutline, Guide
from lms.content.read_lessons import Place, read_lessons, read_quiz, read_text
from lms.content.reader import Reader


def read_electives(reader: Reader) -> dict[str, Elective]:
    found = {}
    for folder in sorted((reader.root / "courses" / ELECTIVES).glob("*/")):
        elective = _versions(reader, folder)
        if elective is None:
            reader.broken.add(folder.name)
        else:
            found[folder.name] = elective
    return found


def _versions(reader: Reader, folder: Path) -> Elective | None:
    path = folder / "elective.yml"
    outline = reader.model(ElectiveOutline, path)
    if outline is None:
        return None
    reader.same_id(path, outline.id, folder.name)
    first = _elective(reader, folder / outline.languages[0], outline, None)
    if first is None:
        return None
    others = {
        language: _elective(reader, folder / language, outline, first) or first.untranslated()
        for language in outline.languages[1:]
    }
    return first.with_versions(others)


def _elective(
    reader: Reader, folder: Path, outline: ElectiveOutline, first: Elective | None
) -> Elective | None:
    """In the folder's language; `first` lends what is not translated yet."""
    place = Place(ELECTIVES, folder.name, folder.parent.name, "elective.md")
    lessons = read_lessons(reader, folder, place, first.lessons if first else None)
    quiz = read_quiz(reader, folder, place, first.quiz if first else None)
    guide = _guide(reader, folder, place, outline, first.guide if first else None)
    if quiz is None or guide is None:
        return None
    frame = {name: getattr(outline, name) for name in type(outline).model_fields}
    pieces = {"guide": guide, "lessons": lessons, "quiz": quiz, "language": place.language}
    return Elective(**frame | pieces | {"translated": guide.translated})


def _guide(
    reader: Reader, folder: Path, place: Place, outline: ElectiveOutline, first: Guide | None
) -> Guide | None:
    path = folder / place.guide
    if first is not None and not path.exists():
        return first.untranslated()
    document = reader.document(path)
    if document is None:
        return None
    body = read_text(reader, path, document, place, "elective-")
    known = {"course": place.course, "language": place.language, "body": body}
    guide = reader.build(Guide, path, document.data, **known)
    if guide is not None:
        reader.same_id(path, guide.id, place.unit)
        total = sum(slot.minutes for slot in guide.rhythm)
        if total != outline.minutes:
            said = f"sums to {total} minutes; elective.yml says {outline.minutes}."
            reader.fault(path, ("rhythm",), said)
    return guide
