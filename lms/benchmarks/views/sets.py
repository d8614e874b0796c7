"""The list of sets, and one of them: its indicators with what is seen of each."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.benchmarks import periods, policy, queries
from lms.benchmarks.comparing import compared, fields
from lms.benchmarks.finding import my_projects, the_period, the_set
from lms.benchmarks.grouping import Like
from lms.benchmarks.models import BenchmarkSet
from lms.benchmarks.views import bp
from lms.db import db
from lms.paging import page_of
from lms.projects.models import Project

PAGE = 20


@bp.get("/benchmarks")
@open_to(Audience.MEMBERS)
def sets() -> ResponseReturnValue:
    page = page_of(queries.sets(), (BenchmarkSet.id,), lambda row: (row.id,), most=PAGE)
    measured: dict[int, list[str]] = {row.id: [] for row in page.rows}
    indicators = db.session.scalars(queries.indicators(measured.keys())).all()
    return render_template(
        "benchmarks/sets.html",
        page=page,
        indicators=indicators,
        mine=my_projects(),
        can_make=policy.can_make(me()),
    )


@bp.get("/benchmarks/<int:number>")
@open_to(Audience.MEMBERS)
def benchmark_set(number: int) -> ResponseReturnValue:
    row = the_set(number)
    indicators = db.session.scalars(queries.indicators([row.id])).all()
    known = db.session.scalars(queries.periods([one.id for one in indicators])).all()
    period, mine = the_period(row.period_unit, known), my_projects()
    project = chosen_project(mine)
    found = fields(indicators, period)
    own = {key: lines.get(project.id) if project else None for key, (_f, lines) in found.items()}
    return render_template(
        "benchmarks/set.html",
        set=row,
        period=period,
        periods=periods.offered(row.period_unit, clock.now().date(), [*known, period]),
        mine=mine,
        project=project,
        compared=[(one, compared(one, found[one.id], Like(), own[one.id])) for one in indicators],
        can_make=policy.can_make(me()),
    )


def chosen_project(mine: dict[int, Project]) -> Project | None:
    """Of those the reader works in: the one in the address, else the first."""
    asked = request.args.get("project", type=int)
    return mine.get(asked or 0) or next(iter(mine.values()), None)
