"""What must be the same in every language, and what is used twice within a course."""

from collections.abc import Iterator
from typing import NamedTuple

from lms.content.class_day import Day, Lesson
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.field_period import FieldworkPeriod
from lms.content.quiz import Quiz
from lms.content.reading import Reading


class Unfaithful(NamedTuple):
    file: str
    field: tuple[int | str, ...]
    sentence: str


def unfaithful(reading: Reading) -> Iterator[Unfaithful]:
    for course in reading.courses.values():
        yield from _doubles(course)
        for language in course.languages[1:]:
            version = course.in_language(language)
            for first, other in zip(course.days, version.days, strict=False):
                yield from _day(first, other)
            yield from _fieldwork(course, version)
    for elective in reading.electives.values():
        for language in elective.languages[1:]:
            yield from _taught(elective, elective.in_language(language))


def _doubles(course: Course) -> Iterator[Unfaithful]:
    """Rows keep these ids, so each may be used once in a course."""
    seen: dict[str, str] = {}
    for file, field, found in _ids(course):
        if found in seen:
            yield Unfaithful(file, field, f"is '{found}', as in {seen[found]}.")
        seen[found] = file


def _ids(course: Course) -> Iterator[tuple[str, tuple[int | str, ...], str]]:
    for place, elective in enumerate(course.electives.of):
        yield course.file, ("electives", "of", place), elective
    for day in course.days:
        yield from _ids_of_day(day)
    for period in course.fieldwork.periods:
        yield period.file, ("id",), period.id
        for place, deliverable in enumerate(period.deliverables):
            yield period.file, ("deliverables", place, "id"), deliverable.id


def _ids_of_day(day: Day) -> Iterator[tuple[str, tuple[int | str, ...], str]]:
    yield day.file, ("id",), day.id
    for lesson in day.lessons:
        yield lesson.file, ("id",), lesson.id
    for place, question in enumerate(day.quiz.questions):
        yield day.quiz.file, ("questions", place, "id"), question.id


def _day(first: Day, other: Day) -> Iterator[Unfaithful]:
    for field in ("cases", "instrument"):
        yield from _same(field, first, other)
    yield from _taught(first, other)


def _fieldwork(course: Course, version: Course) -> Iterator[Unfaithful]:
    for first, other in zip(course.fieldwork.periods, version.fieldwork.periods, strict=False):
        if _asked(first) != _asked(other):
            said = f"differ from {first.file} in rubric, pages or words."
            yield Unfaithful(other.file, ("deliverables",), said)


def _asked(period: FieldworkPeriod) -> list[tuple[str, str | None, int | None, int | None]]:
    return [(row.id, row.rubric, row.pages, row.words) for row in period.deliverables]


def _taught(first: Day | Elective, other: Day | Elective) -> Iterator[Unfaithful]:
    for lesson, translation in zip(first.lessons, other.lessons, strict=True):
        for field in ("minutes", "competencies", "cases", "factors"):
            yield from _same(field, lesson, translation)
    if _key(first.quiz) != _key(other.quiz):
        said = "differ from the first language in their ids, kinds or right answers."
        yield Unfaithful(other.quiz.file, ("questions",), said)


def _same(field: str, first: Day | Lesson, other: Day | Lesson) -> Iterator[Unfaithful]:
    if getattr(first, field) != getattr(other, field):
        yield Unfaithful(other.file, (field,), f"differs from {first.file}.")


def _key(quiz: Quiz) -> list[tuple[str, str, object]]:
    """Answers are indexes, so the order of the options belongs to a quiz's meaning."""
    return [
        (question.id, question.kind, None if question.kind == "short" else question.solution)
        for question in quiz.questions
    ]
