"""A version that is here is handed in by its name: again and again, it is handed in once."""

from uuid import UUID

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.api.problems import RefusedError
from lms.api.shapes import Submission, read
from lms.api.views import bp
from lms.api.views.entries import stale
from lms.logbook import actions
from lms.logbook.finding import the_entry
from lms.logbook.models import LogEntryVersion
from lms.logbook.states import EDITABLE
from lms.logbook.vocabulary import MISSING
from lms.placements import policy
from lms.placements.finding import the_placement


@bp.post("/entries/<uuid:entry_id>/submit")
@open_to(Audience.MEMBERS)
def submit_entry(entry_id: UUID) -> ResponseReturnValue:
    sent = read(Submission)
    placement = the_placement(sent.placement)
    allow(policy.can_write_log(me(), placement))
    entry = the_entry(placement, entry_id)
    current = entry.current
    assert current is not None  # noqa: S101  # an entry begins with a version
    if current.id != sent.version:
        raise stale(placement, current)
    if entry.state in EDITABLE:
        _refuse_incomplete(current)
        actions.submit(entry, at=clock.now())
    href = url_for("logbook.entry", placement_id=placement.id, entry_id=entry.id)
    return jsonify(version=str(current.id), digest=current.digest, state=entry.state, href=href)


def _refuse_incomplete(version: LogEntryVersion) -> None:
    if missing := {name: [str(MISSING[name])] for name in version.missing}:
        told = _("The entry is not complete yet. Mend it, then send it again.")
        raise RefusedError(422, "fields", told, fields=missing)
