"""The figures of one project, and one of them: say it, change it, check it."""

from typing import Any
from uuid import uuid4

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.benchmarks import figures, periods, policy, queries
from lms.benchmarks.actions import ChangedMeanwhileError
from lms.benchmarks.finding import (
    Here,
    directs,
    my_projects,
    the_figure,
    the_figure_i_enter,
    the_project,
)
from lms.benchmarks.forms import BranchForm, FigureForm
from lms.benchmarks.models import BenchmarkValue, Confidence, PeriodUnit, Share
from lms.benchmarks.numbers import plain
from lms.benchmarks.views import bp
from lms.db import db
from lms.forms import drafts_done
from lms.i18n import show_number
from lms.projects import actions as projects
from lms.projects.models import Project

COLUMNS = 3
"""So many periods stand side by side."""


@bp.get("/benchmarks/projects/<int:project_id>")
@open_to(Audience.MEMBERS)
def figures_of(project_id: int) -> ResponseReturnValue:
    """For its people all of them, with what is missing; for others what they may see."""
    project, enters = _project(project_id)
    lines = db.session.scalars(queries.of_project(project)).all()
    leads = not enters and directs(project_id)
    to_check = {
        line.id for line in lines if not enters and policy.can_see(me(), line, (), directs=leads)
    }
    today = clock.now().date()
    return render_template(
        "benchmarks/figures.html",
        project=project,
        enters=enters,
        to_check=to_check,
        indicators=db.session.scalars(queries.all_indicators()).all(),
        lines={
            (line.indicator_id, line.period): line
            for line in lines
            if enters or line.id in to_check or line.share == Share.NAMED
        },
        periods={unit: periods.ended(unit, today)[:COLUMNS] for unit in PeriodUnit},
        form=BranchForm(branch=project.branch),
    )


def _project(project_id: int) -> tuple[Project, bool]:
    mine = my_projects()
    return mine.get(project_id) or the_project(project_id), policy.can_enter(project_id, mine)


@bp.post("/benchmarks/projects/<int:project_id>/branch")
@open_to(Audience.MEMBERS)
def choose_branch(project_id: int) -> ResponseReturnValue:
    """By its people: with whom it is compared from now on."""
    project, enters = _project(project_id)
    allow(enters)
    form = BranchForm()
    if form.accepted():
        projects.belongs_to(project, form.branch.data)
        flash(_("The branch is kept."))
    return redirect(url_for(".figures_of", project_id=project_id), 303)


@bp.get("/benchmarks/projects/<int:project_id>/indicators/<int:number>")
@open_to(Audience.MEMBERS)
def figure(project_id: int, number: int) -> ResponseReturnValue:
    here = the_figure(project_id, number)
    return _page(here, _form(here, **_said(here.line)))


def _said(line: BenchmarkValue | None) -> dict[str, Any]:
    """What stands in the form; what was checked is asked anew only if it changes."""
    if line is None:
        return {"share": Share.ANONYMOUS.value, "confidence": Confidence.DECLARED.value}
    checked = line.confidence == Confidence.CHECKED
    return {
        "seen": str(line.number),
        "amount": show_number(plain(line.amount)),
        "confidence": Confidence.DOCUMENTED.value if checked else line.confidence,
        "source": line.source,
        "share": line.share,
    }


@bp.post("/benchmarks/projects/<int:project_id>/indicators/<int:number>/values")
@open_to(Audience.MEMBERS)
def say_figure(project_id: int, number: int) -> ResponseReturnValue:
    here = the_figure_i_enter(project_id, number)
    form = _form(here)
    if not form.accepted():
        return _page(here, form), 422
    said = form.figure()
    try:
        figures.say(form.number, here.place, said, seen=form.seen_number, by=me(), at=clock.now())
    except (ChangedMeanwhileError, figures.NotOpenError):
        form.seen.data = str(here.line.number if here.line else 0)
        return _page(here, form, changed=True), 409
    drafts_done(_draft(here))
    flash(_kept(said.share, here))
    period = here.place.period
    return redirect(url_for(".comparison", number=number, period=period, project=project_id), 303)


def _kept(share: str, here: Here) -> str:
    if share == Share.ANONYMOUS and here.member is None:
        return _("Kept. Others see it with the next release, if it has enough company.")
    return _("The figure is kept.")


@bp.post("/benchmarks/projects/<int:project_id>/indicators/<int:number>/checks")
@open_to(Audience.MEMBERS)
def check_figure(project_id: int, number: int) -> ResponseReturnValue:
    """By somebody who is not of that project."""
    here = the_figure(project_id, number)
    allow(here.checks)
    line = here.line or abort(404)
    form = FigureForm(unit=here.place.indicator.unit, shares=())
    try:
        figures.check(form.number, here.place, line, seen=form.seen_number, by=me(), at=clock.now())
    except ChangedMeanwhileError:
        return _page(here, form, changed=True), 409
    flash(_("Noted: the figure is checked."))
    return redirect(_address(here), 303)


def _form(here: Here, **said: Any) -> FigureForm:
    lines = [line for line, _member in here.said]
    shares = policy.open_shares(lines, released=here.member is not None)
    return FigureForm(unit=here.place.indicator.unit, shares=shares, **said)


def _page(here: Here, form: FigureForm, *, changed: bool = False) -> str:
    unit = here.place.indicator.set.period_unit
    return render_template(
        "benchmarks/figure.html",
        here=here,
        place=here.place,
        form=form,
        periods=periods.offered(unit, clock.now().date(), [here.place.period]),
        to_check=here.checks and here.line is not None and policy.is_to_check(here.line),
        changed=changed,
        draft_key=_draft(here),
        check_key=uuid4(),
    )


def _draft(here: Here) -> str:
    place = here.place
    return f"{me().id}:figure-{place.project.id}-{place.indicator.id}-{place.period}"


def _address(here: Here) -> str:
    place = here.place
    return url_for(
        ".figure", project_id=place.project.id, number=place.indicator.id, period=place.period
    )
