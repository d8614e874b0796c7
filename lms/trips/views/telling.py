"""Tell of a trip, from its first day on."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.forms import drafts_done
from lms.trips import actions, policy
from lms.trips.finding import the_trip
from lms.trips.forms import ReportForm
from lms.trips.models import ExchangeTrip
from lms.trips.views import bp


@bp.get("/trips/<int:number>/report")
@open_to(Audience.MEMBERS)
def edit_report(number: int) -> ResponseReturnValue:
    trip = _mine_to_tell(number)
    return _page(trip, ReportForm(obj=trip))


@bp.post("/trips/<int:number>/report")
@open_to(Audience.MEMBERS)
def report(number: int) -> ResponseReturnValue:
    trip, form = _mine_to_tell(number), ReportForm()
    if not form.accepted():
        return _page(trip, form), 422
    try:
        actions.write(trip, form.told(), seen=form.seen)
    except actions.ChangedMeanwhileError:
        form.version.data = str(trip.version)
        return _page(trip, form, changed=True), 409
    drafts_done(_draft(trip))
    return redirect(url_for(".trip", number=number), 303)


def _mine_to_tell(number: int) -> ExchangeTrip:
    here = the_trip(number)
    allow(policy.can_report(me(), here.trip, here.projects, clock.now().date()))
    return here.trip


def _page(trip: ExchangeTrip, form: ReportForm, *, changed: bool = False) -> str:
    key = _draft(trip)
    return render_template(
        "trips/report.html", trip=trip, form=form, changed=changed, draft_key=key
    )


def _draft(trip: ExchangeTrip) -> str:
    return f"{me().id}:trip-report-{trip.id}"
