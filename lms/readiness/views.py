from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.placements import policy
from lms.placements.finding import the_placement, utc_today
from lms.placements.models import Placement
from lms.readiness import actions, completion, queries  # noqa: F401  # completion says what counts
from lms.readiness.forms import WordForm
from lms.readiness.models import NOT_YET, READY

MOST = 50

bp = Blueprint("readiness", __name__)


@bp.get("/placements/<int:placement_id>/word")
@open_to(Audience.MEMBERS)
def word(placement_id: int) -> ResponseReturnValue:
    """What the supervisor said, for whoever sees the placement; and the form for the supervisor."""
    return _page(the_placement(placement_id))


@bp.post("/placements/<int:placement_id>/words")
@open_to(Audience.MEMBERS)
def say(placement_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    allow(policy.can_review(me(), placement, on=utc_today()))
    form = WordForm()
    db.hold(placement)
    if not form.accepted():
        return _page(placement, form), 422
    if _is_new(placement, form):
        reasons = form.reasons.data or ""
        actions.say(placement, form.said.data, reasons=reasons, by=me(), at=clock.now())
        flash(_("Said. The trainee reads it on this page."))
    drafts_done(f"{me().id}:word-{placement.id}")
    return redirect(url_for(".word", placement_id=placement.id), 303)


def _is_new(placement: Placement, form: WordForm) -> bool:
    """A second click says nothing twice."""
    last = db.session.scalars(queries.words_about(placement).limit(1)).one_or_none()
    said = (form.said.data, form.reasons.data, me().id)
    return last is None or (last.said, last.reasons, last.by_id) != said


def _page(placement: Placement, form: WordForm | None = None) -> str:
    says = policy.can_review(me(), placement, on=utc_today())
    return render_template(
        "readiness/word.html",
        placement=placement,
        words=db.session.scalars(queries.words_about(placement).limit(MOST)).all(),
        form=(form or WordForm()) if says else None,
        SAID={READY: _("Ready"), NOT_YET: _("Not yet")},
    )
