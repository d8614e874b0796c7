"""Consent for one side, and take part oneself."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.trips import actions, policy
from lms.trips.finding import Here, the_trip
from lms.trips.models import Side
from lms.trips.views import bp


@bp.post("/trips/<int:number>/consents/<any(guest, host):side>")
@open_to(Audience.MEMBERS)
def consent(number: int, side: str) -> ResponseReturnValue:
    """By somebody who works on that side, administrators are no exception."""
    here = the_trip(number)
    given = getattr(here.trip, f"{side}_consent_by_id") == me().id
    allow(given or policy.can_consent(here.trip, Side(side), here.projects))
    actions.consent(here.trip, Side(side), by=me(), at=clock.now())
    return _back(here)


@bp.post("/trips/<int:number>/people")
@open_to(Audience.MEMBERS)
def join(number: int) -> ResponseReturnValue:
    here = the_trip(number)
    allow(policy.belongs(here.trip, here.projects))
    actions.join(here.trip, by=me(), at=clock.now())
    return _back(here)


@bp.post("/trips/<int:number>/people/leaving")
@open_to(Audience.MEMBERS)
def leave(number: int) -> ResponseReturnValue:
    """Also by who works there no more."""
    here = the_trip(number)
    actions.leave(here.trip, by=me())
    return _back(here)


def _back(here: Here) -> ResponseReturnValue:
    return redirect(url_for(".trip", number=here.trip.id), 303)
