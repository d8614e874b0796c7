"""What joint learning has between countries in the measured world: figures, meetings, trips."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid5

from sqlalchemy import select, update

from lms.accounts.models import User
from lms.benchmarks import actions as benchmarks
from lms.benchmarks import periods, releasing
from lms.benchmarks.actions import Measured, Titled
from lms.benchmarks.models import BenchmarkSet, BenchmarkValue, Indicator, Share
from lms.db import db
from lms.meetings import actions as meetings
from lms.meetings.actions import Plan
from lms.meetings.models import Kind, Ref
from lms.projects.models import Project
from lms.trips.models import ExchangeTrip
from tests.bench.joint import COUNTRIES, SEATS
from tests.bench.world import NOW, SPACE, TEXT, Row, World, _write, trainee_id

OTHERS, INDICATORS, MEETINGS, TRIPS = 300, 6, 60, 60
ZONES = (
    "America/Managua",
    "America/Lima",
    "America/St_Johns",
    "Africa/Dakar",
    "Africa/Casablanca",
    "Europe/Vienna",
    "Africa/Nairobi",
    "Asia/Tehran",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Manila",
    "Pacific/Auckland",
)
UNIT = ("share", "up", 5)
YEAR = periods.ended("year", NOW.date())[0]


def add(world: World) -> World:
    director, ours = db.session.get_one(User, 2), world.places["project"]
    _write(Project, _projects())
    projects = list(db.session.scalars(select(Project.id).order_by(Project.id)))
    indicators = _indicators(director)
    _write(BenchmarkValue, _figures(indicators, projects))
    releasing.release(db.session.scalars(select(BenchmarkSet)).one(), by=director, at=NOW)
    _live_by_their_clocks()
    _meet(world.places["programme"])
    _write(ExchangeTrip, _trips(ours, projects))
    db.session.commit()
    first = (NOW + timedelta(days=7)).date()
    who = "&".join(f"who={trainee_id(number)}" for number in range(SEATS))
    days = f"first={first}&last={first + timedelta(days=13)}"
    found = {
        "set": indicators[0].set_id,
        "indicator": indicators[0].id,
        "hours": f"proposals?{days}&minutes=60&{who}",
    }
    return replace(
        world,
        places=world.places | found,
        size=world.size | {"figures": INDICATORS * OTHERS, "meetings": MEETINGS},
    )


def _projects() -> Iterator[Row]:
    for number in range(OTHERS):
        yield {
            "name": f"Network {number} of dyers and weavers",
            "kind": "cluster",
            "place": "Somewhere",
            "country": COUNTRIES[number % len(COUNTRIES)],
            "sector": "Textiles",
            "branch": "textiles",
            "status": "ongoing",
            "created_at": NOW,
        }


def _indicators(director: User) -> list[Indicator]:
    titled = Titled({"en": "Working together"}, {"en": TEXT}, "year")
    of = benchmarks.make_set(uuid5(SPACE, "set"), titled, by=director, at=NOW)
    found = []
    for number in range(INDICATORS):
        measured = Measured({"en": f"What share {number} of it firms pay"}, {"en": TEXT}, *UNIT)
        key = uuid5(SPACE, f"indicator {number}")
        found.append(benchmarks.add_indicator(of, key, measured, at=NOW))
    return found


def _figures(indicators: list[Indicator], projects: list[int]) -> Iterator[Row]:
    """Of each two projects one says it with its name, the other without."""
    for indicator in indicators:
        for number, project in enumerate(projects):
            yield {
                "key": uuid5(SPACE, f"figure {indicator.id} {project}"),
                "indicator_id": indicator.id,
                "project_id": project,
                "period": YEAR,
                "number": 1,
                "hundredths": number * 7919 % 10000,
                "source": TEXT,
                "confidence": "declared",
                "share": (Share.NAMED if number % 2 else Share.ANONYMOUS).value,
                "by_id": 2,
                "at": NOW,
            }


def _live_by_their_clocks() -> None:
    for number in range(SEATS):
        mine = update(User).where(User.id == trainee_id(number))
        db.session.execute(mine.values(time_zone=ZONES[number % len(ZONES)]))
    db.session.expire_all()


def _meet(programme: int) -> None:
    """Half of the meetings are over."""
    numbers = [trainee_id(number) for number in range(SEATS)]
    people = list(db.session.scalars(select(User).where(User.id.in_(numbers))))
    for number in range(MEETINGS):
        begin = NOW + timedelta(days=number - MEETINGS // 2)
        end = begin + timedelta(hours=1)
        plan = Plan(f"Order book {number}", begin, end, ZONES[0], "", people)
        key = uuid5(SPACE, f"meeting {number}")
        meetings.fix(Ref(Kind.PROGRAMME, programme), plan, key, by=people[0], at=NOW)


def _trips(ours: int, projects: list[int]) -> Iterator[Row]:
    for number in range(TRIPS):
        first = (NOW + timedelta(days=number)).date()
        yield {
            "key": uuid5(SPACE, f"trip {number}"),
            "kind": "study_tour",
            "title": f"To the basin of network {number}",
            "language": "en",
            "guest_id": ours,
            "host_id": projects[number + 1],
            "starts_on": first,
            "ends_on": first + timedelta(days=3),
            "aims": TEXT,
            "by_id": trainee_id(0),
            "created_at": NOW,
        }
