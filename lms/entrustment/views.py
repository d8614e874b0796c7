from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.entrustment import actions
from lms.entrustment.forms import EntrustmentForm
from lms.entrustment.ladder import answers_of, rungs
from lms.forms import drafts_done
from lms.phases.vocabulary import ENTRUSTMENT
from lms.placements import policy
from lms.placements.finding import the_placement, utc_today
from lms.placements.models import RUNNING, Placement

bp = Blueprint("entrustment", __name__)

LADDER = "/placements/<int:placement_id>/entrustment"


@bp.get(LADDER)
@open_to(Audience.MEMBERS)
def ladder(placement_id: int) -> ResponseReturnValue:
    """For whoever sees the placement; the question is for its supervisor."""
    return _page(the_placement(placement_id))


@bp.post(LADDER)
@open_to(Audience.MEMBERS)
def say(placement_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    allow(_may_say(placement))
    form = EntrustmentForm()
    if not form.accepted():
        return _page(placement, form), 422
    step, seen = int(form.step.data), form.seen.data or ""
    actions.say(placement, step, seen=seen, by=me(), at=clock.now())
    drafts_done(f"{me().id}:entrustment-{placement.id}")
    flash(_("Said. The trainee reads it on this page."))
    return redirect(url_for(".ladder", placement_id=placement.id), 303)


def _may_say(placement: Placement) -> bool:
    return placement.state in RUNNING and policy.can_review(me(), placement, on=utc_today())


def _page(placement: Placement, form: EntrustmentForm | None = None) -> str:
    answers = answers_of(placement)
    return render_template(
        "entrustment/ladder.html",
        placement=placement,
        answers=answers,
        rungs=rungs(answers),
        form=(form or EntrustmentForm()) if _may_say(placement) else None,
        ENTRUSTMENT=ENTRUSTMENT,
    )
