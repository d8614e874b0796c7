"""An elective: a module of some hours on one problem, taken alone and beside the class days."""

from typing import Self

from pydantic import Field

from lms.content.class_day import Lesson, ReadingTask, Slot
from lms.content.quiz import Quiz
from lms.content.text import FromFile, Frozen, Id, Line, LocalText, Text, Versioned

ELECTIVES = "electives"
"""The folder, and where refs have a course's id."""


class MiniCase(Frozen):
    minutes: int = Field(gt=0)
    method: LocalText


class ElectiveOutline(FromFile):
    """`elective.yml`: what no translation changes, and the texts of the catalogue."""

    id: Id
    title: LocalText
    summary: LocalText
    languages: tuple[Id, ...] = Field(min_length=1)
    minutes: int = Field(gt=0)
    competencies: tuple[Id, ...] = Field(min_length=1)
    cases: tuple[Id, ...]
    instrument: Id
    mini_case: MiniCase


class Guide(FromFile):
    """`elective.md`: how to work, the mini-case, the instrument extract."""

    course: Id
    id: Id
    purpose: Line
    rhythm: tuple[Slot, ...]
    reading: tuple[ReadingTask, ...]
    body: Text


class Elective(ElectiveOutline, Versioned):
    guide: Guide
    lessons: tuple[Lesson, ...]
    quiz: Quiz

    @property
    def ref(self) -> str:
        """What rows in the database keep of its quiz."""
        return f"{ELECTIVES}/{self.id}"

    def untranslated(self) -> Self:
        """Its texts of the catalogue are still read in every language."""
        pieces = {
            "guide": self.guide.untranslated(),
            "lessons": tuple(lesson.untranslated() for lesson in self.lessons),
            "quiz": self.quiz.untranslated(),
        }
        return self.model_copy(update={"translated": False, **pieces})
