from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.i18n import show_date
from lms.pauses import actions, policy, queries
from lms.pauses.forms import ComeBackForm, PauseAnswerForm, PauseForm
from lms.pauses.models import Pause
from lms.pauses.vocabulary import PAUSE_ANSWERS
from lms.placements.finding import local_today, the_placement
from lms.placements.models import Placement

bp = Blueprint("pauses", __name__)
bp.context_processor(lambda: {"PAUSE_ANSWERS": PAUSE_ANSWERS})

PAUSES = "/placements/<int:placement_id>/pauses"


@bp.get(PAUSES)
@open_to(Audience.MEMBERS)
def pauses_of(placement_id: int) -> ResponseReturnValue:
    return _page(the_placement(placement_id))


@bp.post(PAUSES)
@open_to(Audience.MEMBERS)
def ask_for_pause(placement_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    allow(policy.can_ask_for_pause(me(), placement))
    form = PauseForm(placement=placement)
    if not form.accepted():
        return _page(placement, form=form), 422
    first, last = form.first_on.data, form.last_on.data
    assert first and last  # noqa: S101, PT018  # the form asked for both
    try:
        actions.ask(
            placement,
            first_on=first,
            last_on=last,
            reason=form.reason.data or "",
            at=clock.now(),
        )
    except actions.AskedAlreadyError:
        form.first_on.errors = [_("You have asked for a pause already; take that one back first.")]
        return _page(placement, form=form), 422
    flash(_("Asked. Your coordinator decides; until then the plan goes on."))
    return _back(placement)


@bp.post(f"{PAUSES}/<int:pause_id>/withdrawal")
@open_to(Audience.MEMBERS)
def take_back_pause(placement_id: int, pause_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    pause = _pause_or_404(placement, pause_id)
    allow(policy.can_ask_for_pause(me(), placement))
    if pause.answer is not None:
        return _page(placement, moved=True), 409
    actions.take_back(pause)
    flash(_("Taken back. The plan goes on as before."))
    return _back(placement)


@bp.post(f"{PAUSES}/<int:pause_id>/grant")
@open_to(Audience.MEMBERS)
def grant_pause(placement_id: int, pause_id: int) -> ResponseReturnValue:
    return _answer(placement_id, pause_id, granted=True)


@bp.post(f"{PAUSES}/<int:pause_id>/refusal")
@open_to(Audience.MEMBERS)
def refuse_pause(placement_id: int, pause_id: int) -> ResponseReturnValue:
    return _answer(placement_id, pause_id, granted=False)


def _answer(placement_id: int, pause_id: int, *, granted: bool) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    pause = _pause_or_404(placement, pause_id)
    allow(policy.can_decide_pause(me(), placement))
    form = PauseAnswerForm(refuses=not granted)
    if not form.accepted():
        return _page(placement, answer=form), 422
    remark = form.remark.data or ""
    try:
        actions.decide(pause, granted=granted, remark=remark, by=me(), at=clock.now())
    except actions.DecidedAlreadyError:
        return _page(placement, moved=True), 409
    flash(
        _("Granted. The fieldwork now ends on %(day)s.", day=show_date(placement.ends_on))
        if granted
        else _("Refused. The trainee sees why.")
    )
    return _back(placement)


@bp.post(f"{PAUSES}/<int:pause_id>/end")
@open_to(Audience.MEMBERS)
def come_back(placement_id: int, pause_id: int) -> ResponseReturnValue:
    """Work begins again before the pause was to end."""
    placement = the_placement(placement_id)
    pause = _pause_or_404(placement, pause_id)
    allow(policy.can_end_pause(me(), placement) and pause.answer == "granted")
    form = ComeBackForm(pause=(pause.first_on, pause.last_on))
    if not form.accepted():
        return _page(placement, back=form), 422
    first_day = form.back_on.data
    assert first_day  # noqa: S101  # the form asked for it
    actions.end_early(pause, last_on=first_day - timedelta(days=1))
    flash(_("Welcome back. The fieldwork now ends on %(day)s.", day=show_date(placement.ends_on)))
    return _back(placement)


def _pause_or_404(placement: Placement, pause_id: int) -> Pause:
    pause = db.session.get(Pause, pause_id)
    if pause is None or pause.placement_id != placement.id:
        abort(404)
    pause.placement = placement
    return pause


def _back(placement: Placement) -> ResponseReturnValue:
    return redirect(url_for(".pauses_of", placement_id=placement.id), 303)


def _page(
    placement: Placement,
    *,
    form: PauseForm | None = None,
    answer: PauseAnswerForm | None = None,
    back: ComeBackForm | None = None,
    moved: bool = False,
) -> str:
    rows = db.session.scalars(queries.pauses_of(placement)).all()
    waiting = next((row for row in rows if row.answer is None), None)
    ending = next((row for row in rows if _may_end(placement, row)), None)
    return render_template(
        "pauses/pauses.html",
        placement=placement,
        pauses=rows,
        waiting=waiting,
        ending=ending,
        days_of=actions.days_of,
        form=form or PauseForm(formdata=None, placement=placement),
        answer=answer or PauseAnswerForm(formdata=None),
        back=back or _back_form(ending),
        can_ask=policy.can_ask_for_pause(me(), placement),
        can_decide=policy.can_decide_pause(me(), placement),
        moved=moved,
    )


def _may_end(placement: Placement, pause: Pause) -> bool:
    """It has begun, lasts on, and the reader may say that work begins again."""
    today = local_today(placement)
    runs = pause.answer == "granted" and pause.first_on < pause.last_on and pause.last_on >= today
    return runs and policy.can_end_pause(me(), placement)


def _back_form(pause: Pause | None) -> ComeBackForm | None:
    if pause is None:
        return None
    return ComeBackForm(formdata=None, pause=(pause.first_on, pause.last_on))
