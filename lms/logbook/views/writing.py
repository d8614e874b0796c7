from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.logbook import policy
from lms.logbook.finding import the_entry
from lms.logbook.models import LogEntry
from lms.logbook.templates import TEMPLATES, step_of
from lms.logbook.views import bp
from lms.logbook.views.keeping import begun, entry_form, keep, known_entry, next_id, whole_page
from lms.placements import policy as placement_policy
from lms.placements.finding import the_placement


@bp.get("/placements/<int:placement_id>/entries/new")
@open_to(Audience.MEMBERS)
def new_entry(placement_id: int) -> ResponseReturnValue:
    """An empty entry with today's date and the place of the last one."""
    placement = the_placement(placement_id)
    allow(placement_policy.can_write_log(me(), placement))
    form, last = begun(placement)
    if template := TEMPLATES.get(request.args.get("template", "")):
        form.activity.data = request.args["template"]
        form.step.data = step_of(template, placement.project, last)
    return whole_page(placement, next_id(placement), form)


@bp.get("/placements/<int:placement_id>/entries/<uuid:entry_id>/edit")
@open_to(Audience.MEMBERS)
def edit_entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    row = the_entry(placement, entry_id)
    allow(policy.can_edit(me(), row))
    form = entry_form(placement, complete=False)
    if row.current:
        form.fill_from(row.current)
    return whole_page(placement, entry_id, form, entry=row)


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/versions")
@open_to(Audience.MEMBERS)
def save_version(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """Keep what was written, as short as it may be."""
    answer = keep(placement_id, entry_id, complete=False)
    if isinstance(answer, LogEntry):
        flash(_who_sees(answer))
        return redirect(url_for(".entry", placement_id=placement_id, entry_id=entry_id), 303)
    return answer


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/people")
@open_to(Audience.MEMBERS)
def add_row(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """The page again with all that was typed, and room for one more who was met."""
    placement = the_placement(placement_id)
    allow(placement_policy.can_write_log(me(), placement))
    form = entry_form(placement, complete=False)
    form.met.add_row()
    return whole_page(placement, entry_id, form, entry=known_entry(placement, entry_id))


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/submission")
@open_to(Audience.MEMBERS)
def submit_entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """Keep what was written and hand it in."""
    answer = keep(placement_id, entry_id, complete=True)
    if isinstance(answer, LogEntry):
        flash(_("Handed in. Your supervisor will see it."))
        return redirect(url_for("fieldwork.placement", placement_id=placement_id), 303)
    return answer


def _who_sees(entry: LogEntry) -> str:
    if entry.state == "draft":
        return _("Kept as a draft. Only you see it until you hand it in.")
    return _("Kept. Your supervisor can see it; hand it in when it is ready.")
