"""On the page of a placement: what a device had not sent when it was last heard of."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.devices import actions, queries, reminders  # noqa: F401  # the last one tells the mail of the day
from lms.placements.finding import the_placement

bp = Blueprint("devices", __name__)


@bp.post("/placements/<int:placement_id>/devices/<uuid:device_id>/loss")
@open_to(Audience.MEMBERS)
def give_up_device(placement_id: int, device_id: UUID) -> ResponseReturnValue:
    """Only its owner can know."""
    the_placement(placement_id)
    actions.give_up(db.find_or_404(queries.one_of(me(), device_id)), at=clock.now())
    flash(_("Noted. Write again what it held; your supervisor reads that it was lost."))
    return redirect(url_for("fieldwork.placement", placement_id=placement_id), 303)
