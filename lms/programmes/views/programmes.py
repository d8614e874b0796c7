"""The list of programmes, one of them, and its plan."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.class_sessions.times import NoSuchHourError, city
from lms.db import db
from lms.paging import page_of
from lms.programmes import actions, places, policy, queries
from lms.programmes.actions import Keeps, Plan
from lms.programmes.finding import the_programme, the_programme_i_run
from lms.programmes.forms import ProgrammeForm
from lms.programmes.models import Programme
from lms.programmes.parts import parts_of
from lms.programmes.phases import phase_of
from lms.programmes.views import bp
from lms.spaces.readers import this_reader

PAGE = 20


@bp.get("/programmes")
@open_to(Audience.MEMBERS)
def programmes() -> ResponseReturnValue:
    """Those to come and under way, then those that were held, a page at a time."""
    reader, now = this_reader(), clock.now()
    coming = db.session.scalars(queries.coming(reader, now.date())).all()
    order = (Programme.ends_on, Programme.id)
    held = page_of(
        queries.held(reader, now.date()),
        order,
        lambda row: (row.ends_on.isoformat(), row.id),
        most=PAGE,
    )
    return render_template(
        "programmes/programmes.html",
        coming=coming,
        held=held,
        mine={row.programme_id: row for row in db.session.scalars(queries.places_of(me()))},
        phase_of=lambda row: phase_of(row, now),
        can_plan=policy.can_plan(reader),
    )


@bp.get("/programmes/<int:programme_id>")
@open_to(Audience.MEMBERS)
def programme(programme_id: int) -> ResponseReturnValue:
    here = the_programme(programme_id)
    modules = db.session.scalars(queries.modules(here.programme)).all()
    taken = dict(db.session.execute(queries.seats_taken(here.programme)).all())
    return render_template(
        "programmes/programme.html",
        here=here,
        programme=here.programme,
        modules=modules,
        parts=parts_of(here.programme),
        seats_left=max(here.programme.seats - sum(taken.values()), 0),
        city=city(here.programme.time_zone),
        can_apply=policy.can_apply(here.mine, here.phase),
        can_withdraw=policy.can_withdraw(here.mine, here.phase),
    )


@bp.get("/programmes/new")
@open_to(Audience.STAFF)
def new_programme() -> ResponseReturnValue:
    filled_in = {"language": me().language, "country": me().country, "time_zone": me().time_zone}
    return _form_page(ProgrammeForm(**filled_in))


@bp.post("/programmes")
@open_to(Audience.STAFF)
def plan_programme() -> ResponseReturnValue:
    form = ProgrammeForm()
    row = _planned(form, lambda plan: actions.plan(plan, by=me(), at=clock.now()))
    if row is None:
        return _form_page(form), 422
    return redirect(url_for(".programme", programme_id=row.id), 303)


@bp.get("/programmes/<int:programme_id>/edit")
@open_to(Audience.MEMBERS)
def edit_programme(programme_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    return _form_page(ProgrammeForm(**ProgrammeForm.said(here.programme)), here.programme)


@bp.post("/programmes/<int:programme_id>")
@open_to(Audience.MEMBERS)
def change_programme(programme_id: int) -> ResponseReturnValue:
    row = the_programme_i_run(programme_id).programme
    form = ProgrammeForm(zone_before=row.time_zone)
    keeps = Keeps(form.keeps.data or Keeps.INSTANT)
    if _planned(form, lambda plan: actions.change(row, plan, keeps)) is None:
        return _form_page(form, row), 422
    places.seat_who_wait(row, at=clock.now())
    flash(_("The changes are saved."))
    return redirect(url_for(".programme", programme_id=row.id), 303)


@bp.post("/programmes/<int:programme_id>/opening")
@open_to(Audience.MEMBERS)
def open_programme(programme_id: int) -> ResponseReturnValue:
    row = the_programme_i_run(programme_id).programme
    actions.open_up(row, at=clock.now())
    flash(_("The programme is open: every member reads it and may apply."))
    return redirect(url_for(".programme", programme_id=row.id), 303)


@bp.get("/programmes/<int:programme_id>/copies/new")
@open_to(Audience.STAFF)
def new_copy(programme_id: int) -> ResponseReturnValue:
    here = the_programme(programme_id)
    said = ProgrammeForm.said(here.programme)
    for name in ("starts_on", "ends_on", "apply_by"):
        del said[name]
    return _form_page(ProgrammeForm(**said), copied=here.programme)


@bp.post("/programmes/<int:programme_id>/copies")
@open_to(Audience.STAFF)
def copy_programme(programme_id: int) -> ResponseReturnValue:
    """The modules, hours and venues; no people, nothing that people wrote."""
    first, form = the_programme(programme_id).programme, ProgrammeForm()
    row = _planned(form, lambda plan: actions.copy(first, plan, by=me(), at=clock.now()))
    if row is None:
        return _form_page(form, copied=first), 422
    return redirect(url_for(".programme", programme_id=row.id), 303)


def _planned(form: ProgrammeForm, make: Callable[[Plan], Programme]) -> Programme | None:
    """None where the form says what is wrong."""
    if not form.accepted():
        return None
    try:
        return make(form.plan())
    except NoSuchHourError:
        form.starts_on.errors = [
            _("On one of these days the clocks go forward over an hour of the agenda.")
        ]
        return None


def _form_page(
    form: ProgrammeForm, programme: Programme | None = None, copied: Programme | None = None
) -> str:
    return render_template("programmes/plan.html", form=form, programme=programme, copied=copied)
