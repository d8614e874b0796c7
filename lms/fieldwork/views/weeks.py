import re

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.course import FieldworkPeriod
from lms.content.rubric import Rubric
from lms.db import db
from lms.fieldwork import policy, queries, reviewing, weeks
from lms.fieldwork.models import LONGEST, Assessment, Placement
from lms.fieldwork.views import bp
from lms.fieldwork.views.finding import the_placement, utc_today
from lms.forms import trimmed

RUBRIC = "log"
LONGEST_COMMENT = LONGEST["assessment"]


@bp.get("/placements/<int:placement_id>/weeks/<int:number>")
@open_to(Audience.MEMBERS)
def week(placement_id: int, number: int) -> ResponseReturnValue:
    return _page(the_placement(placement_id), number)


@bp.post("/placements/<int:placement_id>/weeks/<int:number>/assessment")
@open_to(Audience.MEMBERS)
def assess_week(placement_id: int, number: int) -> ResponseReturnValue:
    """A level for each criterion and a comment that names a strength and a next step."""
    placement, rubric = the_placement(placement_id), library().rubrics[RUBRIC]
    allow(policy.can_review(me(), placement, on=utc_today()))
    _week_or_404(placement, number)
    levels, comment = _levels(rubric), trimmed(request.form.get("comment"))
    errors = _errors(rubric, levels, comment)
    if errors:
        return _page(placement, number, errors=errors, version=_version()), 422
    try:
        reviewing.assess(
            placement,
            f"week:{number}",
            rubric=rubric,
            levels=levels,
            comment=comment,
            seen=_version(),
            by=me(),
            at=clock.now(),
        )
    except reviewing.GradedMeanwhileError as meanwhile:
        return _page(placement, number, theirs=meanwhile.current), 409
    flash(_("The week is assessed. %(name)s can see it.", name=placement.enrolment.user.name))
    return redirect(url_for(".week", placement_id=placement.id, number=number), 303)


def _week_or_404(placement: Placement, number: int) -> weeks.Week:
    all_weeks = weeks.weeks_of(placement)
    return all_weeks[number - 1] if 1 <= number <= len(all_weeks) else abort(404)


def _version() -> int:
    """Of the assessment that the page showed when it was opened; 0 when there was none."""
    written = request.form.get("version", "0")
    return int(written) if re.fullmatch("[0-9]{1,9}", written) else abort(400)


def _page(
    placement: Placement,
    number: int,
    *,
    errors: dict[str, str] | None = None,
    version: int | None = None,
    theirs: Assessment | None = None,
) -> str:
    """`theirs` is what somebody saved while this assessment was being written."""
    this = _week_or_404(placement, number)
    entries = db.session.scalars(
        queries.entries_between(placement, me(), this.first, this.last)
    ).all()
    own = placement.enrolment.user_id == me().id
    graded = db.session.scalars(queries.assessments_of(placement, released=own)).all()
    assessment = next((row for row in graded if row.target == f"week:{number}"), None)
    present = assessment.version if assessment else 0
    return render_template(
        "fieldwork/week.html",
        placement=placement,
        week=this,
        weeks=weeks.weeks_of(placement),
        entries=entries,
        period=_period(placement, number),
        rubric=library().rubrics[RUBRIC],
        assessment=assessment,
        version=present if version is None else version,
        theirs=theirs,
        assessed={row.target for row in graded},
        can_assess=policy.can_review(me(), placement, on=utc_today()),
        errors=errors or {},
    )


def _period(placement: Placement, number: int) -> FieldworkPeriod | None:
    """What the course asks in this week, if it says anything."""
    course = course_or_404(placement.enrolment.edition.course_id)
    return next((period for period in course.fieldwork.periods if number in period.weeks), None)


def _levels(rubric: Rubric) -> dict[str, int]:
    sent = {row.id: request.form.get(f"level-{row.id}", "") for row in rubric.criteria}
    return {name: int(level) for name, level in sent.items() if level in {"1", "2", "3", "4"}}


def _errors(rubric: Rubric, levels: dict[str, int], comment: str) -> dict[str, str]:
    missing = {row.id: _("Choose a level.") for row in rubric.criteria if row.id not in levels}
    if len(comment) < 20:  # noqa: PLR2004  # shorter cannot name a strength and a next step
        missing["comment"] = _("Name one strength and one next step, in a sentence or two.")
    if len(comment) > LONGEST_COMMENT:
        missing["comment"] = _("Shorten this to %(most)s characters.", most=LONGEST_COMMENT)
    return missing


def mark(assessment: Assessment, rubric: Rubric) -> int:
    """Out of 100: the sum of level times weight over four (rubric section of the curriculum)."""
    return sum(assessment.levels.get(row.id, 0) * row.weight for row in rubric.criteria) // 4
