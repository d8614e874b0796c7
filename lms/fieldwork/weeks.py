"""Weeks of a placement, and how its hours stand against the plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.fieldwork.models import Placement
from lms.i18n import show_hours

BAND = 0.10  # within a tenth of the plan is on plan


@dataclass(frozen=True)
class Week:
    number: int
    first: date
    last: date


@dataclass(frozen=True)
class Pace:
    """Where approved and submitted hours stand against the plan today, in words."""

    expected: int
    behind: int
    sentence: str
    on_plan: bool


def week_of(placement: Placement, number: int) -> Week:
    first = placement.starts_on + timedelta(weeks=number - 1)
    return Week(number, first, min(first + timedelta(days=6), placement.ends_on))


def week_number(placement: Placement, day: date) -> int:
    """Which week of the placement a day falls in; days before or after count to the ends."""
    day = min(max(day, placement.starts_on), placement.ends_on)
    return (day - placement.starts_on).days // 7 + 1


def weeks_of(placement: Placement) -> list[Week]:
    return [week_of(placement, n + 1) for n in range(week_number(placement, placement.ends_on))]


def expected_minutes(placement: Placement, on: date) -> int:
    """Minutes the plan wants by the end of that day, spread evenly over the placement."""
    whole = (placement.ends_on - placement.starts_on).days + 1
    passed = (min(on, placement.ends_on) - placement.starts_on).days + 1
    return placement.requirement_set.required_minutes * max(passed, 0) // whole


def pace(placement: Placement, submitted: int, on: date) -> Pace:
    required = placement.requirement_set.required_minutes
    expected = expected_minutes(placement, on)
    behind = expected - submitted
    if submitted >= required:
        return Pace(expected, behind, _("All hours are handed in."), on_plan=True)
    if behind <= required * BAND:
        sentence = _(
            "%(hours)s handed in, %(expected)s planned by today.",
            hours=show_hours(submitted),
            expected=show_hours(expected),
        )
        return Pace(expected, behind, sentence, on_plan=True)
    left = (placement.ends_on - on).days // 7
    if left < 1:
        sentence = _("%(hours)s are missing. Talk to your supervisor.", hours=show_hours(behind))
        return Pace(expected, behind, sentence, on_plan=False)
    sentence = ngettext(
        "%(hours)s behind the plan; %(more)s more in the week that is left closes it.",
        "%(hours)s behind the plan; %(more)s more a week closes it in %(num)s weeks.",
        left,
        hours=show_hours(behind),
        more=show_hours(_quarters(behind / left)),
    )
    return Pace(expected, behind, sentence, on_plan=False)


def _quarters(minutes: float) -> int:
    """Rounded up to a quarter of an hour."""
    return int(-(-minutes // 15)) * 15


def to_assess(placement: Placement, assessed: Collection[str], on: date) -> list[int]:
    """Weeks that are over and count for the award, and that nobody has assessed yet."""
    periods = placement.requirement_set.rules["periods"]
    asked = {week for period in periods for week in period["weeks"]}
    return [
        week.number
        for week in weeks_of(placement)
        if week.number in asked and week.last < on and f"week:{week.number}" not in assessed
    ]


def working_days(since: date, until: date) -> int:
    """Monday to Friday between two days, the first not counted: how long something waits."""
    days = (until - since).days
    weeks, rest = divmod(max(days, 0), 7)
    return weeks * 5 + sum((since + timedelta(days=n + 1)).weekday() < 5 for n in range(rest))  # noqa: PLR2004
