"""A course: class days with their lessons and quiz, fieldwork, and what earns the certificate."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, Self, TypeVar

from pydantic import Field, ValidationInfo, field_validator, model_validator

from lms.content.quiz import Question, Quiz
from lms.content.text import FromFile, Frozen, Id, Line, LocalText, Text, Versioned

DAY_MINUTES = 360
WHOLE = 100
MOST_LEVEL = 4

Piece = TypeVar("Piece", "Day", "Lesson", "FieldworkPeriod")


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


class Deliverable(Frozen):
    """What is handed in and graded. `pages` and `words` are the most it should have."""

    id: Id
    title: Line
    rubric: Id | None = None
    pages: int | None = Field(default=None, gt=0)
    words: int | None = Field(default=None, gt=0)
    good: Line

    @property
    def code(self) -> str:
        """By which texts call it: "D3a" of d3a-diagnosis, "B-D12" of b-d12-business-plan."""
        found = re.match(r"((?:[a-z]-)?)(d\d+[a-z]?)-", self.id)
        return found[1].upper() + found[2].capitalize() if found else ""


class Milestone(Frozen):
    """What is reached when a phase ends; the supervisor looks at the proofs before the next one."""

    id: Id
    title: Line
    proof: tuple[Line, ...] = Field(min_length=1)
    not_yet: Line


class FieldworkPeriod(FromFile):
    """A week in the field, or a phase of months that ends with a milestone."""

    course: Id
    number: int
    minutes: int
    weeks: tuple[int, ...]
    months: tuple[int, ...]
    body: Text
    id: Id
    title: Line
    purpose: Line
    hours: int = Field(gt=0)
    log_focus: Line
    deliverables: tuple[Deliverable, ...]
    milestone: Milestone | None = None
    checkpoint: tuple[Line, ...]

    @property
    def ref(self) -> str:
        return f"{self.course}/{self.id}"


class _FieldworkRules(Frozen):
    required_minutes: int = Field(ge=0)
    field_share_min: Decimal = Field(ge=0, le=1)
    entries_per_week_min: int = Field(default=0, ge=0)
    entries_per_month_min: int = Field(default=0, ge=0)


class Fieldwork(_FieldworkRules):
    periods: tuple[FieldworkPeriod, ...]


class PeriodOutline(Frozen):
    """A period as `course.yml` has it: what no translation changes."""

    id: Id
    weeks: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    minutes: int = Field(gt=0)
    deliverables: tuple[Id, ...]
    milestone: Id | None = None

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if bool(self.weeks) == bool(self.months):
            raise ValueError("must name its weeks or its months.")
        return self


class FieldworkOutline(_FieldworkRules):
    periods: tuple[PeriodOutline, ...]


class Hours(Frozen):
    class_: int = Field(alias="class", ge=0)
    study: int = Field(ge=0)
    fieldwork: int = Field(ge=0)

    @property
    def total(self) -> int:
        return self.class_ + self.study + self.fieldwork


class Assessment(Frozen):
    """How much each kind of work weighs in the final mark, in percent.

    `quiz_counts` says which attempt at a quiz counts when there are several, `pass_mark` from
    which mark on work is good enough: the total, a case paper, the defence. Level 2 of 4 is 50.
    """

    quizzes: int = Field(ge=0)
    case_papers: int = Field(ge=0)
    class_instruments: int = Field(ge=0)
    field_log: int = Field(ge=0)
    deliverables: int = Field(ge=0)
    defence: int = Field(ge=0)
    quiz_counts: Literal["best", "last"] = "best"
    pass_mark: int = Field(default=50, ge=1, le=100)

    @property
    def weights(self) -> dict[str, int]:
        """By the kind of work, in the order of the final mark."""
        return self.model_dump(exclude={"quiz_counts", "pass_mark"})

    @property
    def weight(self) -> int:
        """Of all kinds together."""
        return sum(self.weights.values())


class Award(Frozen):
    critical_level: int = Field(ge=1, le=4)
    floor_level: int = Field(ge=1, le=4)
    hours_share: Decimal = Field(ge=0, le=1)
    attendance_share: Decimal | None = Field(default=None, gt=0, le=1)


class ElectiveChoice(Frozen):
    """How many electives the course asks for before its end, and out of which."""

    required: int = Field(default=0, ge=0)
    of: tuple[Id, ...] = ()

    @field_validator("of")
    @classmethod
    def _enough(cls, of: tuple[Id, ...], info: ValidationInfo) -> tuple[Id, ...]:
        required = info.data.get("required", 0)
        if len(of) < required:
            raise ValueError(f"names {len(of)}; {required} are required.")
        return of


class FinalTest(Frozen):
    """Questions drawn from the quizzes of all days, when all days are over."""

    questions: int = Field(gt=0)
    pass_percent: int = Field(alias="pass", ge=1, le=100)


class CasePapers(Frozen):
    """How often a case paper that came back may be handed in again.

    `asked` is how many have to be passed where an edition's certificate asks for case papers.
    """

    resubmissions: int = Field(default=2, ge=0, le=9)
    asked: int = Field(default=1, ge=1, le=12)


class Resubmissions(Frozen):
    """How often a deliverable may be handed in again, returned or graded below the level."""

    resubmissions: int = Field(default=3, ge=0, le=9)


class SecondMarking(Frozen):
    """Which marks of the fieldwork are given twice, blind: so many of a hundred by lot.

    Besides these, all that fail or are so many points from the pass mark. With a share of 0, none.
    """

    share: int = Field(default=10, ge=0, le=100)
    borderline: int = Field(default=5, ge=0, le=50)


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
