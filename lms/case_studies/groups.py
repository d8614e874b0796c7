"""Which groups may be shown, so that nobody in them can be picked out. Plain numbers, no database.

A group is shown from five people on. Figures beside each other give more away than each alone: a
class of nine in a total of eleven leaves two. So groups are shown together only where no sum or
difference of them is a group of one to four people.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

FEWEST = 5


class Cell(NamedTuple):
    """People of one country, in the reader's class or not; how many took each option."""

    country: str
    mine: bool
    counts: tuple[int, ...]


class Group(NamedTuple):
    """`name` is a country's code, or one of the names below."""

    name: str
    counts: tuple[int, ...]

    @property
    def people(self) -> int:
        return sum(self.counts)


class Shown(NamedTuple):
    """The reader's class and everybody; and everybody once more, by country."""

    groups: tuple[Group, ...] = ()
    countries: tuple[Group, ...] = ()


CLASS, EVERYBODY, ELSEWHERE = "class", "everybody", ""


def shown(cells: Iterable[Cell]) -> Shown:
    cells = [cell for cell in cells if any(cell.counts)]
    mine, rest = _sum(CLASS, cells, mine=True), _sum(CLASS, cells, mine=False)
    everybody = Group(EVERYBODY, _added(cells))
    if mine.people >= FEWEST:
        if rest.people == 0:
            return Shown((mine,), _by_country(cells, apart=False))
        if rest.people >= FEWEST:
            return Shown((mine, everybody), _by_country(cells, apart=True))
        return Shown((mine,))
    if everybody.people >= FEWEST:
        return Shown((everybody,), _by_country(cells, apart=False))
    return Shown()


def _by_country(cells: Sequence[Cell], *, apart: bool) -> tuple[Group, ...]:
    """The largest countries by themselves, the others as one; `apart`: the class is shown too."""
    sizes: dict[str, int] = {}
    for cell in cells:
        sizes[cell.country] = sizes.get(cell.country, 0) + sum(cell.counts)
    sizes.pop(ELSEWHERE, None)
    alone = sorted(sizes, key=lambda country: (-sizes[country], country))
    while alone:
        told = [cell._replace(country=_place(cell, alone)) for cell in cells]
        if _keeps_secrets(told, apart=apart):
            groups = [_sum(name, [cell for cell in told if cell.country == name]) for name in alone]
            others = _sum(ELSEWHERE, [cell for cell in told if cell.country == ELSEWHERE])
            found = (*groups, *((others,) if others.people else ()))
            return found if len(found) > 1 else ()
        alone.pop()
    return ()


def _place(cell: Cell, alone: Sequence[str]) -> str:
    return cell.country if cell.country in alone else ELSEWHERE


def _keeps_secrets(cells: Sequence[Cell], *, apart: bool) -> bool:
    """Whether all that can be worked out from the countries, and the class, is large enough.

    Of a country with people inside and outside the class, only its whole is told. What class and
    countries give away together is those people inside, of all such countries, and those outside.
    """
    names = {cell.country for cell in cells}
    inside = {name: _people(cells, name, mine=True) for name in names}
    outside = {name: _people(cells, name, mine=False) for name in names}
    mixed = [name for name in names if inside[name] and outside[name]] if apart else []
    sums = [inside[name] + outside[name] for name in names]
    sums += [sum(inside[name] for name in mixed), sum(outside[name] for name in mixed)]
    return all(people == 0 or people >= FEWEST for people in sums)


def _people(cells: Sequence[Cell], country: str, *, mine: bool) -> int:
    return sum(sum(cell.counts) for cell in cells if cell.country == country and cell.mine == mine)


def _sum(name: str, cells: Sequence[Cell], *, mine: bool | None = None) -> Group:
    return Group(name, _added([cell for cell in cells if mine is None or cell.mine == mine]))


def _added(cells: Sequence[Cell]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(cell.counts for cell in cells), strict=True)))
