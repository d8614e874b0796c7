"""The whole check: what `Library.load` refuses, and how the texts are written."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from lms.content import prose
from lms.content.case_study import CaseStudy
from lms.content.course import Course, Day, Lesson
from lms.content.coverage import Coverage, coverage
from lms.content.fault import Fault
from lms.content.prose import Found
from lms.content.reader import locate
from lms.content.reading import Reading
from lms.content.references import Known
from lms.content.shelf import read_all
from lms.content.text import Text

QUESTIONS = range(6, 11)


@dataclass(frozen=True)
class Report:
    """Faults must be mended; notices name what is planned; coverage is no fault."""

    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...]
    coverage: tuple[Coverage, ...]


def check(root: Path) -> Report:
    """Read everything below the root and list all that is wrong."""
    reading = read_all(root)
    faults = list(reading.faults)
    notices = list(chain.from_iterable(reading.planned.values()))
    for fault, planned in _Check(root, reading).run():
        (notices if planned else faults).append(fault)
    return Report(
        faults=tuple(sorted(set(faults))),
        notices=tuple(sorted(set(notices))),
        coverage=coverage(reading),
    )


class _Check:
    """One walk over all texts, with what they may name."""

    def __init__(self, root: Path, reading: Reading) -> None:
        self.root, self.reading = root, reading
        self.known = Known.of(reading)

    def run(self) -> Iterator[tuple[Fault, bool]]:
        yield from self._unlisted()
        for course in self.reading.courses.values():
            for language in course.languages:
                yield from self._course(course.in_language(language))
        for case in self.reading.case_studies.values():
            for version in case.versions:
                yield from self._case(version)

    def _unlisted(self) -> Iterator[tuple[Fault, bool]]:
        """Days and periods that somebody wrote and no course names."""
        known = {fault.file for fault in self.reading.faults}
        for course in self.reading.courses.values():
            for language in course.languages:
                version = course.in_language(language)
                known |= {piece.file for piece in (*version.days, *version.fieldwork.periods)}
        for pattern in ("courses/*/*/*/day.md", "courses/*/*/fieldwork/*.md"):
            for path in sorted(self.root.glob(pattern)):
                file = path.relative_to(self.root).as_posix()
                if file not in known:
                    yield Fault(file, 1, "", "is named by no course.yml."), False

    def _course(self, course: Course) -> Iterator[tuple[Fault, bool]]:
        for day in course.days:
            yield from self._day(day)
        for period in course.fieldwork.periods:
            yield from self._text(period.file, period.body, 2)

    def _day(self, day: Day) -> Iterator[tuple[Fault, bool]]:
        yield from self._text(day.file, day.body, 2)
        yield from self._text(day.file, day.trainer_script, 3)
        for lesson in day.lessons:
            yield from self._text(lesson.file, lesson.body, 2)
            yield from self._lesson(lesson)
        count = len(day.quiz.questions)
        if count not in QUESTIONS:
            said = f"are {count}; a day has {QUESTIONS[0]} to {QUESTIONS[-1]}."
            yield locate(self.root, day.quiz.file, ("questions",), said), False

    def _lesson(self, lesson: Lesson) -> Iterator[tuple[Fault, bool]]:
        found = chain(prose.lesson_length(lesson.body), prose.one_try(lesson.body))
        yield from _faults(lesson.file, lesson.body, found)

    def _case(self, case: CaseStudy) -> Iterator[tuple[Fault, bool]]:
        for section in case.sections:
            yield from self._text(case.text_file, section.body, 3)
            found = prose.exhibits(section.body, case)
            yield from _faults(case.text_file, section.body, found)
        for exhibit in prose.unplaced(case):
            said = f"has '{exhibit}', which {case.language}.md never places."
            yield locate(self.root, case.file, ("exhibits",), said), False

    def _text(self, file: str, text: Text, top: int) -> Iterator[tuple[Fault, bool]]:
        folder = self.root.joinpath(*Path(file).parts[:2])
        found = chain(
            prose.headings(text, top),
            prose.call_outs(text),
            prose.links(text, self.known),
            prose.pictures(text, folder),
        )
        yield from _faults(file, text, found)


def _faults(file: str, text: Text, found: Iterator[Found]) -> Iterator[tuple[Fault, bool]]:
    for line, sentence, planned in found:
        yield Fault(file, text.setting.line + line - 1, "", sentence), bool(planned)
