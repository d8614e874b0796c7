from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.course import FieldworkPeriod
from lms.db import db
from lms.fieldwork import policy, queries, reviewing
from lms.fieldwork.forms.phases import ReflectionForm
from lms.fieldwork.models import LogEntry, Placement
from lms.fieldwork.phase_models import Reflection
from lms.fieldwork.reflections import Minima, minima_of, reflection_on
from lms.fieldwork.states import HIDDEN_FROM_REVIEWERS
from lms.fieldwork.stretches import MONTH, Stretch, asked_of, stretches_of, unit_of
from lms.fieldwork.views import bp
from lms.fieldwork.views.finding import local_today, the_placement, utc_today
from lms.grading.actions import GradedMeanwhileError
from lms.grading.models import Grade
from lms.grading.sheet import Sheet, sheet_of, sheet_sent

RUBRIC = "log"
STRETCH = "/placements/<int:placement_id>/<any(weeks, months):units>/<int:number>"


@bp.get(STRETCH)
@open_to(Audience.MEMBERS)
def stretch(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    return stretch_page(placement, the_stretch(placement, units, number))


@bp.post(f"{STRETCH}/assessment")
@open_to(Audience.MEMBERS)
def assess_stretch(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    """A level for each criterion and a comment that names a strength and a next step."""
    placement, rubric = the_placement(placement_id), library().rubrics[RUBRIC]
    allow(policy.can_review(me(), placement, on=utc_today()))
    this = the_stretch(placement, units, number)
    sheet = sheet_sent(rubric)
    if sheet.errors:
        return stretch_page(placement, this, Unsaved(sheet)), 422
    try:
        reviewing.assess(
            placement,
            this.target,
            rubric=rubric,
            levels=sheet.levels,
            comment=sheet.comment,
            seen=sheet.version,
            by=me(),
            at=clock.now(),
        )
    except GradedMeanwhileError as meanwhile:
        theirs = meanwhile.current
        sheet = replace(sheet, version=theirs.version)
        return stretch_page(placement, this, Unsaved(sheet, theirs)), 409
    flash(_("The assessment is saved. %(name)s can see it.", name=placement.enrolment.user.name))
    return redirect(address_of(placement, this), 303)


def the_stretch(placement: Placement, units: str, number: int) -> Stretch:
    found = stretches_of(placement)
    if units != f"{unit_of(placement)}s" or not 1 <= number <= len(found):
        abort(404)
    return found[number - 1]


def address_of(placement: Placement, this: Stretch) -> str:
    return url_for(".stretch", placement_id=placement.id, units=f"{this.unit}s", number=this.number)


class Unsaved(NamedTuple):
    """What was sent and could not be kept, and what others saved meanwhile."""

    sheet: Sheet | None = None
    theirs: Grade | None = None
    form: ReflectionForm | None = None
    their_reflection: Reflection | None = None


def stretch_page(placement: Placement, this: Stretch, unsaved: Unsaved | None = None) -> str:
    unsaved = unsaved or Unsaved()
    entries = db.session.scalars(
        queries.entries_between(placement, me(), this.first, this.last)
    ).all()
    reflection = db.session.scalars(reflection_on(placement, this)).one_or_none()
    return render_template(
        "fieldwork/stretch.html",
        placement=placement,
        stretch=this,
        stretches=stretches_of(placement),
        entries=entries,
        period=_period(placement, this),
        planned=_planned(placement, this),
        minima=_minima(placement, this, entries, reflection),
        reflection=reflection,
        their_reflection=unsaved.their_reflection,
        form=unsaved.form or _reflection_form(reflection),
        can_reflect=policy.can_write_log(me(), placement) and this.first <= local_today(placement),
        **_assessment(placement, this, unsaved),
    )


def _assessment(placement: Placement, this: Stretch, unsaved: Unsaved) -> dict[str, object]:
    """What was assessed, and the form for who may assess."""
    own = placement.enrolment.user_id == me().id
    graded = db.session.scalars(queries.assessments_of(placement, released=own)).all()
    present = next((row for row in graded if row.target == this.target), None)
    return {
        "rubric": library().rubrics[RUBRIC],
        "assessment": present,
        "assessed": {row.target for row in graded},
        "sheet": unsaved.sheet or sheet_of(present),
        "theirs": unsaved.theirs,
        "can_assess": policy.can_review(me(), placement, on=utc_today()),
    }


def _period(placement: Placement, this: Stretch) -> FieldworkPeriod | None:
    """What the course asks in this week or month, if it says anything."""
    course = course_or_404(placement.enrolment.edition.course_id)
    return next(
        (
            period
            for period in course.fieldwork.periods
            if this.number in (period.months if this.unit == MONTH else period.weeks)
        ),
        None,
    )


def _planned(placement: Placement, this: Stretch) -> int:
    """Minutes that the plan has for this stretch."""
    for period in asked_of(placement):
        if this.number in period.numbers:
            return period.minutes // len(period.numbers)
    return 0


def _minima(
    placement: Placement,
    this: Stretch,
    entries: Sequence[LogEntry],
    reflection: Reflection | None,
) -> Minima:
    days = [
        (row.activity_date, row.current.category, 1)
        for row in entries
        if row.current and row.state not in HIDDEN_FROM_REVIEWERS
    ]
    return minima_of(placement, days, {this.target} if reflection else ())[this.number]


def _reflection_form(reflection: Reflection | None) -> ReflectionForm:
    form = ReflectionForm(formdata=None, obj=reflection)
    form.version.data = str(reflection.version if reflection else 0)
    return form
