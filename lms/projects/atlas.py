"""The map of clusters and networks: where each stands on the picture of the world.

`static/world.svg` holds the land of Natural Earth (1:110m, public domain) in the Equal Earth
projection (Šavrič, Patterson and Jenny, 2018), 1000 wide, from 78° north to 56° south.
`centres.csv` has the middle of the largest part of each country, from the same data; a project
that does not say where it is stands there. `cases.csv` places the historical examples.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import asin, cos, pi, radians, sin, sqrt
from pathlib import Path
from typing import Final, NamedTuple

from lms.content import library
from lms.content.case_study import CaseStudy
from lms.projects.models import Project

WIDTH, HEIGHT = 1000, 426
NORTH: Final = 78
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ROOT3 = sqrt(3) / 2
NEAR: Final = (300, 180)
APART: Final = 9
"""How far those are moved that would hide each other: a mark is 12 wide."""


class Mark(NamedTuple):
    """`x` to the right and `y` down, in the units of the picture."""

    x: float
    y: float
    project: Project


class Spot(NamedTuple):
    """A mark, and the part of the picture around it: left, top, width and height."""

    mark: Mark
    frame: str


class Example(NamedTuple):
    x: float
    y: float
    study: CaseStudy


def marks(projects: Iterable[Project]) -> list[Mark]:
    """Those whose country is on the map; what would lie on another stands beside it."""
    taken: Counter[tuple[int, int]] = Counter()
    found = []
    for project in projects:
        spot = _spot(project)
        if spot is not None:
            x, y = _beside(spot, taken)
            found.append(Mark(x, y, project))
    return found


def around(project: Project) -> Spot | None:
    """Where one of them is, near enough to know the country."""
    for mark in marks([project]):
        left = min(max(mark.x - NEAR[0] / 2, 0), WIDTH - NEAR[0])
        top = min(max(mark.y - NEAR[1] / 2, 0), HEIGHT - NEAR[1])
        return Spot(mark, f"{left:g} {top:g} {NEAR[0]} {NEAR[1]}")
    return None


@cache
def examples() -> list[Example]:
    """The case studies of the library, where the programme of 2001 worked."""
    placed = _positions("cases")
    found = []
    taken: Counter[tuple[int, int]] = Counter()
    for study in library().case_studies.values():
        spot = placed.get(study.id) or _positions("centres").get(study.country)
        if spot is not None:
            found.append(Example(*_beside(spot, taken), study))
    return found


def on_picture(latitude: float, longitude: float) -> tuple[float, float]:
    """Right and down from the upper left corner."""
    right, up = _equal_earth(latitude, longitude)
    scale = WIDTH / (2 * _equal_earth(0, 180)[0])
    return right * scale + WIDTH / 2, (_equal_earth(NORTH, 0)[1] - up) * scale


def _equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    bent = asin(ROOT3 * sin(radians(latitude)))
    square = bent * bent
    sixth = square**3
    across = ROOT3 * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square))
    return (
        radians(longitude) * cos(bent) / across,
        bent * (A1 + A2 * square + sixth * (A3 + A4 * square)),
    )


def _spot(project: Project) -> tuple[float, float] | None:
    if project.rough_place:
        latitude, longitude = map(float, project.rough_place.split(", "))
        return latitude, longitude
    return _positions("centres").get(project.country)


def _beside(spot: tuple[float, float], taken: Counter[tuple[int, int]]) -> tuple[float, float]:
    """The first stands on the spot, the next six around it, then a wider ring."""
    x, y = on_picture(*spot)
    cell = round(x / APART / 2), round(y / APART / 2)
    number = taken[cell]
    taken[cell] += 1
    if number == 0:
        return round(x, 1), round(y, 1)
    ring, step = (number - 1) // 6 + 1, (number - 1) % 6
    turn = step * pi / 3 + ring * pi / 6
    reach = ring * APART * 1.4
    return round(x + reach * cos(turn), 1), round(y + reach * sin(turn), 1)


@cache
def _positions(name: str) -> dict[str, tuple[float, float]]:
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        next(rows := csv.reader(file))
        return {key: (float(latitude), float(longitude)) for key, latitude, longitude in rows}
