"""A course: class days, fieldwork, and the terms on which it is awarded."""

from collections.abc import Iterable
from typing import Self, TypeVar

from pydantic import Field, field_validator

from lms.content.award import (
    Assessment,
    Award,
    CasePapers,
    ElectiveChoice,
    FinalTest,
    Hours,
    Resubmissions,
    SecondMarking,
)
from lms.content.class_day import Day, Lesson
from lms.content.field_period import Fieldwork, FieldworkOutline, FieldworkPeriod
from lms.content.quiz import Question
from lms.content.text import FromFile, Id, Line, LocalText, Versioned

WHOLE = 100

Piece = TypeVar("Piece", Day, Lesson, FieldworkPeriod)


class _Frame(FromFile):
    id: Id
    title: LocalText
    summary: LocalText
    languages: tuple[Id, ...] = Field(min_length=1)
    competencies: tuple[Id, ...]
    hours: Hours
    assessment: Assessment
    award: Award
    electives: ElectiveChoice = ElectiveChoice()
    final_test: FinalTest | None = None
    case_papers: CasePapers = CasePapers()
    deliverables: Resubmissions = Resubmissions()
    second_marking: SecondMarking = SecondMarking()

    @field_validator("assessment")
    @classmethod
    def _weighs_whole(cls, assessment: Assessment) -> Assessment:
        if assessment.weight != WHOLE:
            said = f"has weights that sum to {assessment.weight}; they must sum to {WHOLE}."
            raise ValueError(said)
        return assessment


class CourseOutline(_Frame):
    """`course.yml`: days by name, one of another course as `its-course/day`."""

    days: tuple[Line, ...]
    fieldwork: FieldworkOutline


class Course(_Frame, Versioned):
    """In a language, each text stands in the course's first one until it is translated."""

    days: tuple[Day, ...]
    fieldwork: Fieldwork

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for day in self.days for lesson in day.lessons)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Of all days, in their order."""
        return tuple(question for day in self.days for question in day.quiz.questions)

    @property
    def final_test_ref(self) -> str:
        """What an attempt at the final class test keeps where others keep a day's ref."""
        return f"{self.id}/final-test"

    def day(self, wanted: str) -> Day:
        """By id or by ref; KeyError if there is none, as with a lesson or a period."""
        return _find(self.days, wanted)

    def lesson(self, wanted: str) -> Lesson:
        return _find(self.lessons, wanted)

    def period(self, wanted: str) -> FieldworkPeriod:
        return _find(self.fieldwork.periods, wanted)

    def untranslated(self) -> Self:
        days = tuple(day.untranslated() for day in self.days)
        periods = tuple(period.untranslated() for period in self.fieldwork.periods)
        fieldwork = self.fieldwork.model_copy(update={"periods": periods})
        return self.model_copy(update={"translated": False, "days": days, "fieldwork": fieldwork})


def _find(pieces: Iterable[Piece], wanted: str) -> Piece:
    for piece in pieces:
        if wanted in {piece.id, piece.ref}:
            return piece
    raise KeyError(wanted)
