"""What fieldwork adds to the award: approved hours, a log at the level asked for, milestones.

Hours and weeks are those the placement began with; the levels are the course's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.completion.facts import Facts
from lms.completion.requirements import Requirement, Source, know
from lms.content import library
from lms.content.award import Award
from lms.content.course import Course
from lms.editions.models import Enrolment
from lms.fieldwork.facts import FACTS, RUBRIC, Levels, Present, present_in
from lms.grading.marks import reaches
from lms.grading.vocabulary import LEVEL_NAMES
from lms.i18n import show_hours
from lms.intakes.spans import MONTH
from lms.placements import requirements
from lms.placements.periods import asked_in, unit_in


@dataclass(frozen=True)
class Held:
    """What fieldwork has to hold: minutes in all, stretches that are assessed, milestones.

    A week or month that was closed without work is not among them, unless it was assessed.
    """

    minutes: int
    unit: str
    numbers: tuple[int, ...]
    milestones: tuple[str, ...]


def _titles(course: Course) -> dict[str, str]:
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


def _read(enrolment: Enrolment, course: Course, facts: Facts) -> list[Requirement]:
    """Hours, log and milestones; nothing where there is no fieldwork."""
    del enrolment
    placement = present_in(facts)
    held = _held(course, placement)
    if not (held.minutes or held.numbers):
        return []
    href = _href(placement)
    asked = [
        _hours(held, course.award, placement.approved if placement else 0, href),
        _log(held, course.award, placement.levels if placement else {}, href),
    ]
    if held.milestones:
        asked.append(_milestones(held, placement.opened if placement else set(), href))
    return asked


def _held(course: Course, placement: Present | None) -> Held:
    """Pinned when the placement began; before that, what the course asks today."""
    rules = placement.rules if placement else requirements.rules_of(course)
    minutes = placement.required_minutes if placement else rules["required_minutes"]
    periods, unit = asked_in(rules), unit_in(rules)
    idle = placement.idle.difference(placement.levels) if placement else set()
    numbers = (number for period in periods for number in period.numbers)
    return Held(
        minutes,
        unit,
        tuple(number for number in numbers if f"{unit}:{number}" not in idle),
        tuple(period.milestone for period in periods if period.milestone),
    )


def _href(placement: Present | None) -> str:
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


def _log(held: Held, award: Award, assessed: Mapping[str, Levels], href: str) -> Requirement:
    levels = {number: assessed.get(f"{held.unit}:{number}") for number in held.numbers}
    missing = [number for number, row in levels.items() if row is None]
    rubric = library().rubrics[RUBRIC]
    below = [
        number
        for number, row in levels.items()
        if row is not None and not reaches(rubric, row, award)
    ]
    done = len(held.numbers) - len(missing) - len(below)
    said = _so_far(held, done, missing, below)
    return Requirement("log", _log_title(held, award), not missing and not below, said, href)


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


know(Source(_titles, lambda _course: FACTS, _read))
