"""What the pictures show, worked out from the entries: no drawing and no database here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from math import cos, pi, sin, sqrt
from typing import Final, NamedTuple

from lms.actors.models import Actor
from lms.charts.queries import Day
from lms.logbook.pace import expected_minutes
from lms.placements.calendar import stretches_of
from lms.placements.models import Placement

HANDED_IN: Final = ("submitted", "queried", "approved", "locked")
LONG_DAY: Final = 600  # minutes
MANY: Final = 8  # entries; fewer say nothing about a habit
HABIT: Final = 0.8
SATURDAY: Final = 5
MOST_ACTORS: Final = 12
CENTRE, RADIUS = 180, 140


class Point(NamedTuple):
    """A week or month: minutes up to its end, and within it. None where it has not begun."""

    number: int
    planned: int
    noted: int | None
    submitted: int | None
    approved: int | None
    asked: int
    done: int


def points_of(placement: Placement, rows: Sequence[Day], on: date) -> list[Point]:
    found, before = [], 0
    for stretch in stretches_of(placement):
        planned = expected_minutes(placement, stretch.last)
        past = [row for row in rows if row[0] <= stretch.last]
        within = [row for row in past if row[0] >= stretch.first and row[1] in HANDED_IN]
        begun = stretch.first <= on
        found.append(
            Point(
                stretch.number,
                planned,
                sum(row[2] for row in past) if begun else None,
                sum(row[2] for row in past if row[1] in HANDED_IN) if begun else None,
                sum(row[4] for row in past) if begun else None,
                planned - before,
                sum(row[2] for row in within),
            )
        )
        before = planned
    return found


def mix_of(rows: Iterable[Day]) -> list[tuple[str, int]]:
    """Minutes by kind of work, the longest first."""
    minutes: Counter[str] = Counter()
    for row in rows:
        minutes[row[3]] += row[2]
    return minutes.most_common()


class Node(NamedTuple):
    actor: Actor
    visits: int
    x: float
    y: float
    r: float


class Link(NamedTuple):
    """Two who were met together, by their places among the nodes."""

    one: int
    other: int
    times: int


class Graph(NamedTuple):
    nodes: list[Node]
    links: list[Link]
    left_out: int


def graph_of(rows: Iterable[tuple[object, Actor]]) -> Graph:
    """Who was met most stands at the top; the others follow by the clock."""
    together: dict[object, list[Actor]] = {}
    visits: Counter[int] = Counter()
    known: dict[int, Actor] = {}
    for entry, actor in rows:
        together.setdefault(entry, []).append(actor)
        visits[actor.id] += 1
        known[actor.id] = actor
    order = [number for number, _ in visits.most_common(MOST_ACTORS)]
    place = {number: index for index, number in enumerate(order)}
    pairs = Counter(
        pair
        for actors in together.values()
        for pair in combinations(sorted(place[row.id] for row in actors if row.id in place), 2)
    )
    nodes = [_node(known[number], visits[number], place[number], len(order)) for number in order]
    links = [Link(*pair, times) for pair, times in sorted(pairs.items())]
    return Graph(nodes, links, len(known) - len(order))


def _node(actor: Actor, visits: int, index: int, of: int) -> Node:
    angle = 2 * pi * index / of - pi / 2
    x, y = CENTRE + RADIUS * cos(angle), CENTRE + RADIUS * sin(angle)
    return Node(actor, visits, round(x, 1), round(y, 1), round(10 + 3 * sqrt(visits), 1))


def standing_out(rows: Sequence[Day]) -> list[str]:
    """Names of what a reader may want to ask about; it blocks nothing."""
    by_day: Counter[date] = Counter()
    for row in rows:
        by_day[row[0]] += row[2]
    enough = len(rows) >= MANY
    weekend = sum(row[0].weekday() >= SATURDAY for row in rows)
    rounded = sum(row[2] % 60 == 0 for row in rows)
    found = {
        "long_day": any(minutes > LONG_DAY for minutes in by_day.values()),
        "weekends": enough and weekend > len(rows) / 2,
        "round_hours": enough and rounded >= HABIT * len(rows),
    }
    return [name for name, stands_out in found.items() if stands_out]
