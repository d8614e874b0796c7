from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Role
from lms.editions.policy import can_run
from lms.editions.queries import people_of
from lms.logbook import beside
from lms.logbook.finding import the_entry
from lms.logbook.models import LogEntry
from lms.placements.finding import the_placement, utc_today
from lms.placements.policy import can_write_log
from lms.placements.requirements import REVIEW_AGES
from lms.workload import actions, queries
from lms.workload.forms import CoverForm
from lms.workload.standing import workload_of

bp = Blueprint("workload", __name__)

TWO_WEEKS = timedelta(days=13)


@bp.get("/editions/<int:edition_id>/workload")
@open_to(Audience.MEMBERS)
def workload(edition_id: int) -> ResponseReturnValue:
    """For who runs the edition: what waits where, for how long, and who could stand in."""
    edition = _the_edition_i_run(edition_id)
    return _page(edition)


@bp.post("/editions/<int:edition_id>/workload/covers")
@open_to(Audience.MEMBERS)
def create_cover(edition_id: int) -> ResponseReturnValue:
    edition = _the_edition_i_run(edition_id)
    form = CoverForm(supervisors=_supervisors(edition))
    if not form.accepted():
        return _page(edition, form), 422
    first, last = form.from_on.data, form.until_on.data
    assert first and last  # noqa: S101, PT018  # the form asked for both
    cover = actions.Cover(int(form.away.data or 0), int(form.stand_in.data), first, last)
    count = actions.arrange(cover, edition, by=me(), at=clock.now())
    flash(
        ngettext(
            "Cover is arranged for %(num)s trainee.",
            "Cover is arranged for %(num)s trainees.",
            count,
        )
    )
    return redirect(url_for(".workload", edition_id=edition_id), 303)


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/delay")
@open_to(Audience.MEMBERS)
def report_delay(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """The trainee, once an entry has waited fifteen working days."""
    placement = the_placement(placement_id)
    entry = the_entry(placement, entry_id)
    allow(can_write_log(me(), placement) and actions.is_delayed(entry, on=utc_today()))
    actions.report_delay(entry, placement.enrolment.edition, by=me(), at=clock.now())
    flash(_("Your coordinator knows that this entry waits."))
    return redirect(url_for("logbook.entry", placement_id=placement_id, entry_id=entry_id), 303)


def delay_beside(entry: LogEntry) -> dict[str, object]:
    """Asked for only where something is delayed: other entries cost nothing more."""
    own = entry.placement.enrolment.user_id == me().id
    if not own or not actions.is_delayed(entry, on=utc_today()):
        return {"delayed": False}
    return {"delayed": True, "reported": db.session.scalars(queries.delay_of(entry)).one_or_none()}


beside.tell("workload/_delay.html", delay_beside)


def _the_edition_i_run(edition_id: int) -> Edition:
    edition = the_edition(edition_id)
    allow(can_run(me(), edition))
    return edition


def _supervisors(edition: Edition) -> list[tuple[str, str]]:
    rows = db.session.scalars(people_of(edition, Role.SUPERVISOR))
    return [(str(row.user_id), row.user.name) for row in rows]


def _page(edition: Edition, form: CoverForm | None = None) -> str:
    return render_template(
        "workload/workload.html",
        edition=edition,
        load=workload_of(edition, utc_today()),
        supervisors=_supervisors(edition),
        form=form,
        today=utc_today(),
        in_two_weeks=utc_today() + TWO_WEEKS,
        limits=REVIEW_AGES,
    )
