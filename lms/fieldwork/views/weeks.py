from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.content import library
from lms.content.course import FieldworkPeriod
from lms.content.rubric import Rubric
from lms.db import db
from lms.fieldwork import policy, queries, reviewing, weeks
from lms.fieldwork.models import Assessment, Placement
from lms.fieldwork.views import bp
from lms.fieldwork.views.finding import the_placement, utc_today

RUBRIC = "log"


@bp.get("/placements/<int:placement_id>/weeks/<int:number>")
@open_to(Audience.MEMBERS)
def week(placement_id: int, number: int) -> ResponseReturnValue:
    return _page(the_placement(placement_id), number, errors={})


@bp.post("/placements/<int:placement_id>/weeks/<int:number>/assessment")
@open_to(Audience.MEMBERS)
def assess_week(placement_id: int, number: int) -> ResponseReturnValue:
    """A level for each criterion and a comment that names a strength and a next step."""
    placement, rubric = the_placement(placement_id), library().rubrics[RUBRIC]
    allow(policy.can_review(me(), placement, on=utc_today()))
    levels = _levels(rubric)
    comment = request.form.get("comment", "").strip()
    errors = _errors(rubric, levels, comment)
    if errors:
        return _page(placement, number, errors=errors), 422
    reviewing.assess(
        placement,
        f"week:{number}",
        rubric=rubric,
        levels=levels,
        comment=comment,
        by=me(),
        at=clock.now(),
    )
    flash(_("The week is assessed. %(name)s can see it.", name=placement.enrolment.user.name))
    return redirect(url_for(".week", placement_id=placement.id, number=number), 303)


def _page(placement: Placement, number: int, *, errors: dict[str, str]) -> str:
    all_weeks = weeks.weeks_of(placement)
    if not 1 <= number <= len(all_weeks):
        abort(404)
    this = all_weeks[number - 1]
    entries = db.session.scalars(
        queries.entries_between(placement, me(), this.first, this.last)
    ).all()
    own = placement.enrolment.user_id == me().id
    graded = db.session.scalars(queries.assessments_of(placement, released=own)).all()
    return render_template(
        "fieldwork/week.html",
        placement=placement,
        week=this,
        weeks=all_weeks,
        entries=entries,
        period=_period(placement, number),
        rubric=library().rubrics[RUBRIC],
        assessment=next((row for row in graded if row.target == f"week:{number}"), None),
        assessed={row.target for row in graded},
        can_assess=policy.can_review(me(), placement, on=utc_today()),
        errors=errors,
    )


def _period(placement: Placement, number: int) -> FieldworkPeriod | None:
    """What the course asks in this week, if it says anything."""
    course = library().courses[placement.enrolment.edition.course_id]
    return next((period for period in course.fieldwork.periods if number in period.weeks), None)


def _levels(rubric: Rubric) -> dict[str, int]:
    sent = {row.id: request.form.get(f"level-{row.id}", "") for row in rubric.criteria}
    return {name: int(level) for name, level in sent.items() if level in {"1", "2", "3", "4"}}


def _errors(rubric: Rubric, levels: dict[str, int], comment: str) -> dict[str, str]:
    missing = {row.id: _("Choose a level.") for row in rubric.criteria if row.id not in levels}
    if len(comment) < 20:  # noqa: PLR2004  # shorter cannot name a strength and a next step
        missing["comment"] = _("Name one strength and one next step, in a sentence or two.")
    return missing


def mark(assessment: Assessment, rubric: Rubric) -> int:
    """Out of 100: the sum of level times weight over four (rubric section of the curriculum)."""
    return sum(assessment.levels.get(row.id, 0) * row.weight for row in rubric.criteria) // 4
