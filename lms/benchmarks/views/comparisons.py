"""One indicator in one period: the dots, the same as a table, and as a file."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.benchmarks import periods, policy, queries
from lms.benchmarks.comparing import Comparison, compared, fields
from lms.benchmarks.filtering import PeersForm
from lms.benchmarks.finding import my_projects, the_indicator, the_period
from lms.benchmarks.models import Better, Confidence, Indicator, Unit
from lms.benchmarks.numbers import in_hundredths
from lms.benchmarks.plot import plotted
from lms.benchmarks.releasing import like_of
from lms.benchmarks.views import bp
from lms.benchmarks.views.sets import chosen_project
from lms.benchmarks.vocabulary import CONFIDENCES, UNITS
from lms.benchmarks.words import said
from lms.db import db
from lms.documents import given_out
from lms.i18n import country_name
from lms.paging import page_within
from lms.projects.models import Project
from lms.spreadsheets import Cell, csv_file

PAGE = 50


class Here(NamedTuple):
    indicator: Indicator
    period: str
    known: Sequence[str]
    mine: dict[int, Project]
    project: Project | None
    form: PeersForm
    comparison: Comparison


@bp.get("/benchmarks/indicators/<int:number>")
@open_to(Audience.MEMBERS)
def comparison(number: int) -> ResponseReturnValue:
    here = _compared(number)
    rows = here.comparison.rows()
    amounts = [row.amount for row in rows]
    unit, today = here.indicator.set.period_unit, clock.now().date()
    return render_template(
        "benchmarks/comparison.html",
        here=here,
        rows=rows,
        page=page_within(rows, [in_hundredths(amount) for amount in amounts], most=PAGE),
        periods=periods.offered(unit, today, [*here.known, here.period]),
        plot=None if all(row.mine for row in rows) else plotted(amounts),
        may_ask=here.comparison.ahead > 0 and here.indicator.better != Better.NEUTRAL,
        can_make=policy.can_make(me()),
    )


@bp.get("/benchmarks/indicators/<int:number>.csv")
@open_to(Audience.MEMBERS)
def comparison_file(number: int) -> ResponseReturnValue:
    """What the page shows, with no more in it than there."""
    here = _compared(number)
    head = [_("Cluster or network"), _("Country"), _("Figure"), _("Unit"), _("How sure is it?")]
    head += [_("Where it comes from")]
    unit = str(UNITS[Unit(here.indicator.unit)])
    table: list[list[Cell]] = []
    for row in here.comparison.rows():
        told: list[Cell] = [_("Not named"), "", row.amount, unit, "", ""]
        if row.line is not None:
            told = [row.line.name, country_name(row.line.country), row.amount, unit]
            told += [str(CONFIDENCES[Confidence(row.line.confidence)]), row.line.source]
        table.append(told)
    name = f"{said(here.indicator.name).text}-{here.period}"
    return given_out(csv_file(name, head, table))


def _compared(number: int) -> Here:
    """With everybody who is like the reader's project, as far as there are enough of them."""
    indicator = the_indicator(number)
    known = db.session.scalars(queries.periods([indicator.id])).all()
    period, mine = the_period(indicator.set.period_unit, known), my_projects()
    project, found = chosen_project(mine), fields([indicator], period)[indicator.id]
    form = PeersForm(request.args)
    asked = form.asked
    if project is not None and not form.is_sent:
        asked = found[0].peers_of(like_of(project))
        form.show(asked)
    own = found[1].get(project.id) if project else None
    return Here(
        indicator, period, known, mine, project, form, compared(indicator, found, asked, own)
    )
