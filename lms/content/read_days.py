"""From a day's folder to the day: its page, its lessons in order, its quiz."""

import re
from pathlib import Path

from lms.content.class_day import Day
from lms.content.read_lessons import Place, read_lessons, read_quiz, read_text
from lms.content.reader import Document, Reader
from lms.content.text import Text


def read_day(reader: Reader, folder: Path, number: int, first: Day | None) -> Day | None:
    """The day in the folder's language; `first` lends what is not translated yet."""
    place = Place(folder.parts[-3], folder.parts[-2], folder.name, "day.md")
    lessons = read_lessons(reader, folder, place, first.lessons if first else None)
    quiz = read_quiz(reader, folder, place, first.quiz if first else None)
    path = folder / place.guide
    if first is not None and not path.exists():
        return first.model_copy(update={"translated": False, "lessons": lessons, "quiz": quiz})
    reader.broken.update(lesson.ref for lesson in lessons)
    document = reader.document(path)
    if document is None or quiz is None:
        return None
    body, script = _without_script(reader, path, document, place)
    day = reader.build(
        Day,
        path,
        document.data,
        course=place.course,
        language=place.language,
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


def _without_script(
    reader: Reader, path: Path, document: Document, place: Place
) -> tuple[Text, Text]:
    """The day's page, and the script that only trainers may read."""
    match = _SCRIPT.search(document.body)
    whole = read_text(reader, path, document, place, "day-")
    if match is None:
        said = "has no section '## Trainer's script' or '## … {#trainers-script}'."
        reader.fault_at(path, document.body_line, said)
        return whole, Text("", whole.setting)
    lines = document.body.count("\n", 0, match.start("script"))
    line = document.body_line + lines
    setting = whole.setting._replace(id_prefix="script-", line=line, explained_in="")
    blank = "\n" * match[0].count("\n")
    page = document.body[: match.start()] + blank + document.body[match.end() :]
    return Text(page, whole.setting), Text(match["script"], setting)


_SCRIPT = re.compile(
    r"^## (?:Trainer['’]s script(?: \{#trainers-script\})?|[^\n]+\{#trainers-script\})[ \t]*\n"
    r"(?P<script>.*?)(?=^## |\Z)",
    re.MULTILINE | re.DOTALL,
)
