"""Whose log it is, and which day and hour a text of it means."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lms.accounts.models import User
from lms.demo import moments
from lms.placements.calendar import Stretch, stretches_of
from lms.placements.models import Placement

Spec = dict[str, Any]


@dataclass(frozen=True)
class Log:
    placement: Placement
    trainee: User
    supervisor: User
    coordinator: User
    assessor: User
    at: datetime

    def day(self, spec: Spec) -> date:
        today = moments.today(self.at, self.trainee.time_zone)
        return day_of(spec, self.placement, today=today)

    def stretch(self, number: int) -> Stretch:
        return stretches_of(self.placement)[number - 1]

    def evening(self, day: date, number: int, *, of: User | None = None) -> datetime:
        """When a trainee writes; `of` names somebody else."""
        return moments.evening(day, (of or self.trainee).time_zone, number, at=self.at)

    def morning(self, day: date, number: int, *, of: User | None = None) -> datetime:
        """When a supervisor decides; `of` names somebody else."""
        return moments.morning(day, (of or self.supervisor).time_zone, number, at=self.at)

    def words(self, text: str, day: date) -> str:
        return moments.with_dates(text, day, self.trainee.language)


def first_day(spec: Spec, *, today: date) -> date:
    return moments.weekday(today - timedelta(days=int(spec["starts"])))


def day_of(spec: Spec, placement: Placement, *, today: date) -> date:
    """`ago` counts working days before today, `day` those from the first of the placement.

    With a `month`, it counts from the first of that month; days of pauses are left out.
    """
    if "ago" in spec:
        return moments.working_day(today, -int(spec["ago"]))
    first = placement.starts_on
    if "month" in spec:
        first = stretches_of(placement)[int(spec["month"]) - 1].first
    steps = int(spec["day"]) - 1
    return moments.working_day(moments.weekday(first), steps, off=placement.paused)


def pause_of(spec: Spec, placement: Placement, *, today: date) -> tuple[date, date]:
    """So many whole weeks, from the Monday after the `day` that the text names."""
    first = moments.monday(day_of(spec, placement, today=today)) + timedelta(weeks=1)
    return first, first + timedelta(weeks=int(spec["weeks"]), days=-1)
