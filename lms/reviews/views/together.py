"""A week or month of one trainee, opened as a whole."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.content import library
from lms.i18n import show_hours
from lms.logbook.finding import uuid_or_400
from lms.placements import policy
from lms.placements.calendar import Stretch, stretches_of, unit_of
from lms.placements.finding import refuse_a_change_of, the_placement, utc_today
from lms.placements.models import Placement
from lms.reviews import together
from lms.reviews.actions import UnseenVersionError
from lms.reviews.views import bp

STRETCH = "/reviews/placements/<int:placement_id>/<any(weeks, months):units>/<int:number>"


@bp.get(STRETCH)
@open_to(Audience.MEMBERS)
def read_together(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    placement, stretch = _found(placement_id, units, number)
    return _page(placement, stretch)


@bp.post(f"{STRETCH}/approvals")
@open_to(Audience.MEMBERS)
def approve_together(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    """What the opened page showed, as it showed it; the rest is decided one by one."""
    placement, stretch = _found(placement_id, units, number)
    seen = _seen()
    try:
        minutes = together.approve(placement, stretch, seen, by=me(), at=clock.now())
    except UnseenVersionError:
        return _page(placement, stretch, changed=True), 409
    flash(
        ngettext(
            "%(num)s entry approved: %(hours)s count.",
            "%(num)s entries approved: %(hours)s count.",
            len(seen),
            hours=show_hours(minutes),
        )
    )
    return redirect(url_for(".review_queue"), 303)


def _found(placement_id: int, units: str, number: int) -> tuple[Placement, Stretch]:
    placement = the_placement(placement_id)
    allow(policy.can_review(me(), placement, on=utc_today()))
    refuse_a_change_of(placement)
    stretches = stretches_of(placement)
    if units != f"{unit_of(placement)}s" or not 1 <= number <= len(stretches):
        abort(404)
    return placement, stretches[number - 1]


def _seen() -> dict[UUID, UUID]:
    """`seen` holds `entry:version` pairs with spaces between, as the page put them there."""
    pairs = [pair.partition(":") for pair in request.form.get("seen", "").split()]
    return {uuid_or_400(entry): uuid_or_400(version) for entry, _colon, version in pairs}


def _page(placement: Placement, stretch: Stretch, *, changed: bool = False) -> str:
    rows = together.read_in(placement, stretch)
    ready = [row.entry for row in rows if not row.apart]
    return render_template(
        "reviews/together.html",
        placement=placement,
        stretch=stretch,
        rows=rows,
        ready=ready,
        seen=" ".join(f"{row.id}:{row.current_id}" for row in ready),
        changed=changed,
        framework=library().framework,
    )
