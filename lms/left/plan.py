"""All that stands between a trainee and the certificate, each with its date and its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.completion.awards import Choice, Standing
from lms.completion.requirements import Requirement
from lms.content import library
from lms.deliverables.asked import pieces_of
from lms.editions.class_days import ClassDay
from lms.extensions.dates import Kind
from lms.learning.progress import Progress
from lms.left.queries import Known
from lms.left.steps import LOG_STEP, NextStep, Situation
from lms.left.until import Until, until
from lms.left.vocabulary import WHY
from lms.placements.models import RUNNING


class Left(NamedTuple):
    """One thing to do by a day; `rule` is set where others would do as well."""

    asked: Requirement
    by: Until
    why: str
    rule: str = ""


class DayLeft(NamedTuple):
    """A class day with what is still open in it."""

    number: int
    on: date
    title: str
    open: str


@dataclass(frozen=True)
class Plan:
    """`missing` is how many of what is left are needed, at the least."""

    left: Sequence[Left]
    missing: int
    days: Sequence[DayLeft]
    done: Sequence[Requirement]
    dropped: Sequence[Requirement]
    met: bool


def plan_of(here: Situation, standing: Standing, days: Sequence[ClassDay]) -> Plan:
    def left(row: Requirement, rule: str = "") -> Left:
        return Left(row, until(row.key, here), str(WHY.get(row.key, "")), rule)

    found = [left(row) for row in standing.needed if not row.met]
    for choice in standing.choices:
        if not choice.met:
            found += [left(row, _in_words(row, choice)) for row in choice.rows if not row.met]
    return Plan(
        sorted(found, key=lambda row: row.by),
        standing.missing,
        _days_left(days, here.done) if _class_is_left(found) else [],
        [row for row in standing.asked if row.met],
        standing.dropped,
        standing.met,
    )


def step_within(
    plan: Plan, step: NextStep | None, here: Situation, known: Known
) -> NextStep | None:
    """The step itself, or what others owe if nothing else is left; none when all is met."""
    if plan.met or not plan.left:
        return None
    mine = next((row for row in plan.left if _is_mine(row.asked.key, here, known)), None)
    if step and (mine or step.kind != LOG_STEP):
        return step
    row = mine or plan.left[0]
    kind = "mine" if mine else "others"
    return NextStep(row.asked.detail, row.asked.title, "", "", row.asked.href, row.by.on, kind)


def _is_mine(key: str, here: Situation, known: Known) -> bool:
    """Whether the trainee can still do something for it."""
    course, working = library().courses[here.trainee.edition.course_id], here.working
    handed_in = {ref for kind, ref in known.done if kind == Kind.DELIVERABLE}
    if key == "cases":
        papers = sum(kind == Kind.PAPER for kind, _ref in known.done)
        return papers < course.case_papers.asked
    if key == "deliverables":
        pieces = pieces_of(working, course) if working else []
        return any(f"{course.id}/{piece.name}" not in handed_in for piece in pieces)
    if key in {"hours", "log", "milestones"}:
        return working is not None and working.state in RUNNING
    return key in {"electives", "posts"}


def _in_words(row: Requirement, choice: Choice) -> str:
    """What would do as well, of what is still open; nothing where all of it is needed."""
    others = [other.title for other in choice.rows if not other.met and other is not row]
    still = choice.enough - sum(other.met for other in choice.rows)
    if still > len(others):
        return ""
    if still == 1:
        return _("one of these is enough: this; %(others)s", others="; ".join(others))
    return _("%(count)s of these: this; %(others)s", count=still, others="; ".join(others))


def _class_is_left(found: Sequence[Left]) -> bool:
    return any(row.asked.key in {"lessons", "quizzes"} for row in found)


def _days_left(days: Sequence[ClassDay], done: Progress) -> list[DayLeft]:
    found = []
    for row in days:
        lessons = sum(lesson.ref not in done.lessons for lesson in row.day.lessons)
        parts = [ngettext("%(num)s lesson", "%(num)s lessons", lessons)] if lessons else []
        parts += [_("the quiz")] if row.day.ref not in done.quizzes else []
        if parts:
            found.append(DayLeft(row.number, row.date, row.day.title, ", ".join(parts)))
    return found
