from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.logbook.forms import EntryForm
from lms.logbook.models import LogEntry
from lms.logbook.views import bp
from lms.logbook.views.keeping import begun, keep, next_id
from lms.placements import policy as placement_policy
from lms.placements.finding import the_placement
from lms.placements.models import Placement


@bp.get("/placements/<int:placement_id>/entries/quick")
@open_to(Audience.MEMBERS)
def new_quick_note(placement_id: int) -> ResponseReturnValue:
    """Day, place and kind of work as the last time: minutes and one line are left to give."""
    placement = the_placement(placement_id)
    allow(placement_policy.can_write_log(me(), placement))
    form, last = begun(placement)
    form.activity.data = last.activity if last else "visit"
    return _quick_page(placement, next_id(placement, "quick"), form)


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/quick-note")
@open_to(Audience.MEMBERS)
def keep_quick_note(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """A draft that says what it still needs."""
    answer = keep(placement_id, entry_id, complete=False, page=_quick_page)
    if isinstance(answer, LogEntry):
        flash(_("Noted. Complete it when you have a quiet moment."))
        return redirect(url_for("fieldwork.placement", placement_id=placement_id), 303)
    return answer


def _quick_page(placement: Placement, entry_id: UUID, form: EntryForm, **_more: object) -> str:
    form.hours.label.text, form.facts.label.text = _("Another time"), _("What happened?")
    return render_template(
        "logbook/quick_note.html", placement=placement, entry_id=entry_id, form=form
    )
