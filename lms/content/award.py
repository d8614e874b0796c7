"""What a course asks before it gives its certificate, and how each part counts."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from lms.content.text import Frozen, Id


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
