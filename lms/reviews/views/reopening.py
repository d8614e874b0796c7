"""A coordinator opens what is approved again: seldom, on a page of its own, with a reason."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.content import library
from lms.db import db
from lms.forms import drafts_done
from lms.logbook import beside
from lms.logbook.finding import the_entry, uuid_or_400
from lms.logbook.models import LogEntry
from lms.logbook.states import IllegalTransitionError
from lms.placements.finding import the_placement
from lms.placements.models import Placement
from lms.reviews import actions, policy, telling
from lms.reviews.forms import ReopeningForm
from lms.reviews.views import bp

REOPENING = "/placements/<int:placement_id>/entries/<uuid:entry_id>/reopening"


@bp.get(REOPENING)
@open_to(Audience.MEMBERS)
def reopening(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """What it holds, who approved it, and what opening it again does."""
    placement = the_placement(placement_id)
    entry = the_entry(placement, entry_id)
    allow(policy.can_reopen(me(), placement))
    return _page(placement, entry, ReopeningForm(version=str(entry.current_id)))


@bp.post(REOPENING)
@open_to(Audience.MEMBERS)
def reopen(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    entry = the_entry(placement, entry_id)
    allow(policy.can_reopen(me(), placement))
    form = ReopeningForm()
    if not form.accepted():
        return _page(placement, entry, form), 422
    version, reason, now = uuid_or_400(form.version.data), form.reason.data or "", clock.now()
    try:
        actions.reopen(entry, version=version, by=me(), reason=reason, at=now)
    except (actions.UnseenVersionError, IllegalTransitionError):
        db.session.refresh(entry, ["state"])
        return _page(placement, entry, form), 409
    telling.tell_of_reopening(placement, entry, by=me(), at=now)
    drafts_done(f"{me().id}:reopening-{entry_id}")
    flash(_("Opened again. The trainee and the supervisor are told why."))
    return redirect(url_for("logbook.entry", placement_id=placement_id, entry_id=entry_id), 303)


def _page(placement: Placement, entry: LogEntry, form: ReopeningForm) -> str:
    return render_template(
        "reviews/reopening.html",
        placement=placement,
        entry=entry,
        form=form,
        framework=library().framework,
    )


beside.tell(
    "reviews/_reopen.html",
    lambda entry: {
        "can_reopen": entry.state == "approved" and policy.can_reopen(me(), entry.placement)
    },
)
