"""A class day of a course: its rhythm, lessons, reading and quiz."""

from typing import Self

from pydantic import Field, field_validator

from lms.content.quiz import Quiz
from lms.content.text import FromFile, Frozen, Id, Line, Text

DAY_MINUTES = 360


class Lesson(FromFile):
    course: Id
    number: int
    body: Text
    id: Id
    title: Line
    summary: Line
    minutes: int = Field(gt=0)
    competencies: tuple[Id, ...] = Field(min_length=1)
    cases: tuple[Id, ...]
    factors: tuple[Id, ...]
    sources: tuple[Line, ...] = Field(min_length=1)

    @property
    def ref(self) -> str:
        """What rows in the database keep, and the last part of the address."""
        return f"{self.course}/{self.id}"


class Slot(Frozen):
    minutes: int = Field(gt=0)
    what: Line


class ReadingTask(Frozen):
    key: Id
    what_for: Line


class Day(FromFile):
    """A class day. A course may borrow another's: then `course` names the owner."""

    course: Id
    number: int
    body: Text
    trainer_script: Text
    lessons: tuple[Lesson, ...]
    quiz: Quiz
    id: Id
    title: Line
    purpose: Line
    cases: tuple[Id, ...]
    instrument: Id
    rhythm: tuple[Slot, ...]
    reading: tuple[ReadingTask, ...]

    @property
    def ref(self) -> str:
        return f"{self.course}/{self.id}"

    @field_validator("rhythm")
    @classmethod
    def _fills_the_day(cls, rhythm: tuple[Slot, ...]) -> tuple[Slot, ...]:
        total = sum(slot.minutes for slot in rhythm)
        if total != DAY_MINUTES:
            raise ValueError(f"sums to {total} minutes; a day has {DAY_MINUTES}.")
        return rhythm

    def untranslated(self) -> Self:
        lessons = tuple(lesson.untranslated() for lesson in self.lessons)
        quiz = self.quiz.untranslated()
        return self.model_copy(update={"translated": False, "lessons": lessons, "quiz": quiz})
