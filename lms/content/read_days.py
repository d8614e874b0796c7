"""From a day's folder to the day: its page, its lessons in order, its quiz."""

import re
from pathlib import Path

from lms.content.course import Day, Lesson
from lms.content.quiz import Quiz
from lms.content.reader import Document, Reader
from lms.content.text import Setting, Text


def read_day(reader: Reader, folder: Path, number: int, first: Day | None) -> Day | None:
    """The day in the folder's language; `first` lends what is not translated yet."""
    lessons = _lessons(reader, folder, first)
    quiz = _quiz(reader, folder, first)
    path = folder / "day.md"
    if first is not None and not path.exists():
        return first.model_copy(update={"translated": False, "lessons": lessons, "quiz": quiz})
    reader.broken.update(lesson.ref for lesson in lessons)
    document = reader.document(path)
    if document is None or quiz is None:
        return None
    body, script = _without_script(reader, path, document)
    day = reader.build(
        Day,
        path,
        document.data,
        **_place(folder),
        number=number,
        body=body,
        trainer_script=script,
        lessons=lessons,
        quiz=quiz,
    )
    if day is not None:
        reader.same_id(path, day.id, folder.name)
        reader.broken.difference_update(lesson.ref for lesson in lessons)
    return day


def _lessons(reader: Reader, folder: Path, first: Day | None) -> tuple[Lesson, ...]:
    found: dict[str, Lesson] = {}
    for number, path in enumerate(_lesson_files(reader, folder), 1):
        lesson = _lesson(reader, path, number)
        if lesson is not None and _is_new(reader, path, lesson, found):
            found[lesson.id] = lesson
    if first is None:
        return tuple(found.values())
    for stray in found.keys() - {lesson.id for lesson in first.lessons}:
        said = f"is '{stray}', which the first language lacks."
        reader.fault(reader.root / found[stray].file, ("id",), said)
    return tuple(_in_place(lesson, found.get(lesson.id)) for lesson in first.lessons)


def _in_place(first: Lesson, written: Lesson | None) -> Lesson:
    if written is None:
        return first.untranslated()
    return written.model_copy(update={"number": first.number})


def _lesson_files(reader: Reader, folder: Path) -> list[Path]:
    """Lessons by the number their file names begin with; any other file is a fault."""
    numbered = []
    for path in sorted(folder.glob("*")):
        match = re.fullmatch(r"(\d+)-[a-z0-9-]+\.md", path.name)
        if match:
            numbered.append((int(match[1]), path))
        elif path.name not in {"day.md", "quiz.yml"}:
            said = "is no lesson: lessons are named like 2-small-first-steps.md."
            reader.fault_at(path, 1, said)
    return [path for _, path in sorted(numbered)]


def _lesson(reader: Reader, path: Path, number: int) -> Lesson | None:
    document = reader.document(path)
    place = _place(path.parent)
    if document is None:
        likely = f"{place['course']}/{path.parent.name}-{path.name.partition('-')[0]}"
        reader.broken.add(likely)
        return None
    body = _text(reader, path, document, "text-")
    return reader.build(Lesson, path, document.data, **place, number=number, body=body)


def _is_new(reader: Reader, path: Path, lesson: Lesson, found: dict[str, Lesson]) -> bool:
    if not lesson.id.startswith(f"{path.parent.name}-"):
        said = f"is '{lesson.id}'; a lesson of this day begins with '{path.parent.name}-'."
        reader.fault(path, ("id",), said)
    if lesson.id in found:
        reader.fault(path, ("id",), f"is '{lesson.id}', as in {found[lesson.id].file}.")
    return lesson.id not in found


def _quiz(reader: Reader, folder: Path, first: Day | None) -> Quiz | None:
    path = folder / "quiz.yml"
    if first is not None and not path.exists():
        return first.quiz.untranslated()
    quiz = reader.model(Quiz, path, language=folder.parent.name)
    if quiz is None:
        return None if first is None else first.quiz.untranslated()
    reader.same_id(path, quiz.id, folder.name)
    return quiz


def _without_script(reader: Reader, path: Path, document: Document) -> tuple[Text, Text]:
    """The day's page, and the script that only trainers may read."""
    match = _SCRIPT.search(document.body)
    whole = _text(reader, path, document, "day-")
    if match is None:
        said = "has no section '## Trainer's script' or '## … {#trainers-script}'."
        reader.fault_at(path, document.body_line, said)
        return whole, Text("", whole.setting)
    lines = document.body.count("\n", 0, match.start("script"))
    place = whole.setting._replace(id_prefix="script-", line=document.body_line + lines)
    blank = "\n" * match[0].count("\n")
    page = document.body[: match.start()] + blank + document.body[match.end() :]
    return Text(page, whole.setting), Text(match["script"], place)


def _text(reader: Reader, path: Path, document: Document, id_prefix: str) -> Text:
    course = _place(path.parent)["course"]
    setting = Setting(reader.press, id_prefix, f"/courses/{course}", document.body_line)
    if not document.body.strip():
        reader.fault_at(path, document.body_line, "has no text.")
    return Text(document.body, setting)


def _place(folder: Path) -> dict[str, str]:
    return {"course": folder.parts[-3], "language": folder.parts[-2]}


_SCRIPT = re.compile(
    r"^## (?:Trainer['’]s script(?: \{#trainers-script\})?|[^\n]+\{#trainers-script\})[ \t]*\n"
    r"(?P<script>.*?)(?=^## |\Z)",
    re.MULTILINE | re.DOTALL,
)
