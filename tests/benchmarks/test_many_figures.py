"""A comparison of as many as a large programme has: its weight, its pages, its statements."""

import gzip

import pytest

from lms.benchmarks.models import Indicator, Share
from tests.benchmarks.factories import (
    YEAR,
    a_project,
    an_indicator,
    one_more,
    released,
    said,
    some_figures,
    works_in,
)
from tests.benchmarks.test_comparisons import AMOUNTS, address, rows
from tests.people import People
from tests.visitor import Visitor

pytestmark = pytest.mark.long


@pytest.fixture
def indicator(people: People) -> Indicator:
    return an_indicator(people.administrator)


def test_a_page_of_many_costs_what_a_page_of_few_costs(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by = people.administrator
    some_figures(indicator, AMOUNTS, by=by)
    released(indicator, by)
    mine = a_project("Ours")
    visitor.signed_in(works_in(mine, "ines", people))
    pages = (address(indicator), f"/benchmarks/{indicator.set_id}?period={YEAR}", "/benchmarks")
    few = [visitor.get(page) and visitor.statements for page in pages]
    some_figures(indicator, range(10, 90), by=by)
    for number in range(40):
        said(indicator, a_project(f"Open {number}"), number, Share.NAMED, by=by)
    released(indicator, by)
    for number in range(6):
        one_more(indicator.set_id, f"Another {number}")
    assert [visitor.get(page) and visitor.statements for page in pages] == few
    pages = walked(visitor, address(indicator, branch="", stage="", kind=""), "next")
    assert [len(page) for page in pages.values()] == [50, 50, 25]


def walked(visitor: Visitor, first: str, way: str) -> dict[str, list[list[str]]]:
    """The rows of each page on this way, by its address."""
    found, place = {}, first
    while place:
        visitor.get(place)
        found[place] = rows(visitor)
        place = next((row.attrs["href"] for row in visitor.all(f"a[rel={way}]")), "")
    return found


def test_whoever_turns_the_pages_misses_nothing_and_reads_nothing_twice(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    """Among them sixty that are all alike, some below zero, and one that comes meanwhile."""
    by = people.administrator
    some_figures(indicator, [*[40] * 60, *range(-20, 50)], by=by)
    released(indicator, by)
    mine = a_project("Ours")
    visitor.signed_in(works_in(mine, "ines", people))
    said(indicator, mine, 40, by=by)
    everything = address(indicator, branch="", stage="", kind="")
    pages = walked(visitor, everything, "next")
    down = [row for page in pages.values() for row in page]
    told = [float(row[1].replace("−", "-")) for row in down]
    assert told == sorted([40] * 61 + [*range(-20, 50)])
    up = walked(visitor, list(pages)[-1], "prev")
    assert [row for page in reversed(up.values()) for row in page] == down
    visitor.get(everything)
    onward = visitor.all("a[rel=next]")[0].attrs["href"]
    before = rows(visitor)
    said(indicator, a_project("Quick"), -20, Share.NAMED, by=by)
    visitor.get(onward)
    assert [*before, *rows(visitor)] == down[:100]


def test_four_hundred_figures_with_their_names_weigh_two_thirds_of_what_a_page_may(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    """The dots are drawn all of them; the table beside is turned by pages."""
    by = people.administrator
    for number in range(400):
        project = a_project(f"Network {number} of dyers, printers and weavers of the river quarter")
        source = f"Page {number} of the book that the secretary of the network keeps"
        said(indicator, project, number * 7 % 389, Share.NAMED, by=by, source=source)
    answer = visitor.signed_in(people.trainee).get(address(indicator))
    assert len(gzip.compress(answer.data, 5)) < 10 * 1024
    assert len(visitor.all("svg.picture > g")) == 400
    assert len(rows(visitor)) == 50
