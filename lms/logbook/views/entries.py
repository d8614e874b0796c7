from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.content import library
from lms.db import db
from lms.errors import show_http_error
from lms.i18n import show_time
from lms.logbook import actions, beside, policy, queries
from lms.logbook.finding import the_entry, the_entry_and_opening
from lms.logbook.openings import Opened
from lms.logbook.standing import standing
from lms.logbook.states import IllegalTransitionError
from lms.logbook.views import bp
from lms.placements.finding import the_placement
from lms.placements.models import Placement


@bp.get("/placements/<int:placement_id>/entries/<uuid:entry_id>")
@open_to(Audience.MEMBERS)
def entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    return _entry_page(placement, entry_id)


def _entry_page(placement: Placement, entry_id: UUID) -> str:
    row, opened = the_entry_and_opening(placement, entry_id, at=clock.now())
    can_withdraw = policy.can_withdraw(me(), row)
    return render_template(
        "logbook/entry.html",
        placement=placement,
        entry=row,
        reviews=standing(db.session.scalars(queries.reviews_of(row))),
        framework=library().framework,
        can_edit=policy.can_edit(me(), row),
        can_withdraw=can_withdraw,
        opened=_until_when(opened) if opened and can_withdraw else None,
        parts=beside.parts_beside(row),
    )


def _until_when(opened: Opened) -> tuple[str, str, str]:
    """By whom it is open, since when, and until when it cannot be taken back for that."""
    return opened.name, show_time(opened.at), show_time(opened.ends_at)


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw_entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    row = the_entry(placement, entry_id)
    allow(policy.can_withdraw(me(), row))
    try:
        actions.withdraw(row, at=clock.now())
    except actions.UnderReviewError:
        return _entry_page(placement, entry_id), 409
    flash(_("Taken back. It is a draft again."))
    return redirect(url_for(".entry", placement_id=placement_id, entry_id=entry_id), 303)


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/removal")
@open_to(Audience.MEMBERS)
def remove_entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    row = the_entry(the_placement(placement_id), entry_id)
    allow(policy.can_edit(me(), row) and row.state != "queried")
    actions.remove(row, at=clock.now())
    flash(_("The entry is removed from your log."))
    return redirect(url_for("fieldwork.placement", placement_id=placement_id), 303)


@bp.app_errorhandler(IllegalTransitionError)
def show_moved_on(_error: IllegalTransitionError) -> ResponseReturnValue:
    return show_http_error(Conflict())
