from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.calibration.standing import left_for
from lms.content import library
from lms.db import db
from lms.forms import drafts_done
from lms.grading.actions import GradedMeanwhileError
from lms.grading.models import Grade
from lms.grading.sheet import Sheet, sheet_of, sheet_sent
from lms.grading.vocabulary import LEVEL_NAMES
from lms.logbook import queries as logbook_queries
from lms.logbook.models import LogEntry
from lms.logbook.states import HIDDEN_FROM_REVIEWERS
from lms.logbook.vocabulary import words
from lms.placements import policy
from lms.placements.calendar import Stretch, stretches_of, unit_of
from lms.placements.finding import local_today, the_placement, utc_today
from lms.placements.models import Placement
from lms.second_marks.drawing import rules_of
from lms.stretches import actions, asked, closings, queries, reflections, second_marking  # noqa: F401  # it tells how weeks are marked twice
from lms.stretches.forms import ReasonForm, ReflectionForm
from lms.stretches.models import Closing, Reflection
from lms.stretches.reflections import Minima, minima_of, reflection_on

bp = Blueprint("stretches", __name__)
bp.context_processor(lambda: words() | {"LEVEL_NAMES": LEVEL_NAMES})

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
        row = actions.assess(placement, this.target, sheet.by(rubric), by=me(), at=clock.now())
    except GradedMeanwhileError as meanwhile:
        theirs = meanwhile.current
        sheet = replace(sheet, version=theirs.version)
        return stretch_page(placement, this, Unsaved(sheet, theirs)), 409
    who = placement.enrolment.user.name
    if row.released_at:
        flash(_("The assessment is saved. %(name)s can see it.", name=who))
    else:
        flash(
            _(
                "Saved, and drawn for a second mark. %(name)s sees it when that is settled.",
                name=who,
            )
        )
    return redirect(address_of(placement, this), 303)


def the_stretch(placement: Placement, units: str, number: int) -> Stretch:
    found = stretches_of(placement)
    if units != f"{unit_of(placement)}s" or not 1 <= number <= len(found):
        abort(404)
    return found[number - 1]


def address_of(placement: Placement, this: Stretch) -> str:
    return url_for(
        "stretches.stretch", placement_id=placement.id, units=f"{this.unit}s", number=this.number
    )


Known = tuple[Reflection | None, Closing | None]


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
    reflection, closing = unsaved.known or known_of(placement, this)
    assessment = _assessment(placement, this, unsaved)
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
    reflection, closing = db.session.execute(closings.reflected_and_closed(placement, this)).one()
    return reflection, closing


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


def can_reflect(placement: Placement, this: Stretch) -> bool:
    """The trainee, from its first day."""
    return policy.can_write_log(me(), placement) and this.first <= local_today(placement)


def _assessment(placement: Placement, this: Stretch, unsaved: Unsaved) -> dict[str, object]:
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
        "to_calibrate": left_for(me(), RUBRIC, at=clock.now()) if reviews and not drawn else 0,
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


@bp.post(f"{STRETCH}/reflection")
@open_to(Audience.MEMBERS)
def reflect(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    """Once a week or month: what, so what, now what."""
    placement = the_placement(placement_id)
    this = the_stretch(placement, units, number)
    known = known_of(placement, this)
    allow(can_reflect(placement, this) and not is_final(placement, this, known[1]))
    form = ReflectionForm()
    if not form.accepted():
        return stretch_page(placement, this, Unsaved(form=form, known=known)), 422
    try:
        reflections.write(placement, this, words=form.words, seen=form.seen, at=clock.now())
    except reflections.ChangedElsewhereError as changed:
        form.version.data = str(changed.current.version)
        unsaved = Unsaved(form=form, their_reflection=changed.current)
        return stretch_page(placement, this, unsaved), 409
    drafts_done(f"{me().id}:reflection-{placement.id}-{this.target}")
    if "close" in request.form:
        closings.close(placement, this, reason="", by=me(), at=clock.now())
    flash(_("Your reflection is kept. Your supervisor can read it."))
    return redirect(address_of(placement, this), 303)


@bp.post(f"{STRETCH}/closing")
@open_to(Audience.MEMBERS)
def close_stretch(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    """Hand it in with its three sentences, or close it without work and say why."""
    placement = the_placement(placement_id)
    this, worked = the_stretch(placement, units, number), "worked" in request.form
    allow(can_reflect(placement, this))
    form = ReasonForm(needed=not worked, has_entries=not worked and has_entries(placement, this))
    if not form.accepted():
        return stretch_page(placement, this, Unsaved(reason=form)), 422
    if worked:
        allow(db.session.scalars(reflection_on(placement, this)).one_or_none() is not None)
    reason = "" if worked else form.reason.data or ""
    closings.close(placement, this, reason=reason, by=me(), at=clock.now())
    flash(_("Handed in. Your supervisor will see it."))
    return redirect(address_of(placement, this), 303)


@bp.post(f"{STRETCH}/reopening")
@open_to(Audience.MEMBERS)
def reopen_stretch(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    """The trainee takes it back until it is assessed; then it takes the supervisor and a reason.

    A week without work the supervisor may open again at any time.
    """
    placement = the_placement(placement_id)
    this = the_stretch(placement, units, number)
    closing = db.find_or_404(closings.closings_of(placement, this))
    final = is_final(placement, this, closing)
    mine = can_reflect(placement, this) and not final
    reviews = policy.can_review(me(), placement, on=utc_today())
    allow(mine or (reviews and (final or closing.is_idle)))
    form = ReasonForm(needed=not mine)
    if not form.accepted():
        return stretch_page(placement, this, Unsaved(reason=form)), 422
    closings.reopen(closing, reason=form.reason.data or "", by=me(), at=clock.now())
    flash(_("It is open again."))
    return redirect(address_of(placement, this), 303)


def has_entries(placement: Placement, this: Stretch) -> bool:
    """That were handed in."""
    query = logbook_queries.entries_between(placement, me(), this.first, this.last)
    return any(row.state not in HIDDEN_FROM_REVIEWERS for row in db.session.scalars(query))


def is_final(placement: Placement, this: Stretch, closing: Closing | None) -> bool:
    """Handed in and assessed: what stands there now counts."""
    if closing is None or closing.reopened_at is not None:
        return False
    assessed = db.session.scalars(queries.assessments_of(placement, released=False))
    return any(row.target == this.target for row in assessed)
