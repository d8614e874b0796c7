"""The fieldwork of a course: weeks or phases, with what is handed in and what is reached."""

import re
from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from lms.content.text import FromFile, Frozen, Id, Line, Text


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
