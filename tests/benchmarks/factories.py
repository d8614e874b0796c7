"""Sets, indicators and figures, for tests. Projects are told apart by the names of their people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from lms.accounts.models import User
from lms.benchmarks import actions, figures, periods, queries, releasing
from lms.benchmarks.actions import Measured, Titled
from lms.benchmarks.figures import Figure, Place
from lms.benchmarks.models import BenchmarkSet, BenchmarkValue, Indicator, Share
from lms.db import db
from lms.programmes import actions as programmes
from lms.projects import actions as projects
from lms.projects.models import Project
from tests.directory.factories import takes_part
from tests.people import People, a_person
from tests.programmes.factories import PLAN

NOW = datetime.now(UTC)
YEAR = periods.ended("year", NOW.date())[0]


def an_indicator(by: User, *, unit: str = "share", better: str = "up") -> Indicator:
    titled = Titled({"en": "Working together"}, {"en": "What firms share."}, "year")
    of = actions.make_set(uuid4(), titled, by=by, at=NOW)
    return one_more(of.id, unit=unit, better=better)


def one_more(
    of: int, name: str = "Costs that firms pay", *, unit: str = "share", better: str = "up"
) -> Indicator:
    definition = {"en": "Of every hundred spent together, what firms paid."}
    measured = Measured({"en": name}, definition, unit, better, 5)
    to = db.session.get_one(BenchmarkSet, of)
    row = actions.add_indicator(to, uuid4(), measured, at=NOW)
    db.session.commit()
    return row


def a_project(name: str, **said: str) -> Project:
    fields = {
        "kind": "cluster",
        "place": "Somewhere",
        "country": "NI",
        "sector": "Sweets",
        "branch": "food",
        "status": "ongoing",
    }
    row = projects.describe(at=NOW, name=name, **(fields | said))
    db.session.commit()
    return row


def works_in(project: Project, name: str, people: People) -> User:
    """By a confirmed place in a programme, one for each person."""
    person, plan = a_person(name), replace(PLAN, name=f"Week of {name}")
    takes_part(programmes.plan(plan, by=people.administrator, at=NOW), person, project)
    return person


def said(
    indicator: Indicator,
    project: Project,
    amount: float,
    share: Share = Share.ANONYMOUS,
    *,
    by: User,
    period: str = YEAR,
    source: str = "",
) -> BenchmarkValue:
    place = Place(loaded(indicator), period, project)
    number = len(db.session.execute(queries.history(project, indicator, period)).all())
    figure = Figure(round(amount * 100), source, "declared", share.value)
    row = figures.say(uuid4(), place, figure, seen=number, by=by, at=NOW)
    db.session.commit()
    return row


def loaded(indicator: Indicator) -> Indicator:
    """With its set, which a request in between has made the session forget."""
    return db.session.scalars(queries.indicator(indicator.id)).one()


def some_figures(
    indicator: Indicator, amounts: Sequence[float], *, by: User, **like: str
) -> list[Project]:
    """Of a new project each, without a name; not released yet."""
    found = [a_project(f"Hidden {number}", **like) for number, _amount in enumerate(amounts)]
    for project, amount in zip(found, amounts, strict=True):
        said(indicator, project, amount, by=by)
    return found


def released(indicator: Indicator, by: User) -> int:
    number = releasing.release(loaded(indicator).set, by=by, at=NOW)
    db.session.commit()
    return number
