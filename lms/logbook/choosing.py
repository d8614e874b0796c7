"""Of two texts that two devices wrote, the trainee chooses one; the other stays in the history."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.logbook import actions, beside
from lms.logbook.finding import the_entry, uuid_or_400
from lms.logbook.merging import open_conflicts
from lms.logbook.models import LogEntry
from lms.placements import policy
from lms.placements.finding import the_placement

bp = Blueprint("choosing", __name__)


def conflicts_of(entry: LogEntry) -> dict[str, object]:
    """For who wrote them; others read the one that counts."""
    own = entry.placement.enrolment.user_id == me().id
    rows = db.session.scalars(open_conflicts(entry)).unique().all() if own else []
    return {"conflicts": rows}


beside.tell("logbook/_choice.html", conflicts_of)


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/choice")
@open_to(Audience.MEMBERS)
def choose_version(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    entry = the_entry(the_placement(placement_id), entry_id)
    allow(policy.can_write_log(me(), entry.placement))
    chosen = uuid_or_400(request.form.get("version"))
    rows = db.session.scalars(open_conflicts(entry)).unique().all()
    found = next((row for row in rows if chosen in {row.mine_id, entry.current_id}), None)
    actions.choose(found or abort(404), entry, chosen, at=clock.now())
    flash(_("Chosen. The other text stays in the history of the entry."))
    return redirect(url_for("logbook.entry", placement_id=placement_id, entry_id=entry_id), 303)
