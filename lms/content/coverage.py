"""How much of the content can be read in each language."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lms.config import LANGUAGES
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.reading import Reading
from lms.content.text import FromFile, Frozen, LocalText


class Coverage(NamedTuple):
    """Texts and files that are written in a language, of all there are."""

    language: str
    written: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.written // self.total if self.total else 100


def coverage(reading: Reading) -> tuple[Coverage, ...]:
    written: Counter[str] = Counter()
    total = 0
    for languages in _items(reading):
        total += 1
        written.update(languages)
    return tuple(Coverage(language, written[language], total) for language in LANGUAGES)


def _items(reading: Reading) -> Iterator[set[str]]:
    """The languages of each text: of a field in several languages, and of a file."""
    for shared in (
        reading.framework,
        *reading.rubrics.values(),
        *reading.samples.values(),
        *reading.glossary.terms,
        reading.phrases,
    ):
        yield from _fields(shared)
    for course in reading.courses.values():
        yield from _fields((course.title, course.summary))
        yield from _versions(course)
    for elective in reading.electives.values():
        yield from _fields((elective.title, elective.summary, elective.mini_case))
        yield from _versions(elective)
    for case in reading.case_studies.values():
        yield from _fields((case.title, case.sector))
    pages = (*reading.pages.values(), *reading.guides.values())
    for work in (*reading.case_studies.values(), *pages):
        yield {version.language for version in work.versions}


def _versions(taught: Course | Elective) -> Iterator[set[str]]:
    versions = [taught.in_language(language) for language in LANGUAGES]
    for pieces in zip(*map(_pieces, versions), strict=True):
        yield {
            language for language, piece in zip(LANGUAGES, pieces, strict=True) if piece.translated
        }


def _fields(value: object) -> Iterator[set[str]]:
    if isinstance(value, LocalText):
        yield set(value.root)
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from _fields(getattr(value, name))
    elif isinstance(value, tuple | Mapping):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _fields(item)


def _pieces(taught: Course | Elective) -> Iterator[FromFile]:
    if isinstance(taught, Elective):
        yield from (taught.guide, taught.quiz, *taught.lessons)
        return
    for day in taught.days:
        yield day
        yield day.quiz
        yield from day.lessons
    yield from taught.fieldwork.periods
