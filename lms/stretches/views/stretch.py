"""The page of a week or month: its entries, what it asks, its reflection and assessment."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.calibration.queries import samples_marked
from lms.calibration.standing import left_of
from lms.content import library
from lms.db import db
from lms.grading.models import Grade
from lms.grading.sheet import Sheet, sheet_of
from lms.logbook import queries as logbook_queries
from lms.logbook.models import LogEntry
from lms.logbook.states import HIDDEN_FROM_REVIEWERS
from lms.placements import policy
from lms.placements.calendar import Stretch, stretches_of
from lms.placements.finding import the_placement, utc_today
from lms.placements.models import Placement
from lms.second_marks.drawing import rules_of
from lms.stretches import asked, closings, queries
from lms.stretches.forms import ReasonForm, ReflectionForm
from lms.stretches.models import Closing, Reflection
from lms.stretches.reflections import Minima, minima_of
from lms.stretches.views import STRETCH, bp
from lms.stretches.views.finding import can_reflect, the_stretch

RUBRIC = "log"


@bp.get(STRETCH)
@open_to(Audience.MEMBERS)
def stretch(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    return stretch_page(placement, the_stretch(placement, units, number))


class Known(NamedTuple):
    """What one question tells, `samples` of the reader: which of calibration they have marked."""

    reflection: Reflection | None
    closing: Closing | None
    samples: str | None


class Unsaved(NamedTuple):
    """What was sent and could not be kept, and what others saved meanwhile."""

    sheet: Sheet | None = None
    theirs: Grade | None = None
    form: ReflectionForm | None = None
    their_reflection: Reflection | None = None
    reason: ReasonForm | None = None
    known: Known | None = None


def stretch_page(placement: Placement, this: Stretch, unsaved: Unsaved | None = None) -> str:
    unsaved = unsaved or Unsaved()
    entries = db.session.scalars(
        logbook_queries.entries_between(placement, me(), this.first, this.last)
    ).all()
    known = unsaved.known or known_of(placement, this)
    reflection, closing, _samples = known
    assessment = _assessment(placement, this, known, unsaved)
    return render_template(
        "stretches/stretch.html",
        placement=placement,
        stretch=this,
        stretches=stretches_of(placement),
        entries=entries,
        period=asked.period_of(placement, this),
        planned=asked.planned(placement, this),
        minima=_minima(placement, this, entries, reflection, closing),
        reflection=reflection,
        their_reflection=unsaved.their_reflection,
        form=unsaved.form or _reflection_form(reflection),
        reason_form=unsaved.reason or ReasonForm(formdata=None),
        **_summary(placement, this, entries),
        **_closing(placement, this, closing, assessment),
        **assessment,
    )


def known_of(placement: Placement, this: Stretch) -> Known:
    query = closings.reflected_and_closed(placement, this)
    return Known(*db.session.execute(query.add_columns(samples_marked(me(), at=clock.now()))).one())


def _summary(placement: Placement, this: Stretch, entries: Sequence[LogEntry]) -> dict[str, object]:
    met = db.session.execute(queries.met_within(placement, me(), this)) if entries else ()
    people = [(actor, first) for actor, first in met]
    return {
        "summary": closings.summary_of(this, entries, people),
        "framework": library().framework,
    }


def _closing(
    placement: Placement, this: Stretch, last: Closing | None, assessed: Mapping[str, object]
) -> dict[str, object]:
    """Whether it is handed in, and who may do what about that."""
    closed, done = last if last and last.reopened_at is None else None, assessed["is_marked"]
    mine = can_reflect(placement, this)
    return {
        "closing": last,
        "can_close": mine and not closed,
        "can_take_back": mine and closed and not done,
        "can_reopen": closed and (done or closed.is_idle) and assessed["reviews"],
        "can_reflect": mine and not (closed and done),
    }


def _assessment(
    placement: Placement, this: Stretch, known: Known, unsaved: Unsaved
) -> dict[str, object]:
    """What was assessed, as far as the reader may know; and the form for who may assess."""
    found = db.session.execute(queries.assessed_and_drawn(placement, me()))
    rows = {target: (row, drawn) for target, row, drawn in found}
    own = placement.enrolment.user_id == me().id
    reviews = policy.can_review(me(), placement, on=utc_today())
    present, drawn = rows.get(this.target, (None, None))
    return {
        "rubric": library().rubrics[RUBRIC],
        "assessment": present,
        "drawn": None if own else drawn,
        "assessed": {target for target, (row, _drawn) in rows.items() if row or not own},
        "is_marked": this.target in rows,
        "sheet": unsaved.sheet or sheet_of(present),
        "theirs": unsaved.theirs,
        "reviews": reviews,
        "can_assess": reviews and drawn is None,
        "may_be_drawn": reviews and rules_of(placement) is not None,
        "to_calibrate": left_of(RUBRIC, (known.samples or "").split())
        if reviews and not drawn
        else 0,
    }


def _minima(
    placement: Placement,
    this: Stretch,
    entries: Sequence[LogEntry],
    reflection: Reflection | None,
    closing: Closing | None,
) -> Minima:
    days = [
        (row.activity_date, row.current.category, 1)
        for row in entries
        if row.current and row.state not in HIDDEN_FROM_REVIEWERS
    ]
    reflected = {this.target} if reflection else ()
    idle = {this.target} if closing and closing.is_idle else ()
    return minima_of(placement, days, reflected, idle)[this.number]


def _reflection_form(reflection: Reflection | None) -> ReflectionForm:
    form = ReflectionForm(formdata=None, obj=reflection)
    form.version.data = str(reflection.version if reflection else 0)
    return form
