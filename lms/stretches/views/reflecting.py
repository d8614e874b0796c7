from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.forms import drafts_done
from lms.placements.finding import the_placement
from lms.stretches import closings, reflections
from lms.stretches.forms import ReflectionForm
from lms.stretches.views import STRETCH, bp
from lms.stretches.views.finding import address_of, can_reflect, is_final, the_stretch
from lms.stretches.views.stretch import Unsaved, known_of, stretch_page


@bp.post(f"{STRETCH}/reflection")
@open_to(Audience.MEMBERS)
def reflect(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    """Once a week or month: what, so what, now what."""
    placement = the_placement(placement_id)
    this = the_stretch(placement, units, number)
    known = known_of(placement, this)
    allow(can_reflect(placement, this) and not is_final(placement, this, known.closing))
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
