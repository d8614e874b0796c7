from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content.field_period import FieldworkPeriod, Milestone
from lms.db import db
from lms.forms import SHORTEST_REASON, drafts_done, trimmed, typed_before
from lms.logbook import queries as logbook_queries
from lms.phases import gates, queries
from lms.phases.forms import GateDecisionForm
from lms.phases.gates import GateMovedError, Phase
from lms.phases.models import LONGEST_EVIDENCE
from lms.phases.vocabulary import ENTRUSTMENT, GATE_DECISIONS
from lms.placements import policy
from lms.placements.finding import the_placement, utc_today
from lms.placements.models import Placement

bp = Blueprint("phases", __name__)
bp.context_processor(lambda: {"ENTRUSTMENT": ENTRUSTMENT, "GATE_DECISIONS": GATE_DECISIONS})

PHASE = "/placements/<int:placement_id>/phases/<int:number>"


@bp.get(PHASE)
@open_to(Audience.MEMBERS)
def phase(placement_id: int, number: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    typed, evidence = typed_before(), None
    if typed and "evidence-0" in typed:
        evidence = _evidence_in(typed, _milestone_or_404(placement, number))
    return _page(placement, number, evidence=evidence)


@bp.post(f"{PHASE}/evidence")
@open_to(Audience.MEMBERS)
def ask_for_gate(placement_id: int, number: int) -> ResponseReturnValue:
    """The trainee says where each proof can be seen, and asks for the gate."""
    placement = the_placement(placement_id)
    allow(policy.can_write_log(me(), placement))
    milestone = _milestone_or_404(placement, number)
    evidence = _evidence_in(request.form, milestone)
    errors = _errors(evidence)
    if errors:
        return _page(placement, number, evidence=evidence, errors=errors), 422
    try:
        gates.ask(placement, milestone.id, evidence=evidence, at=clock.now())
    except GateMovedError:
        return _page(placement, number, evidence=evidence, moved=True), 409
    drafts_done(f"{me().id}:gate-{placement.id}-{number}")
    flash(_("Asked. Your supervisor decides after looking at the proofs."))
    return redirect(url_for(".phase", placement_id=placement.id, number=number), 303)


@bp.post(f"{PHASE}/opening")
@open_to(Audience.MEMBERS)
def open_gate(placement_id: int, number: int) -> ResponseReturnValue:
    return _decide(placement_id, number, gates.OPENED, _("The gate is open."))


@bp.post(f"{PHASE}/postponement")
@open_to(Audience.MEMBERS)
def keep_gate_closed(placement_id: int, number: int) -> ResponseReturnValue:
    return _decide(placement_id, number, gates.NOT_YET, _("Kept closed. The trainee sees why."))


def _decide(placement_id: int, number: int, decision: str, done: str) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    allow(policy.can_review(me(), placement, on=utc_today()))
    milestone, form = _milestone_or_404(placement, number), GateDecisionForm()
    if not form.accepted():
        return _page(placement, number, form=form), 422
    try:
        gates.decide(
            placement,
            milestone.id,
            seen=_moment_or_400(form.seen.data or ""),
            decision=decision,
            reason=form.reason.data or "",
            entrustment=int(form.entrustment.data),
            by=me(),
            at=clock.now(),
        )
    except GateMovedError:
        return _page(placement, number, form=form, moved=True), 409
    drafts_done(f"{me().id}:gate-{placement.id}-{number}")
    flash(done)
    return redirect(url_for(".phase", placement_id=placement.id, number=number), 303)


def _evidence_in(sent: Mapping[str, str], milestone: Milestone) -> list[str]:
    return [trimmed(sent.get(f"evidence-{place}")) for place in range(len(milestone.proof))]


def _moment_or_400(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        abort(400)


def _milestone_or_404(placement: Placement, number: int) -> Milestone:
    period = _periods(placement).get(number)
    return period.milestone if period and period.milestone else abort(404)


def _periods(placement: Placement) -> dict[int, FieldworkPeriod]:
    """The phases of the course by number, as it writes them today."""
    course = course_or_404(placement.enrolment.edition.course_id)
    phases = [period for period in course.fieldwork.periods if period.milestone]
    return dict(enumerate(phases, 1))


def _page(
    placement: Placement,
    number: int,
    *,
    evidence: list[str] | None = None,
    errors: dict[int, str] | None = None,
    form: GateDecisionForm | None = None,
    moved: bool = False,
) -> str:
    reviews = db.session.scalars(queries.milestone_reviews_of(placement)).all()
    phases = gates.phases_of(placement, reviews)
    periods = _periods(placement)
    period = periods.get(number)
    if period is None or number > len(phases):
        abort(404)
    this = phases[number - 1]
    asks = policy.can_write_log(me(), placement) and this.is_current
    decides = this.waiting is not None and policy.can_review(me(), placement, on=utc_today())
    return render_template(
        "phases/phase.html",
        placement=placement,
        phase=this,
        phases=phases,
        period=period,
        titles={row.milestone.id: row for row in periods.values() if row.milestone},
        approved=_approved_in(placement, this),
        asks=asks,
        evidence=_so_far(this) if evidence is None else evidence,
        errors=errors or {},
        form=(form or _decision_form(this)) if decides else None,
        moved=moved,
    )


def _approved_in(placement: Placement, phase: Phase) -> int:
    """Minutes that count, of entries about days of the phase."""
    if phase.first is None:
        return 0
    last = phase.last or placement.ends_on
    return db.session.scalar(logbook_queries.approved_between(placement, phase.first, last)) or 0


def _so_far(phase: Phase) -> list[str]:
    """What the trainee wrote the last time, to go on from there."""
    return list(phase.reviews[-1].evidence) if phase.reviews else []


def _decision_form(phase: Phase) -> GateDecisionForm:
    form = GateDecisionForm(formdata=None)
    form.seen.data = phase.waiting.asked_at.isoformat() if phase.waiting else ""
    return form


def _errors(evidence: list[str]) -> dict[int, str]:
    found = {}
    for place, said in enumerate(evidence):
        if len(said) < SHORTEST_REASON:
            found[place] = _("Say in a sentence where your supervisor can see this.")
        elif len(said) > LONGEST_EVIDENCE:
            found[place] = _("Shorten this to %(most)s characters.", most=LONGEST_EVIDENCE)
    return found
