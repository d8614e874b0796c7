from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.fieldwork import policy, reflections
from lms.fieldwork.forms.phases import ReflectionForm
from lms.fieldwork.views import bp
from lms.fieldwork.views.finding import local_today, the_placement
from lms.fieldwork.views.stretches import STRETCH, Unsaved, address_of, stretch_page, the_stretch
from lms.forms import drafts_done


@bp.post(f"{STRETCH}/reflection")
@open_to(Audience.MEMBERS)
def reflect(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    """Once a week or month: what, so what, now what."""
    placement = the_placement(placement_id)
    this = the_stretch(placement, units, number)
    allow(policy.can_write_log(me(), placement) and this.first <= local_today(placement))
    form = ReflectionForm()
    if not form.accepted():
        return stretch_page(placement, this, Unsaved(form=form)), 422
    words = {name: form[name].data or "" for name in reflections.WORDS}
    try:
        seen = int(form.version.data or 0)
        reflections.write(placement, this, words=words, seen=seen, at=clock.now())
    except reflections.ChangedElsewhereError as changed:
        form.version.data = str(changed.current.version)
        unsaved = Unsaved(form=form, their_reflection=changed.current)
        return stretch_page(placement, this, unsaved), 409
    drafts_done(f"{me().id}:reflection-{placement.id}-{this.target}")
    flash(_("Your reflection is kept. Your supervisor can read it."))
    return redirect(address_of(placement, this), 303)
