"""The list of trips, one of them, and a new one."""

from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.initiatives.finding import the_initiative_i_lead
from lms.initiatives.models import Initiative
from lms.paging import page_of
from lms.projects.queries import projects
from lms.trips import actions, policy, queries
from lms.trips.finding import Here, my_projects, the_trip
from lms.trips.forms import TripForm
from lms.trips.models import ExchangeTrip, Side
from lms.trips.views import bp
from lms.trips.vocabulary import standing

PAGE = 20


@bp.get("/trips")
@open_to(Audience.MEMBERS)
def trips() -> ResponseReturnValue:
    """In the order in which they were proposed."""
    page = page_of(queries.trips(), (ExchangeTrip.id,), lambda row: (row.id,), most=PAGE)
    said = partial(standing, today=clock.now().date())
    return render_template("trips/trips.html", page=page, standing=said)


@bp.get("/trips/<int:number>")
@open_to(Audience.MEMBERS)
def trip(number: int) -> ResponseReturnValue:
    here, today = the_trip(number), clock.now().date()
    people = db.session.scalars(queries.people(here.trip)).all()
    return render_template(
        "trips/trip.html",
        trip=here.trip,
        people=people,
        standing=standing(here.trip, today),
        belongs=policy.belongs(here.trip, here.projects),
        mine=any(row.user_id == me().id for row in people),
        can_plan=policy.can_plan(me(), here.trip, here.projects),
        can_report=policy.can_report(me(), here.trip, here.projects, today),
        can_consent={side for side in Side if policy.can_consent(here.trip, side, here.projects)},
    )


@bp.get("/trips/new")
@open_to(Audience.MEMBERS)
def new_trip() -> ResponseReturnValue:
    return _form_page(form_of(language=me().language), initiative=_initiative())


@bp.post("/trips")
@open_to(Audience.MEMBERS)
def propose() -> ResponseReturnValue:
    form, initiative = form_of(), _initiative()
    if not form.accepted():
        return _form_page(form, initiative=initiative), 422
    begun_in = initiative.id if initiative else None
    row = actions.propose(form.number, form.plan(), by=me(), at=clock.now(), initiative_id=begun_in)
    drafts_done(_draft(None))
    return redirect(url_for(".trip", number=row.id), 303)


@bp.get("/trips/<int:number>/edit")
@open_to(Audience.MEMBERS)
def edit_trip(number: int) -> ResponseReturnValue:
    here = _mine_to_plan(number)
    return _form_page(form_of(**TripForm.said(here.trip)), here.trip)


@bp.post("/trips/<int:number>")
@open_to(Audience.MEMBERS)
def change_trip(number: int) -> ResponseReturnValue:
    here, form = _mine_to_plan(number), form_of()
    if not form.accepted():
        return _form_page(form, here.trip), 422
    try:
        actions.change(here.trip, form.plan(), seen=form.seen, at=clock.now())
    except actions.ChangedMeanwhileError:
        form.version.data = str(here.trip.version)
        return _form_page(form, here.trip, changed=True), 409
    drafts_done(_draft(here.trip))
    return redirect(url_for(".trip", number=number), 303)


def _mine_to_plan(number: int) -> Here:
    here = the_trip(number)
    allow(policy.can_plan(me(), here.trip, here.projects))
    return here


def form_of(**filled_in: object) -> TripForm:
    rows = db.session.scalars(projects()).all()
    return TripForm(projects=rows, mine=my_projects(), **filled_in)


def _initiative() -> Initiative | None:
    """What the trip belongs to, for somebody who leads it."""
    number = request.args.get("initiative", type=int)
    return the_initiative_i_lead(number).initiative if number is not None else None


def _form_page(
    form: TripForm,
    trip: ExchangeTrip | None = None,
    *,
    initiative: Initiative | None = None,
    changed: bool = False,
) -> str:
    return render_template(
        "trips/plan.html",
        form=form,
        trip=trip,
        initiative=initiative,
        changed=changed,
        draft_key=_draft(trip),
    )


def _draft(trip: ExchangeTrip | None) -> str:
    return f"{me().id}:trip-{trip.id if trip else 'new'}"
