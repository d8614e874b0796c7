"""How marks become a total: the mean of a component's parts, then its share by the weights.

Two totals stand beside each other. "So far" weighs only what is marked. "Of all" counts what is
asked and not marked yet as 0: it only grows, and at the end both are the same.
Each step is rounded to one decimal, so that who adds up what a page shows gets what it says.
A mark that somebody set over a part counts instead of it; set over the total, it is the total.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

from lms.content.course import Course
from lms.editions.marks import Component, Part, parts_of
from lms.editions.models import Edition, Enrolment
from lms.gradebook.sources import TOTAL, Override, Place, overrides_of

WHOLE = Decimal(100)
TENTH = Decimal("0.1")


def rounded(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)


class SetOver(NamedTuple):
    """A mark that counts in the place of `underneath`, which a trainee does not see."""

    override: Override
    underneath: Decimal | None


@dataclass(frozen=True)
class Result:
    """One component of one trainee; `set_over` names parts by key whose mark was set.

    `asked` is how many of its parts the course asks for, where that is not all of them.
    """

    component: Component
    weight: int
    parts: Sequence[Part]
    set_over: Mapping[str, SetOver] = field(default_factory=dict)
    asked: int | None = None

    @property
    def counted(self) -> int:
        """Parts by which "of all" divides: those asked, and what is marked beyond."""
        asked = len(self.parts) if self.asked is None else min(self.asked, len(self.parts))
        return max(asked, len(self.marks))

    @cached_property
    def marks(self) -> list[Decimal]:
        return [rounded(part.mark) for part in self.parts if part.mark is not None]

    @property
    def missing(self) -> int:
        return self.counted - len(self.marks)

    @property
    def mean(self) -> Decimal | None:
        """Of what is marked, before it is rounded."""
        return sum(self.marks, Decimal(0)) / len(self.marks) if self.marks else None

    @cached_property
    def so_far(self) -> Decimal | None:
        return None if self.mean is None else rounded(self.mean)

    @property
    def of_all(self) -> Decimal:
        if not self.marks:
            return Decimal(0)
        return rounded(sum(self.marks, Decimal(0)) / self.counted)

    @property
    def points(self) -> Decimal:
        """What it adds to the total of all."""
        return self.of_all * self.weight / WHOLE


@dataclass(frozen=True)
class Account:
    """All components of one trainee, and what was set over their total."""

    results: Sequence[Result]
    override: Override | None = None

    @cached_property
    def marked(self) -> list[Result]:
        return [row for row in self.results if row.so_far is not None and row.weight]

    @property
    def missing(self) -> list[Result]:
        """Where a part that counts is not marked, or nobody knows yet what its parts are."""
        return [row for row in self.results if row.weight and (row.missing or not row.parts)]

    @property
    def weight(self) -> int:
        return sum(row.weight for row in self.marked)

    @property
    def sum(self) -> Decimal:
        """Mean of the marks so far times weight, added up."""
        return sum(((row.so_far or Decimal(0)) * row.weight for row in self.marked), Decimal(0))

    @property
    def exactly_so_far(self) -> Decimal | None:
        return self.sum / self.weight if self.marked else None

    @property
    def summed_so_far(self) -> Decimal | None:
        return None if self.exactly_so_far is None else rounded(self.exactly_so_far)

    @property
    def so_far(self) -> Decimal | None:
        """What counts: the sum, or what was set in its place."""
        return self.override.mark if self.override else self.summed_so_far

    @property
    def exactly_of_all(self) -> Decimal:
        return sum((row.points for row in self.results), Decimal(0))

    @property
    def summed_of_all(self) -> Decimal:
        return rounded(self.exactly_of_all)

    @property
    def of_all(self) -> Decimal:
        return self.override.mark if self.override else self.summed_of_all


def accounts_of(
    edition: Edition,
    enrolments: Sequence[Enrolment],
    course: Course,
    *,
    as_trainee: set[int],
) -> dict[int, Account]:
    """By enrolment; whoever is in `as_trainee` is shown only what is released."""
    by_component = {kind: parts_of(kind, edition, enrolments) for kind in Component}
    overrides = overrides_of(edition, enrolments)
    accounts = {}
    for row in enrolments:
        hides = row.id in as_trainee
        over = {
            place: override
            for place, override in overrides[row.id].items()
            if override.released or not hides
        }
        results = [
            _result(
                kind,
                course,
                _shown(by_component[kind].get(row.id, ()), hides),
                over,
            )
            for kind in Component
        ]
        accounts[row.id] = Account(results, over.get(TOTAL))
    return accounts


def _shown(parts: Iterable[Part], hides: bool) -> list[Part]:
    """A mark that is not released is none: it is in no part, no mean and no total."""
    if not hides:
        return list(parts)
    return [part if part.released else part._replace(mark=None, note="") for part in parts]


def _result(
    kind: Component, course: Course, parts: Sequence[Part], over: Mapping[Place, Override]
) -> Result:
    """What was set counts, and is a draft as long as it is not released."""
    weight = course.assessment.weights[kind.value]
    asked = course.case_papers.asked if kind is Component.CASE_PAPERS else None
    found = {part: override for (component, part), override in over.items() if component == kind}
    if not found:
        return Result(kind, weight, parts, asked=asked)
    return Result(
        kind,
        weight,
        [
            part._replace(mark=override.mark, released=override.released)
            if (override := found.get(part.key))
            else part
            for part in parts
        ],
        {part.key: SetOver(found[part.key], part.mark) for part in parts if part.key in found},
        asked,
    )
