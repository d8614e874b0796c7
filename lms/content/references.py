"""Every name by which one file speaks of another, and whether it leads anywhere."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, Self

from lms.content.class_day import Day, Lesson, ReadingTask
from lms.content.course import Course
from lms.content.elective import ELECTIVES, Elective
from lms.content.field_period import FieldworkPeriod
from lms.content.framework import Framework
from lms.content.quiz import Quiz
from lms.content.reading import Reading
from lms.content.text import FromFile

OF_ELECTIVES = "elective's lesson"


class Named(NamedTuple):
    """One file's field speaks of something by kind and id."""

    file: str
    field: tuple[int | str, ...]
    kind: str
    id: str


class Verdict(NamedTuple):
    """What is wrong with a name; `planned` is its link when it may simply not be written yet."""

    sentence: str
    planned: str = ""


@dataclass(frozen=True)
class Known:
    """All ids by kind. A kind that could not be read is absent, and its names go unchecked."""

    ids: Mapping[str, frozenset[str]]
    broken: frozenset[str] = frozenset()

    @classmethod
    def of(cls, reading: Reading) -> Self:
        days = [day for course in reading.courses.values() for day in course.days]
        ids = {
            "case": frozenset(reading.case_studies),
            "guide": frozenset(reading.guides),
            "rubric": frozenset(reading.rubrics),
            "term": frozenset(term.id for term in reading.glossary.terms),
            "day": frozenset(day.ref for day in days),
            "lesson": frozenset(lesson.ref for day in days for lesson in day.lessons),
            "elective": frozenset(reading.electives),
            OF_ELECTIVES: frozenset(
                lesson.ref for elective in reading.electives.values() for lesson in elective.lessons
            ),
        }
        return cls(ids | _vocabulary(reading.framework), reading.broken)

    def verdict(self, kind: str, wanted: str) -> Verdict | None:
        known = self.ids.get(kind)
        if known is None or wanted in known | self.broken:
            return None
        said = f"names the {kind} '{wanted}', which does not exist"
        near = [] if kind in {"day", "lesson"} else difflib.get_close_matches(wanted, known, 1, 0.8)
        if near:
            return Verdict(f"{said}; did you mean '{near[0]}'?")
        if self._may_come(kind, wanted):
            return Verdict(
                f"names the {kind} '{wanted}', which is not written yet.", f"{kind}:{wanted}"
            )
        return Verdict(f"{said}.")

    def _may_come(self, kind: str, wanted: str) -> bool:
        """Cases and days are written one after the other; a written day has all its lessons."""
        if kind == "lesson":
            return wanted.count("/") == 1 and wanted.rpartition("-")[0] not in self.ids["day"]
        return kind in {"case", "guide"} or (kind == "day" and wanted.count("/") == 1)


def _vocabulary(framework: Framework | None) -> dict[str, frozenset[str]]:
    if framework is None:
        return {}
    return {
        "competency": frozenset(term.id for term in framework.competencies),
        "factor": frozenset(term.id for term in framework.factors),
        "step": frozenset(term.id for term in framework.steps),
        "instrument": frozenset(term.id for term in framework.instruments),
        "reading": frozenset(item.id for item in framework.reading),
    }


def named(reading: Reading) -> Iterator[Named]:
    """Every name in every front matter and every YAML file, in all languages."""
    for case in reading.case_studies.values():
        yield from _list(case, "competencies", "competency", case.competencies)
        yield from _list(case, "factors", "factor", case.factors)
        yield from _list(case, "steps", "step", case.steps)
    yield from chain.from_iterable(map(_in_course, reading.courses.values()))
    yield from chain.from_iterable(map(_in_elective, reading.electives.values()))
    for place, term in enumerate(reading.glossary.terms):
        for number, wanted in enumerate(term.see):
            where = ("terms", place, "see", number)
            yield Named(reading.glossary.file, where, "term", wanted)
    for place, phrase in enumerate(reading.phrases.phrases):
        if phrase.step:
            yield Named(reading.phrases.file, ("phrases", place, "step"), "step", phrase.step)


def _in_course(course: Course) -> Iterator[Named]:
    yield from _list(course, "competencies", "competency", course.competencies)
    for place, wanted in enumerate(course.electives.of):
        yield Named(course.file, ("electives", "of", place), "elective", wanted)
    for language in course.languages:
        version = course.in_language(language)
        for day in version.days:
            yield from _in_day(day)
        for period in version.fieldwork.periods:
            yield from _in_period(period)


def _in_day(day: Day) -> Iterator[Named]:
    yield from _list(day, "cases", "case", day.cases)
    yield Named(day.file, ("instrument",), "instrument", day.instrument)
    yield from _in_reading(day.file, day.reading)
    for lesson in day.lessons:
        yield from _in_lesson(lesson)
    yield from _in_quiz(day.quiz, "lesson", day.course)


def _in_elective(elective: Elective) -> Iterator[Named]:
    yield from _list(elective, "competencies", "competency", elective.competencies)
    yield from _list(elective, "cases", "case", elective.cases)
    yield Named(elective.file, ("instrument",), "instrument", elective.instrument)
    for version in elective.versions:
        yield from _in_reading(version.guide.file, version.guide.reading)
        for lesson in version.lessons:
            yield from _in_lesson(lesson)
        yield from _in_quiz(version.quiz, OF_ELECTIVES, ELECTIVES)


def _in_reading(file: str, reading: Iterable[ReadingTask]) -> Iterator[Named]:
    for place, task in enumerate(reading):
        yield Named(file, ("reading", place, "key"), "reading", task.key)


def _in_lesson(lesson: Lesson) -> Iterator[Named]:
    yield from _list(lesson, "competencies", "competency", lesson.competencies)
    yield from _list(lesson, "cases", "case", lesson.cases)
    yield from _list(lesson, "factors", "factor", lesson.factors)


def _in_quiz(quiz: Quiz, kind: str, course: str) -> Iterator[Named]:
    for place, question in enumerate(quiz.questions):
        field = ("questions", place, "source")
        if question.source.startswith("case:"):
            yield Named(quiz.file, field, "case", question.source.removeprefix("case:"))
        else:
            yield Named(quiz.file, field, kind, f"{course}/{question.source}")


def _in_period(period: FieldworkPeriod) -> Iterator[Named]:
    for place, deliverable in enumerate(period.deliverables):
        if deliverable.rubric:
            where = ("deliverables", place, "rubric")
            yield Named(period.file, where, "rubric", deliverable.rubric)


def _list(owner: FromFile, field: str, kind: str, ids: Iterable[str]) -> Iterator[Named]:
    for place, found in enumerate(ids):
        yield Named(owner.file, (field, place), kind, found)
