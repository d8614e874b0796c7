"""Case papers, deliverables and the defence as requirements, where a rule asks for them.

What counts is the mark that the trainee sees: released, and the one that was set over another.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func

from lms.case_studies.gradebook import OWN_POINTS
from lms.case_studies.models import CaseGrade, CasePaperAuthor
from lms.completion.facts import ENROLMENTS, Facts, rows_of
from lms.completion.requirements import Requirement, Source, know
from lms.content import library
from lms.content.award import Award
from lms.content.course import Course
from lms.deliverables import marks as deliverables
from lms.deliverables.models import DeliverableGrade
from lms.editions.marks import Component
from lms.editions.models import Enrolment
from lms.gradebook.models import HandMark
from lms.gradebook.parts import planned_parts
from lms.grading.marks import MOST, reaches
from lms.overrides.models import MarkOverride
from lms.placements.models import Placement

BY_HAND, PAPER, SET_OVER = "hand-mark", "case-paper", "set-over"
WORK = "deliverable-grade"
_FACTS = (
    rows_of(
        BY_HAND,
        HandMark.enrolment_id,
        ref=HandMark.part,
        number=HandMark.mark,
        text=HandMark.component,
    ).where(HandMark.enrolment_id.in_(ENROLMENTS), HandMark.released_at.is_not(None)),
    rows_of(PAPER, CasePaperAuthor.enrolment_id, ref=CasePaperAuthor.case_id, number=OWN_POINTS)
    .join(CaseGrade, CaseGrade.paper_id == CasePaperAuthor.paper_id)
    .where(CasePaperAuthor.enrolment_id.in_(ENROLMENTS), CaseGrade.released_at.is_not(None)),
    deliverables.released(
        rows_of(
            WORK,
            Placement.enrolment_id,
            ref=deliverables.REF + " " + DeliverableGrade.rubric_id,
            number=func.coalesce(DeliverableGrade.points, MOST),
            text=DeliverableGrade.levels,
        ),
        ENROLMENTS,
    ),
    rows_of(
        SET_OVER,
        MarkOverride.enrolment_id,
        ref=MarkOverride.part,
        number=MarkOverride.mark,
        text=MarkOverride.component,
    ).where(
        MarkOverride.enrolment_id.in_(ENROLMENTS),
        MarkOverride.released_at.is_not(None),
        MarkOverride.lifted_at.is_(None),
    ),
)


class _Kind(NamedTuple):
    """One requirement: `parts` that may count, and how many of them have to."""

    key: str
    component: Component
    title: str
    parts: Collection[str]
    asked: int


def _kinds(course: Course) -> list[_Kind]:
    """What the course neither names nor weighs cannot be met, so it is left out."""
    weights, least = course.assessment, course.assessment.pass_mark
    cases = library().case_studies if any(day.cases for day in course.days) else {}
    parts = [part.ref for part in planned_parts(course)[Component.DELIVERABLES]]
    asked = min(course.case_papers.asked, len(cases))
    papers = ngettext(
        "Have %(num)s case paper marked with %(least)s or more",
        "Have %(num)s case papers marked with %(least)s or more",
        asked,
        least=least,
    )
    every = _("Have every deliverable at the level that the certificate asks")
    defence = _("Pass the defence with %(least)s or more", least=least)
    found = [
        _Kind("cases", Component.CASE_PAPERS, papers, cases, asked),
        _Kind("deliverables", Component.DELIVERABLES, every, parts, len(parts)),
        _Kind("defence", Component.DEFENCE, defence, [f"{course.id}/defence"], 1),
    ]
    return [row for row in found if row.asked and weights.weights[row.component]]


def _titles(course: Course) -> dict[str, str]:
    return {row.key: row.title for row in _kinds(course)}


def _read(enrolment: Enrolment, course: Course, facts: Facts) -> list[Requirement]:
    marks, least = _marks(facts, course.award), course.assessment.pass_mark
    href = url_for("gradebook.account", edition_id=enrolment.edition_id, enrolment_id=enrolment.id)
    found = []
    for kind in _kinds(course):
        done = sum(marks.get((kind.component, part), -1) >= least for part in kind.parts)
        said = _("%(done)s of %(all)s so far", done=min(done, kind.asked), all=kind.asked)
        found.append(Requirement(kind.key, kind.title, done >= kind.asked, said, href))
    return found


def _marks(facts: Facts, award: Award) -> Mapping[tuple[str, str], float]:
    """Out of 100, by component and part; a rubric that is not at its levels counts as nothing."""
    cases = Component.CASE_PAPERS.value
    papers = {(cases, row.ref): 100 * row.number / MOST for row in facts[PAPER]}
    by_hand = {(row.text, row.ref): float(row.number) for row in facts[BY_HAND]}
    set_over = {(row.text, row.ref): float(row.number) for row in facts[SET_OVER]}
    return papers | by_hand | dict(_works(facts, award)) | set_over


def _works(facts: Facts, award: Award) -> Iterator[tuple[tuple[str, str], float]]:
    """What the course gives no rubric was accepted."""
    for row in facts[WORK]:
        ref, _space, rubric_id = row.ref.partition(" ")
        rubric = library().rubrics.get(rubric_id)
        enough = rubric is None or reaches(rubric, json.loads(row.text), award)
        yield (Component.DELIVERABLES.value, ref), 100 * row.number / MOST if enough else -1


know(Source(_titles, lambda _course: _FACTS, _read, offered=True))
