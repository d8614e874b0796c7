"""An indicator set of the programme of 2001 with invented figures, and two projects that ask to meet better ones."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from lms.benchmarks import actions, figures, periods, releasing
from lms.benchmarks.actions import Measured, Titled
from lms.benchmarks.figures import Figure, Place
from lms.benchmarks.models import BenchmarkSet, BenchmarkValue, Indicator, Share
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.introductions import actions as introductions
from lms.introductions.actions import Asking
from lms.introductions.models import Answer

Spec = dict[str, Any]
SAID, RELEASED, LATE = timedelta(days=100), timedelta(days=70), timedelta(days=9)


def compare(world: World) -> None:
    spec = read_texts("benchmarks")
    of = _make(world, spec["set"])
    indicators = {name: _measured(of, one) for name, one in spec["indicators"].items()}
    for rows in spec["figures"]:
        place = indicators[rows["indicator"]], _year(world, rows["year"])
        lines: dict[str, BenchmarkValue] = {}
        for share in Share:
            lines |= _say(world, spec, place, rows.get(share.value, {}), share, world.at - SAID)
        for name in rows.get("checked", ()):
            _check(world, place, name, lines[name])
    releasing.release(of, by=world.people["coordinator"], at=world.at - RELEASED)
    for rows in spec["figures"]:
        place = indicators[rows["indicator"]], _year(world, rows["year"])
        _say(world, spec, place, rows.get("late", {}), Share.ANONYMOUS, world.at - LATE)
    for one in spec["introductions"]:
        _introduce(world, indicators[one["indicator"]], one)


def _make(world: World, spec: Spec) -> BenchmarkSet:
    titled = Titled(spec["name"], spec["purpose"], "year")
    at = world.at - timedelta(days=int(spec["days"]))
    return actions.make_set(uuid4(), titled, by=world.people[spec["by"]], at=at)


def _measured(of: BenchmarkSet, spec: Spec) -> Indicator:
    measured = Measured(spec["name"], spec["definition"], spec["unit"], spec["better"], 5)
    row = actions.add_indicator(of, uuid4(), measured, at=of.created_at)
    row.set = of
    return row


def _year(world: World, back: str) -> str:
    return periods.ended("year", world.at.date())[int(back)]


def _say(  # where and how, and each figure
    world: World,
    spec: Spec,
    place: tuple[Indicator, str],
    amounts: dict[str, str],
    share: Share,
    at: datetime,
) -> dict[str, BenchmarkValue]:
    found = {}
    for name, amount in amounts.items():
        by = world.people[spec["people"][name]]
        source = spec["example"][by.language]
        figure = Figure(round(float(amount) * 100), source, "documented", share.value)
        there = Place(*place, world.projects[name])
        found[name] = figures.say(uuid4(), there, figure, seen=0, by=by, at=at)
    return found


def _check(world: World, place: tuple[Indicator, str], name: str, line: BenchmarkValue) -> None:
    there, by = Place(*place, world.projects[name]), world.people["coordinator"]
    at = world.at - SAID + timedelta(days=8)
    figures.check(uuid4(), there, line, seen=line.number, by=by, at=at)


def _introduce(world: World, indicator: Indicator, spec: Spec) -> None:
    asker, asked = (world.projects[spec[name]] for name in ("asker", "asked"))
    asking = Asking(indicator, _year(world, spec["year"]), asker, [asked.id])
    people = read_texts("benchmarks")["people"]
    said = {"text": spec["text"], "language": spec["language"]}
    at = world.at - timedelta(days=int(spec["days"]))
    by = world.people[people[spec["asker"]]]
    row = introductions.ask(uuid4(), asking, **said, by=by, at=at)
    if "answer" in spec:
        row.indicator, row.asked, row.by = indicator, asked, by
        answered = at + timedelta(days=2)
        who = world.people[people[spec["asked"]]]
        introductions.answer(row, Answer(spec["answer"]), word=spec["word"], by=who, at=answered)
