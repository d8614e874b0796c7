"""The whole check: what `Library.load` refuses, and how the texts are written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

from lms.content import prose
from lms.content.case_study import CaseStudy
from lms.content.class_day import Day, Lesson
from lms.content.course import Course
from lms.content.coverage import Coverage, coverage
from lms.content.elective import Elective
from lms.content.fault import Fault
from lms.content.prose import Found
from lms.content.quiz import Quiz
from lms.content.reader import locate
from lms.content.reading import Reading
from lms.content.references import Known
from lms.content.shelf import read_all
from lms.content.text import Text, Versioned

Work = TypeVar("Work", bound=Versioned)

QUESTIONS = range(6, 11)
QUESTIONS_OF_ELECTIVE = 10
SECTIONS_OF_ELECTIVE = 3
DRAWN_FROM = 2  # times as many questions as the final test asks, so that two draws differ


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
        yield from self._unread()
        for course in self.reading.courses.values():
            yield from self._final_test(course)
            for language in course.languages:
                yield from self._course(course.in_language(language))
        for elective in _versions(self.reading.electives):
            yield from self._elective(elective)
        for case in _versions(self.reading.case_studies):
            yield from self._case(case)
        for page in chain(_versions(self.reading.pages), _versions(self.reading.guides)):
            yield from self._text(page.file, page.body, 2)

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

    def _unread(self) -> Iterator[tuple[Fault, bool]]:
        """Folders of a language in which nobody reads the course, as it does not name it."""
        for course in self.reading.courses.values():
            folder = (self.root / course.file).parent
            for path in sorted(folder.glob("*/")):
                if path.name not in {*course.languages, "media"}:
                    file = path.relative_to(self.root).as_posix()
                    yield Fault(file, 1, "", "is no language that course.yml names."), False

    def _course(self, course: Course) -> Iterator[tuple[Fault, bool]]:
        for day in course.days:
            yield from self._day(day)
        for period in course.fieldwork.periods:
            yield from self._text(period.file, period.body, 2)

    def _day(self, day: Day) -> Iterator[tuple[Fault, bool]]:
        yield from self._text(day.file, day.body, 2)
        yield from self._text(day.file, day.trainer_script, 3)
        for lesson in day.lessons:
            yield from self._lesson(lesson)
        count = len(day.quiz.questions)
        if count not in QUESTIONS:
            said = f"are {count}; a day has {QUESTIONS[0]} to {QUESTIONS[-1]}."
            yield self._of_quiz(day.quiz, said)

    def _elective(self, elective: Elective) -> Iterator[tuple[Fault, bool]]:
        file, body = elective.guide.file, elective.guide.body
        yield from self._text(file, body, 2)
        yield from _faults(file, body, prose.sections(body, SECTIONS_OF_ELECTIVE))
        for lesson in elective.lessons:
            yield from self._lesson(lesson)
        count = len(elective.quiz.questions)
        if count != QUESTIONS_OF_ELECTIVE:
            said = f"are {count}; an elective has {QUESTIONS_OF_ELECTIVE}."
            yield self._of_quiz(elective.quiz, said)

    def _of_quiz(self, quiz: Quiz, said: str) -> tuple[Fault, bool]:
        return locate(self.root, quiz.file, ("questions",), said), False

    def _final_test(self, course: Course) -> Iterator[tuple[Fault, bool]]:
        if course.final_test is None:
            return
        asked, known = course.final_test.questions, len(course.questions)
        if known < DRAWN_FROM * asked:
            said = f"is {asked}; the days have {known}, and {DRAWN_FROM * asked} are needed."
            yield locate(self.root, course.file, ("final_test", "questions"), said), False

    def _lesson(self, lesson: Lesson) -> Iterator[tuple[Fault, bool]]:
        yield from self._text(lesson.file, lesson.body, 2)
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


def _versions(written: Mapping[str, Work]) -> Iterator[Work]:
    return chain.from_iterable(work.versions for work in written.values())


def _faults(file: str, text: Text, found: Iterator[Found]) -> Iterator[tuple[Fault, bool]]:
    for line, sentence, planned in found:
        yield Fault(file, text.setting.line + line - 1, "", sentence), bool(planned)
