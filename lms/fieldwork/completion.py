"""What fieldwork adds to the award: approved hours, a log at the level asked for, milestones.

Hours and weeks are those the placement began with; the levels are the course's.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.catalog.find import course_or_404
from lms.completion.requirements import Requirement, entitle, provide
from lms.content import library
from lms.content.course import Award, Course
from lms.content.rubric import Rubric
from lms.db import db
from lms.fieldwork import phase_queries, queries, requirements
from lms.fieldwork.models import Assessment, Placement
from lms.fieldwork.stretches import MONTH, asked_in, unit_in
from lms.grading.vocabulary import LEVEL_NAMES
from lms.i18n import show_hours
from lms.learning.models import Enrolment

RUBRIC = "log"


@dataclass(frozen=True)
class Held:
    """What fieldwork has to hold: minutes in all, stretches that are assessed, milestones."""

    minutes: int
    unit: str
    numbers: tuple[int, ...]
    milestones: tuple[str, ...]


@entitle
def titles_of_fieldwork(course: Course) -> dict[str, str]:
    """As a placement that begins today would be asked."""
    held = _held(course, None)
    if not (held.minutes or held.numbers):
        return {}
    milestones = {"milestones": _milestones_title()} if held.milestones else {}
    return {"hours": _hours_title(), "log": _log_title(held, course.award), **milestones}


def _hours_title() -> str:
    return _("Have your hours of fieldwork approved")


def _milestones_title() -> str:
    return _("Reach every milestone of the fieldwork")


def _log_title(held: Held, award: Award) -> str:
    level = LEVEL_NAMES[award.critical_level]
    if held.unit == MONTH:
        return _("Reach “%(level)s” in your field log every month", level=level)
    return _("Reach “%(level)s” in your field log every week", level=level)


@provide
def requirements_of_fieldwork(enrolment: Enrolment, at: datetime) -> list[Requirement]:
    """Hours, log and milestones; nothing where the course has no fieldwork. Three statements."""
    del at
    course = course_or_404(enrolment.edition.course_id)
    found = db.session.execute(queries.present_placement(enrolment)).one_or_none()
    placement, approved = (found[0], found[1]) if found else (None, 0)
    held = _held(course, placement)
    if not (held.minutes or held.numbers):
        return []
    href = _href(placement)
    asked = [
        _hours(held, course.award, approved, href),
        _log(held, course.award, _assessments(placement), href),
    ]
    if held.milestones:
        asked.append(_milestones(held, _opened(placement), href))
    return asked


def _held(course: Course, placement: Placement | None) -> Held:
    """Pinned when the placement began; before that, what the course asks today."""
    rules = placement.requirement_set.rules if placement else requirements.rules_of(course)
    minutes = placement.requirement_set.required_minutes if placement else rules["required_minutes"]
    periods = asked_in(rules)
    return Held(
        minutes,
        unit_in(rules),
        tuple(number for period in periods for number in period.numbers),
        tuple(period.milestone for period in periods if period.milestone),
    )


def _href(placement: Placement | None) -> str:
    if placement is None:
        return url_for("fieldwork.mine")
    return url_for("fieldwork.placement", placement_id=placement.id)


def _hours(held: Held, award: Award, approved: int, href: str) -> Requirement:
    needed = int((held.minutes * award.hours_share).to_integral_value(ROUND_CEILING))
    return Requirement(
        "hours",
        _hours_title(),
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


def _log(held: Held, award: Award, assessments: list[Assessment], href: str) -> Requirement:
    by_target = {row.target: row for row in assessments if row.rubric_id == RUBRIC}
    assessed = {number: by_target.get(f"{held.unit}:{number}") for number in held.numbers}
    missing = [number for number, row in assessed.items() if row is None]
    rubric = library().rubrics[RUBRIC]
    below = [
        number for number, row in assessed.items() if row and not reaches(row.levels, rubric, award)
    ]
    done = len(held.numbers) - len(missing) - len(below)
    said = _so_far(held, done, missing, below)
    return Requirement("log", _log_title(held, award), not missing and not below, said, href)


def _opened(placement: Placement | None) -> set[str]:
    return set(db.session.scalars(phase_queries.opened_in(placement))) if placement else set()


def _milestones(held: Held, opened: set[str], href: str) -> Requirement:
    done, most = len(opened.intersection(held.milestones)), len(held.milestones)
    return Requirement(
        "milestones",
        _milestones_title(),
        done == most,
        ngettext(
            "%(done)s of %(num)s milestone", "%(done)s of %(num)s milestones", most, done=done
        ),
        href,
    )


def reaches(levels: dict[str, int], rubric: Rubric, award: Award) -> bool:
    """Critical criteria at the level asked, none below the floor; one left out counts as none."""
    return all(
        levels.get(row.id, 0) >= (award.critical_level if row.critical else award.floor_level)
        for row in rubric.criteria
    )


def _so_far(held: Held, done: int, missing: list[int], below: list[int]) -> str:
    most = len(held.numbers)
    parts = [
        ngettext("%(done)s of %(num)s month", "%(done)s of %(num)s months", most, done=done)
        if held.unit == MONTH
        else ngettext("%(done)s of %(num)s week", "%(done)s of %(num)s weeks", most, done=done)
    ]
    if missing:
        parts.append(_("not assessed yet: %(weeks)s", weeks=_listed(missing)))
    if below:
        parts.append(_("below the level: %(weeks)s", weeks=_listed(below)))
    return " · ".join(parts)


def _listed(weeks: list[int]) -> str:
    return ", ".join(map(str, weeks))
