"""The day of the next step in class: when it is due for this person, else when it was planned."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from lms.editions.models import Edition, Enrolment
from lms.extensions import words
from lms.extensions.dates import Dates, Due, Kind
from lms.learning.steps import Step


class StepDay(NamedTuple):
    """`when` says it in words; `until` another hour here, `own` that others have another date."""

    on: date
    when: str
    until: str = ""
    is_due: bool = False
    over: bool = False
    own: bool = False


def day_of_step(
    step: Step, trainee: Enrolment, dates: Dates, days: Mapping[int, date], today: date
) -> StepDay:
    """`days` are the dates of the class days by their number, `today` is where the class is."""
    due = dates.of(trainee, Kind.QUIZ, step.ref)
    if due:
        return day_due(due, trainee.edition, today)
    return _planned(days.get(step.day), max(days.values(), default=trainee.edition.ends_on), today)


def day_due(due: Due, edition: Edition, today: date) -> StepDay:
    over = due.on < today
    until = "" if over else words.ends_here(due.on, edition)
    when = words.due(due.on, today)
    return StepDay(due.on, when, until, is_due=True, over=over, own=due.extended)


def _planned(on: date | None, last: date, today: date) -> StepDay:
    """What belongs to no class day comes after the last one."""
    if on is None:
        return StepDay(last, words.after(last, today))
    return StepDay(on, words.planned(on, today), over=on < today)
