from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.placements import policy
from lms.placements.finding import the_placement, utc_today
from lms.stretches import closings
from lms.stretches.forms import ReasonForm
from lms.stretches.reflections import reflection_on
from lms.stretches.views import STRETCH, bp
from lms.stretches.views.finding import address_of, can_reflect, has_entries, is_final, the_stretch
from lms.stretches.views.stretch import Unsaved, stretch_page


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
