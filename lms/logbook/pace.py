"""How the hours of a placement stand against its plan, in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.i18n import show_date, show_hours
from lms.intakes.spans import DAY, MONTH
from lms.placements.calendar import asked_of, days_until, stretches_of, unit_of
from lms.placements.models import RUNNING, Placement

BAND = 0.10  # within a tenth of the plan is on plan
RECENT = 6  # weeks or months that make a rhythm


@dataclass(frozen=True)
class Pace:
    """Where hours stand that were handed in. `expected` is in minutes, as is `behind`."""

    placement: Placement
    submitted: int
    on: date
    expected: int

    @property
    def behind(self) -> int:
        return self.expected - self.submitted

    @property
    def on_plan(self) -> bool:
        required = self.placement.requirement_set.required_minutes
        return (
            self.submitted >= required
            or self.behind <= required * BAND
            or _back_from_pause(self.placement, self.on) is not None
        )

    @property
    def needs_work(self) -> bool:
        """Behind the plan, in a placement that runs."""
        return not self.on_plan and self.placement.state in RUNNING

    @property
    def sentence(self) -> str:
        back = _back_from_pause(self.placement, self.on)
        if self.submitted >= self.placement.requirement_set.required_minutes:
            return _("All hours are handed in.")
        if back:
            return _("Paused until %(day)s. The plan waits.", day=show_date(back))
        say = _where_it_stands if self.on_plan else _how_to_catch_up
        return say(self.placement, self.submitted, self.expected, self.on)


def pace(placement: Placement, submitted: int, on: date) -> Pace:
    return Pace(placement, submitted, on, expected_minutes(placement, on))


def expected_minutes(placement: Placement, on: date) -> int:
    """Minutes the plan wants by the end of that day, pauses left out.

    Within a week or a month they grow evenly; where a placement is shorter or longer than its
    course plans, the whole plan is pressed together or drawn out.
    """
    planned = _minutes_by_stretch(placement)
    whole = days_until(placement, placement.ends_on) or 1
    past = len(planned) * days_until(placement, on) / whole
    done = int(past)
    part = planned[done] * (past - done) if done < len(planned) else 0
    return round(sum(planned[:done]) + part)


def rhythm(
    placement: Placement,
    handed_in: Iterable[tuple[date, int]],
    on: date,
    idle: Collection[str] = (),
) -> str:
    """How many of the last weeks or months reached nine tenths of their plan.

    Pauses are none of them, nor are the targets in `idle`, which were closed without work.
    """
    over = [row for row in stretches_of(placement) if row.last < on and row.target not in idle]
    over = over[-RECENT:]
    rows = list(handed_in)
    reached = 0
    for this in over:
        asked = expected_minutes(placement, this.last) - expected_minutes(
            placement, this.first - DAY
        )
        done = sum(minutes for day, minutes in rows if this.first <= day <= this.last)
        reached += done >= (1 - BAND) * asked
    return _in_words(unit_of(placement), reached, len(over)) if over else ""


def _in_words(unit: str, reached: int, of: int) -> str:
    if unit == MONTH:
        return ngettext(
            "%(reached)s of %(num)s month on plan.",
            "%(reached)s of the last %(num)s months on plan.",
            of,
            reached=reached,
        )
    return ngettext(
        "%(reached)s of %(num)s week on plan.",
        "%(reached)s of the last %(num)s weeks on plan.",
        of,
        reached=reached,
    )


def _minutes_by_stretch(placement: Placement) -> list[float]:
    each = {
        number: period.minutes / len(period.numbers)
        for period in asked_of(placement)
        for number in period.numbers
    }
    if not sum(each.values()):
        return [placement.requirement_set.required_minutes]
    return [each.get(number, 0) for number in range(1, max(each) + 1)]


def _back_from_pause(placement: Placement, on: date) -> date | None:
    return next((last for first, last in placement.paused if first <= on <= last), None)


def _where_it_stands(_placement: Placement, submitted: int, expected: int, _on: date) -> str:
    return _(
        "%(hours)s handed in, %(expected)s planned by today.",
        hours=show_hours(submitted),
        expected=show_hours(expected),
    )


def _how_to_catch_up(placement: Placement, submitted: int, expected: int, on: date) -> str:
    behind = expected - submitted
    left = (days_until(placement, placement.ends_on) - days_until(placement, on)) // 7
    if left < 1:
        return _("%(hours)s are missing. Talk to your supervisor.", hours=show_hours(behind))
    return ngettext(
        "%(hours)s to catch up: %(more)s more in the week that is left.",
        "%(hours)s to catch up: %(more)s more a week for %(num)s weeks.",
        left,
        hours=show_hours(behind),
        more=show_hours(_quarters(behind / left)),
    )


def _quarters(minutes: float) -> int:
    """Rounded up to a quarter of an hour."""
    return int(-(-minutes // 15)) * 15
