"""What fieldwork adds to the award: hours that were approved, and a log at the level asked for.

Hours and weeks are those the placement began with; the levels are the course's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.course import Award, Course
from lms.content.rubric import Rubric
from lms.db import db
from lms.fieldwork import queries
from lms.fieldwork.models import Assessment, Placement
from lms.fieldwork.vocabulary import LEVEL_NAMES
from lms.i18n import show_hours
from lms.learning.completion import Requirement, provide
from lms.learning.models import Enrolment

RUBRIC = "log"


@dataclass(frozen=True)
class Asked:
    """What fieldwork has to hold: minutes in all, and the weeks that are assessed."""

    minutes: int
    weeks: tuple[int, ...]


@provide
def requirements_of_fieldwork(enrolment: Enrolment, at: datetime) -> list[Requirement]:
    """Hours and weekly log; nothing where the course has no fieldwork. Two statements."""
    del at
    course = course_or_404(enrolment.edition.course_id)
    found = db.session.execute(queries.present_placement(enrolment)).one_or_none()
    placement, approved = (found[0], found[1]) if found else (None, 0)
    asked = _asked(course, placement)
    if not (asked.minutes or asked.weeks):
        return []
    href = _href(placement)
    return [
        _hours(asked, course.award, approved, href),
        _log(asked, course.award, _assessments(placement), href),
    ]


def _asked(course: Course, placement: Placement | None) -> Asked:
    """Pinned when the placement began; before that, what the course asks today."""
    if placement is None:
        weeks = [week for period in course.fieldwork.periods for week in period.weeks]
        return Asked(course.fieldwork.required_minutes, tuple(weeks))
    rules = placement.requirement_set
    weeks = [week for period in rules.rules["periods"] for week in period["weeks"]]
    return Asked(rules.required_minutes, tuple(weeks))


def _href(placement: Placement | None) -> str:
    if placement is None:
        return url_for("fieldwork.mine")
    return url_for("fieldwork.placement", placement_id=placement.id)


def _hours(asked: Asked, award: Award, approved: int, href: str) -> Requirement:
    needed = int((asked.minutes * award.hours_share).to_integral_value(ROUND_CEILING))
    return Requirement(
        "hours",
        _("Have your hours of fieldwork approved"),
        approved >= needed,
        _(
            "%(approved)s approved, %(needed)s needed",
            approved=show_hours(approved),
            needed=show_hours(needed),
        ),
        href,
        minutes=approved,
    )


def _assessments(placement: Placement | None) -> list[Assessment]:
    if placement is None:
        return []
    return list(db.session.scalars(queries.assessments_of(placement, released=True)))


def _log(asked: Asked, award: Award, assessments: list[Assessment], href: str) -> Requirement:
    by_target = {row.target: row for row in assessments if row.rubric_id == RUBRIC}
    assessed = {week: by_target.get(f"week:{week}") for week in asked.weeks}
    missing = [week for week, row in assessed.items() if row is None]
    rubric = library().rubrics[RUBRIC]
    below = [
        week for week, row in assessed.items() if row and not reaches(row.levels, rubric, award)
    ]
    return Requirement(
        "log",
        _(
            "Reach “%(level)s” in your field log every week",
            level=LEVEL_NAMES[award.critical_level],
        ),
        not missing and not below,
        _so_far(len(asked.weeks), missing, below),
        href,
    )


def reaches(levels: dict[str, int], rubric: Rubric, award: Award) -> bool:
    """Critical criteria at the level asked, none below the floor; one left out counts as none."""
    return all(
        levels.get(row.id, 0) >= (award.critical_level if row.critical else award.floor_level)
        for row in rubric.criteria
    )


def _so_far(most: int, missing: Iterable[int], below: Iterable[int]) -> str:
    missing, below = list(missing), list(below)
    done = most - len(missing) - len(below)
    parts = [ngettext("%(done)s of %(num)s week", "%(done)s of %(num)s weeks", most, done=done)]
    if missing:
        parts.append(_("not assessed yet: %(weeks)s", weeks=_listed(missing)))
    if below:
        parts.append(_("below the level: %(weeks)s", weeks=_listed(below)))
    return " · ".join(parts)


def _listed(weeks: list[int]) -> str:
    return ", ".join(map(str, weeks))
