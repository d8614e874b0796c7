"""From a folder to its lessons in order and its quiz, of a class day or of an elective."""

import re
from pathlib import Path
from typing import NamedTuple

from lms.content.class_day import Lesson
from lms.content.quiz import Quiz
from lms.content.reader import Document, Reader
from lms.content.text import Setting, Text


class Place(NamedTuple):
    """What a folder's place in the tree says; `guide` is the file beside its lessons."""

    course: str
    language: str
    unit: str
    guide: str


def read_lessons(
    reader: Reader, folder: Path, place: Place, first: tuple[Lesson, ...] | None
) -> tuple[Lesson, ...]:
    """In their order; `first` lends what is not translated yet."""
    found: dict[str, Lesson] = {}
    for number, path in enumerate(_files(reader, folder, place), 1):
        lesson = _lesson(reader, path, place, number)
        if lesson is not None and _is_new(reader, path, place, lesson, found):
            found[lesson.id] = lesson
    if first is None:
        return tuple(found.values())
    for stray in found.keys() - {lesson.id for lesson in first}:
        said = f"is '{stray}', which the first language lacks."
        reader.fault(reader.root / found[stray].file, ("id",), said)
    return tuple(_in_place(lesson, found.get(lesson.id)) for lesson in first)


def _in_place(first: Lesson, written: Lesson | None) -> Lesson:
    if written is None:
        return first.untranslated()
    return written.model_copy(update={"number": first.number})


def _files(reader: Reader, folder: Path, place: Place) -> list[Path]:
    """Lessons by the number their file names begin with; any other file is a fault."""
    numbered = []
    for path in sorted(folder.glob("*")):
        match = re.fullmatch(r"(\d+)-[a-z0-9-]+\.md", path.name)
        if match:
            numbered.append((int(match[1]), path))
        elif path.name not in {place.guide, "quiz.yml"}:
            said = "is no lesson: lessons are named like 2-small-first-steps.md."
            reader.fault_at(path, 1, said)
    return [path for _, path in sorted(numbered)]


def _lesson(reader: Reader, path: Path, place: Place, number: int) -> Lesson | None:
    document = reader.document(path)
    if document is None:
        likely = f"{place.course}/{place.unit}-{path.name.partition('-')[0]}"
        reader.broken.add(likely)
        return None
    return reader.build(
        Lesson,
        path,
        document.data,
        course=place.course,
        language=place.language,
        number=number,
        body=read_text(reader, path, document, place, "text-"),
    )


def _is_new(
    reader: Reader, path: Path, place: Place, lesson: Lesson, found: dict[str, Lesson]
) -> bool:
    if not lesson.id.startswith(f"{place.unit}-"):
        said = f"is '{lesson.id}'; a lesson here begins with '{place.unit}-'."
        reader.fault(path, ("id",), said)
    if lesson.id in found:
        reader.fault(path, ("id",), f"is '{lesson.id}', as in {found[lesson.id].file}.")
    return lesson.id not in found


def read_quiz(reader: Reader, folder: Path, place: Place, first: Quiz | None) -> Quiz | None:
    path = folder / "quiz.yml"
    if first is not None and not path.exists():
        return first.untranslated()
    quiz = reader.model(Quiz, path, language=place.language)
    if quiz is None:
        return None if first is None else first.untranslated()
    reader.same_id(path, quiz.id, place.unit)
    return quiz


def read_text(reader: Reader, path: Path, document: Document, place: Place, id_prefix: str) -> Text:
    setting = Setting(
        reader.press,
        id_prefix,
        f"/courses/{place.course}",
        document.body_line,
        explained_in=place.language,
    )
    if not document.body.strip():
        reader.fault_at(path, document.body_line, "has no text.")
    return Text(document.body, setting)
