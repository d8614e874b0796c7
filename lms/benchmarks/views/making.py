"""Make and change sets and indicators."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.benchmarks import actions, policy, queries
from lms.benchmarks.finding import the_indicator, the_set_i_make
from lms.benchmarks.forms import IndicatorForm, SetForm
from lms.benchmarks.models import BenchmarkSet, Indicator
from lms.benchmarks.views import bp
from lms.db import db
from lms.forms import drafts_done


@bp.get("/benchmarks/new")
@open_to(Audience.MEMBERS)
def new_set() -> ResponseReturnValue:
    allow(policy.can_make(me()))
    return _set_page(SetForm())


@bp.post("/benchmarks")
@open_to(Audience.MEMBERS)
def make_set() -> ResponseReturnValue:
    allow(policy.can_make(me()))
    form = SetForm()
    if not form.accepted():
        return _set_page(form), 422
    row = actions.make_set(form.number, form.titled(), by=me(), at=clock.now())
    return _to_set(row.id, None)


@bp.get("/benchmarks/<int:number>/edit")
@open_to(Audience.MEMBERS)
def edit_set(number: int) -> ResponseReturnValue:
    row = the_set_i_make(number)
    said = SetForm.said(row.name, row.purpose)
    form = SetForm(period_unit=row.period_unit, version=str(row.version), **said)
    return _set_page(form, row)


@bp.post("/benchmarks/<int:number>")
@open_to(Audience.MEMBERS)
def change_set(number: int) -> ResponseReturnValue:
    row, form = the_set_i_make(number), SetForm()
    form.period_unit.data = row.period_unit
    if not form.accepted():
        return _set_page(form, row), 422
    try:
        actions.change_set(row, form.titled(), seen=form.seen)
    except actions.ChangedMeanwhileError:
        form.version.data = str(row.version)
        return _set_page(form, row, changed=True), 409
    return _to_set(number, row)


@bp.get("/benchmarks/<int:number>/indicators/new")
@open_to(Audience.MEMBERS)
def new_indicator(number: int) -> ResponseReturnValue:
    return _indicator_page(IndicatorForm(), the_set_i_make(number))


@bp.post("/benchmarks/<int:number>/indicators")
@open_to(Audience.MEMBERS)
def add_indicator(number: int) -> ResponseReturnValue:
    row, form = the_set_i_make(number), IndicatorForm()
    if not form.accepted():
        return _indicator_page(form, row), 422
    actions.add_indicator(row, form.number, form.measured(), at=clock.now())
    drafts_done(_draft(row, None))
    return redirect(url_for(".benchmark_set", number=number), 303)


@bp.get("/benchmarks/indicators/<int:number>/edit")
@open_to(Audience.MEMBERS)
def edit_indicator(number: int) -> ResponseReturnValue:
    row = _mine_to_change(number)
    named = {name: getattr(row, name) for name in ("unit", "better", "min_n")}
    said = IndicatorForm.said(row.name, row.definition)
    form = IndicatorForm(version=str(row.version), **named, **said)
    return _indicator_page(form, row.set, row)


@bp.post("/benchmarks/indicators/<int:number>")
@open_to(Audience.MEMBERS)
def change_indicator(number: int) -> ResponseReturnValue:
    row, form = _mine_to_change(number), IndicatorForm()
    if not form.accepted():
        return _indicator_page(form, row.set, row), 422
    try:
        actions.change_indicator(row, form.measured(), seen=form.seen)
    except actions.HasFiguresError:
        form.unit.errors = [_("It has figures in its unit: end this indicator and add a new one.")]
        return _indicator_page(form, row.set, row), 422
    except actions.ChangedMeanwhileError:
        form.version.data = str(row.version)
        return _indicator_page(form, row.set, row, changed=True), 409
    drafts_done(_draft(row.set, row))
    return redirect(url_for(".comparison", number=number), 303)


@bp.post("/benchmarks/indicators/<int:number>/end")
@open_to(Audience.MEMBERS)
def end_indicator(number: int) -> ResponseReturnValue:
    row = _mine_to_change(number)
    actions.end_indicator(row, at=clock.now())
    return redirect(url_for(".benchmark_set", number=row.set_id), 303)


def _mine_to_change(number: int) -> Indicator:
    allow(policy.can_make(me()))
    return the_indicator(number)


def _set_page(form: SetForm, row: BenchmarkSet | None = None, *, changed: bool = False) -> str:
    return render_template(
        "benchmarks/edit_set.html",
        form=form,
        set=row,
        changed=changed,
        draft_key=f"{me().id}:benchmark-set-{row.id if row else 'new'}",
    )


def _indicator_page(
    form: IndicatorForm,
    of: BenchmarkSet,
    row: Indicator | None = None,
    *,
    changed: bool = False,
) -> str:
    return render_template(
        "benchmarks/edit_indicator.html",
        form=form,
        set=of,
        indicator=row,
        fixed=row is not None and bool(db.session.scalar(queries.has_figures(row))),
        changed=changed,
        draft_key=_draft(of, row),
    )


def _draft(of: BenchmarkSet, row: Indicator | None) -> str:
    return f"{me().id}:benchmark-{of.id}-{row.id if row else 'new'}"


def _to_set(number: int, row: BenchmarkSet | None) -> ResponseReturnValue:
    drafts_done(f"{me().id}:benchmark-set-{row.id if row else 'new'}")
    return redirect(url_for(".benchmark_set", number=number), 303)
