"""What stands in the way of closing a placement, each with the page where it is mended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.appeals.queries import open_in
from lms.content import library
from lms.db import db
from lms.i18n import show_hours, show_percent
from lms.intakes.spans import MONTH
from lms.logbook import queries as logbook_queries
from lms.logbook.field_share import field_share
from lms.logbook.states import WAITING
from lms.phases.queries import opened_in
from lms.placements.calendar import Stretch, asked_of, stretches_of
from lms.placements.models import Placement
from lms.second_marks import queries as second_marks
from lms.signoffs import queries
from lms.stretches import queries as stretch_queries
from lms.stretches.reflections import fallen_short, minima_of


@dataclass(frozen=True)
class Blocker:
    """`can_be_waived` where it is too late to mend it and a coordinator may let it pass."""

    title: str
    href: str
    can_be_waived: bool = False


@dataclass(frozen=True)
class Holds:
    """What a placement holds: entries and minutes by state, minutes that count by category."""

    entries: Mapping[str, int]
    minutes: Mapping[str, int]

    @property
    def approved(self) -> int:
        return sum(self.minutes.values())

    @property
    def waiting(self) -> int:
        return sum(self.entries.get(state, 0) for state in WAITING)

    @property
    def counted(self) -> int:
        return self.entries.get("approved", 0) + self.entries.get("locked", 0)

    @property
    def left_out(self) -> int:
        """Entries that will stay outside the record: drafts, and what was returned."""
        return self.entries.get("draft", 0) + self.entries.get("returned", 0)


def what_it_holds(placement: Placement) -> Holds:
    found: dict[str, dict[str, int]] = {"entries": {}, "minutes": {}}
    for what, name, number in db.session.execute(queries.holdings_of(placement)):
        found[what][name] = number
    return Holds(**found)


class Marks(NamedTuple):
    """What was assessed, reflected on, closed without work, appealed, held; milestones, levels."""

    assessed: set[str]
    reflected: set[str]
    idle: set[str]
    opened: set[str]
    levels: set[str]
    appealed: set[str]
    second: set[str]


def marks_in(placement: Placement) -> Marks:
    opened, levels = opened_in(placement), queries.levels_in(placement)
    more = opened, levels, open_in(placement), second_marks.open_in(placement)
    marks = Marks(*(set() for _field in Marks._fields))
    query = stretch_queries.marks_of(placement, *more, released=True)
    for what, target in db.session.execute(query):
        getattr(marks, what).add(target)
    return marks


def blockers_of(
    placement: Placement, holds: Holds, marks: Marks, *, waived: bool, on: date
) -> list[Blocker]:
    """In the order in which they are best mended."""
    return [
        *_entries(placement, holds),
        *_appeals(placement, marks.appealed),
        *_second_marks(marks.second),
        *_hours(placement, holds),
        *_milestones(placement, marks.opened),
        *_stretches(placement, marks.assessed | marks.idle),
        *([] if waived else [*_field_share(placement, holds), *_minima(placement, marks, on)]),
    ]


def _entries(placement: Placement, holds: Holds) -> Iterator[Blocker]:
    if holds.waiting:
        yield Blocker(
            ngettext(
                "%(num)s entry waits for a decision",
                "%(num)s entries wait for a decision",
                holds.waiting,
            ),
            _page(placement),
        )


def _appeals(placement: Placement, targets: set[str]) -> Iterator[Blocker]:
    if targets:
        yield Blocker(
            ngettext(
                "%(num)s appeal waits for an answer",
                "%(num)s appeals wait for an answer",
                len(targets),
            ),
            url_for("appeals.appeals", placement_id=placement.id),
        )


def _second_marks(subjects: set[str]) -> Iterator[Blocker]:
    """Weeks that are held stand below as not assessed, as they are for their trainee."""
    works = [one for one in subjects if one.startswith("deliverable:")]
    if works:
        yield Blocker(
            ngettext(
                "%(num)s deliverable is still being marked",
                "%(num)s deliverables are still being marked",
                len(works),
            ),
            url_for("reviews.review_queue"),
        )


def _hours(placement: Placement, holds: Holds) -> Iterator[Blocker]:
    share = library().courses[placement.requirement_set.course_id].award.hours_share
    required = placement.requirement_set.required_minutes
    needed = int((required * share).to_integral_value(ROUND_CEILING))
    if holds.approved < needed:
        yield Blocker(
            _(
                "%(approved)s approved, %(needed)s needed",
                approved=show_hours(holds.approved),
                needed=show_hours(needed),
            ),
            _page(placement),
        )


def _field_share(placement: Placement, holds: Holds) -> Iterator[Blocker]:
    share = field_share(placement, holds.minutes)
    if share and not share.is_met:
        yield Blocker(
            _(
                "%(share)s of the approved hours were spent in the field, %(least)s are asked",
                share=show_percent(share.percent),
                least=show_percent(share.least),
            ),
            _page(placement),
            can_be_waived=True,
        )


def _milestones(placement: Placement, opened: set[str]) -> Iterator[Blocker]:
    asked = [period.milestone for period in asked_of(placement) if period.milestone]
    for number, milestone in enumerate(asked, 1):
        if milestone not in opened:
            yield Blocker(
                _("The milestone of phase %(number)s is not reached", number=number),
                url_for("phases.phase", placement_id=placement.id, number=number),
            )


def _stretches(placement: Placement, settled: set[str]) -> Iterator[Blocker]:
    asked = {number for period in asked_of(placement) for number in period.numbers}
    for row in stretches_of(placement):
        if row.number in asked and row.target not in settled:
            yield Blocker(_not_assessed(row), _page_of(placement, row))


def _minima(placement: Placement, marks: Marks, on: date) -> Iterator[Blocker]:
    """Weeks or months with fewer entries, talks or reflections than the rules ask."""
    found = db.session.execute(logbook_queries.entries_by_day(placement))
    days = [(day, what, count) for day, what, count, _minutes in found]
    minima = minima_of(placement, days, marks.reflected, marks.idle)
    asked = {number for period in asked_of(placement) for number in period.numbers}
    short = fallen_short(placement, minima, on) & asked
    for row in stretches_of(placement):
        if row.number in short:
            yield Blocker(_short(row), _page_of(placement, row), can_be_waived=True)


def _not_assessed(row: Stretch) -> str:
    if row.unit == MONTH:
        return _("Month %(number)s is not assessed yet", number=row.number)
    return _("Week %(number)s is not assessed yet", number=row.number)


def _short(row: Stretch) -> str:
    if row.unit == MONTH:
        return _("Month %(number)s holds less than is asked of it", number=row.number)
    return _("Week %(number)s holds less than is asked of it", number=row.number)


def _page(placement: Placement) -> str:
    return url_for("fieldwork.placement", placement_id=placement.id)


def _page_of(placement: Placement, row: Stretch) -> str:
    units = f"{row.unit}s"
    return url_for("stretches.stretch", placement_id=placement.id, units=units, number=row.number)
