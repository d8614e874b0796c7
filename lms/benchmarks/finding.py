"""What an address names, and what the reader is to it."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import abort, request
from sqlalchemy import select

from lms import clock
from lms.accounts.access import allow
from lms.accounts.session import me
from lms.benchmarks import periods, policy, queries
from lms.benchmarks.figures import Place
from lms.benchmarks.models import BenchmarkSet, BenchmarkValue, GroupMember, Indicator
from lms.db import db
from lms.projects.models import Project


def my_projects() -> dict[int, Project]:
    """Those the reader works in, by name; one statement."""
    rows = db.session.scalars(queries.projects_of(me()))
    return {row.id: row for row in rows}


def the_set(number: int) -> BenchmarkSet:
    return db.find_or_404(queries.a_set(number))


def the_set_i_make(number: int) -> BenchmarkSet:
    allow(policy.can_make(me()))
    return the_set(number)


def the_indicator(number: int) -> Indicator:
    return db.find_or_404(queries.indicator(number))


def the_period(unit: str, known: Sequence[str] = ()) -> str:
    """That of the address, else the newest of which something is known, else the last one."""
    ended = periods.ended(unit, clock.now().date())
    asked = request.args.get("period")
    if asked is not None:
        return asked if asked in ended else abort(404)
    return max((period for period in known if period in ended), default=ended[0])


class Here(NamedTuple):
    """A figure's place. `said` are its lines, the newest first, beside the group each is in."""

    place: Place
    said: Sequence[tuple[BenchmarkValue, GroupMember | None]]
    enters: bool
    checks: bool

    @property
    def line(self) -> BenchmarkValue | None:
        return self.said[0][0] if self.said else None

    @property
    def member(self) -> GroupMember | None:
        return next((member for _line, member in self.said if member), None)


def the_figure(project_id: int, indicator_id: int) -> Here:
    """For those who work there, and for whoever may check it; a 404 for everybody else."""
    indicator, mine = the_indicator(indicator_id), my_projects()
    project = mine.get(project_id) or the_project(project_id)
    place = Place(indicator, the_period(indicator.set.period_unit), project)
    rows = db.session.execute(queries.history(project, indicator, place.period)).all()
    said = [(line, member) for line, member in rows]
    enters = policy.can_enter(project_id, mine)
    checks = bool(said) and policy.can_see(
        me(), said[0][0], mine, directs=not enters and directs(project_id)
    )
    if not (enters or checks):
        abort(404)
    return Here(place, said, enters, checks)


def the_figure_i_enter(project_id: int, indicator_id: int) -> Here:
    here = the_figure(project_id, indicator_id)
    allow(here.enters and here.place.indicator.ended_at is None)
    return here


def the_project(project_id: int) -> Project:
    return db.find_or_404(select(Project).where(Project.id == project_id))


def directs(project_id: int) -> bool:
    """Whether the reader directs a programme that it takes part in."""
    return not me().is_staff and bool(db.session.scalar(queries.directs(me(), project_id).limit(1)))
