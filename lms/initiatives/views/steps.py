"""From a seed to the end, and what is told on the way."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.initiatives import actions, policy
from lms.initiatives.actions import NotReadyError
from lms.initiatives.finding import Here, the_initiative, the_initiative_i_lead
from lms.initiatives.forms import CheckInForm, StopForm
from lms.initiatives.models import State
from lms.initiatives.views import bp
from lms.initiatives.views.initiatives import initiative_page


@bp.post("/initiatives/<int:number>/<any(exploring, agreed, active, completed):wanted>")
@open_to(Audience.MEMBERS)
def step_on(number: int, wanted: str) -> ResponseReturnValue:
    here = the_initiative(number)
    allow(here.leads or here.initiative.state == wanted)
    try:
        actions.step_on(here.initiative, wanted=State(wanted), at=clock.now())
    except NotReadyError:
        flash(_("Something is still lacking for this step: see below."))
    return _back(here)


@bp.get("/initiatives/<int:number>/stop")
@open_to(Audience.MEMBERS)
def new_stop(number: int) -> ResponseReturnValue:
    return _stop_page(the_initiative_i_lead(number), StopForm())


@bp.post("/initiatives/<int:number>/stop")
@open_to(Audience.MEMBERS)
def stop(number: int) -> ResponseReturnValue:
    here, form = the_initiative_i_lead(number), StopForm()
    if not form.accepted():
        return _stop_page(here, form), 422
    actions.stop(here.initiative, reason=form.reason.data or "", at=clock.now())
    return _back(here)


def _stop_page(here: Here, form: StopForm) -> str:
    return render_template("initiatives/stop.html", initiative=here.initiative, form=form)


@bp.post("/initiatives/<int:number>/check-ins")
@open_to(Audience.MEMBERS)
def check_in(number: int) -> ResponseReturnValue:
    """By the people of its partners, also after its end."""
    here, form = the_initiative(number), CheckInForm()
    allow(here.leads or bool(policy.mine_among(here.partners, here.projects)))
    if not form.accepted():
        return initiative_page(here, check_in=form), 422
    actions.check_in(
        here.initiative,
        key=form.number,
        value=form.value.data,
        text=form.text.data or "",
        by=me(),
        at=clock.now(),
    )
    return _back(here)


def _back(here: Here) -> ResponseReturnValue:
    return redirect(url_for(".initiative", number=here.initiative.id), 303)
