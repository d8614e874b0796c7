"""What the page, its file and other pages show of figures."""

import csv
from io import StringIO

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
from tests.people import People
from tests.visitor import Visitor

AMOUNTS = (41, 52.4, 63, 74, 85)


@pytest.fixture
def indicator(people: People) -> Indicator:
    return an_indicator(people.administrator)


def rows(visitor: Visitor) -> list[list[str]]:
    cells = [row.query("th, td") for row in visitor.all("tbody tr")]
    return [[" ".join(cell.to_text().split()) for cell in row[:3]] for row in cells]


def address(indicator: Indicator, **asked: str) -> str:
    chosen = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/benchmarks/indicators/{indicator.id}?period={YEAR}&{chosen}"


def test_what_waits_is_seen_by_nobody_else(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    some_figures(indicator, AMOUNTS, by=people.administrator)
    for person in (people.trainee, people.coordinator, people.administrator):
        visitor.signed_in(person).get(address(indicator))
        assert "No figures of others yet" in visitor.text()
        assert not visitor.all("svg .dot-hidden")


def test_five_together_are_dots_without_a_name(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    some_figures(indicator, AMOUNTS, by=people.administrator)
    assert released(indicator, people.administrator) == 5
    visitor.signed_in(people.trainee).get(address(indicator))
    assert rows(visitor) == [["", said, "Not named"] for said in ("41", "52", "63", "74", "85")]
    assert "Median 63" in visitor.text()
    assert "52 – 74" in visitor.text()
    assert "Hidden" not in visitor.text()
    assert len(visitor.all(".picture > g .dot-hidden")) == 5


def test_four_wait_for_a_fifth(visitor: Visitor, people: People, indicator: Indicator) -> None:
    some_figures(indicator, AMOUNTS[:4], by=people.administrator)
    assert released(indicator, people.administrator) == 0
    some_figures(indicator, AMOUNTS[4:], by=people.administrator)
    assert released(indicator, people.administrator) == 5


def test_those_too_alike_are_never_seen(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    some_figures(indicator, (60, 60, 60.2, 70, 80), by=people.administrator)
    assert released(indicator, people.administrator) == 5
    visitor.signed_in(people.trainee).get(address(indicator))
    assert "No figures of others yet" in visitor.text()


def test_what_is_hidden_costs_as_many_statements_as_what_is_seen(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by, costs = people.administrator, set()
    ways = {"few": AMOUNTS[:4], "alike": (60, 60, 60, 70, 80), "seen": AMOUNTS}
    for name, amounts in ways.items():
        one = one_more(indicator.set_id, name)
        some_figures(one, amounts, by=by)
        released(one, by)
        visitor.signed_in(people.trainee).get(address(one))
        assert len(visitor.all("svg > g .dot-hidden")) == (5 if name == "seen" else 0)
        costs.add(visitor.statements)
    assert len(costs) == 1


def test_a_name_is_seen_at_once_and_alone_has_no_median(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by, open_ = people.administrator, a_project("Open makers")
    said(indicator, open_, 66.6, Share.NAMED, by=by, source="List of members")
    visitor.signed_in(people.trainee).get(address(indicator))
    said_of_it = "Open makers Nicaragua · List of members Declared"
    assert rows(visitor) == [["1", "66.6", said_of_it]]
    assert "The median is told from 5 figures on." in visitor.text()
    assert visitor.all(".picture > g .dot-named + .dot-number")


def test_my_own_is_marked_by_shape_and_word_whoever_else_sees_it(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    some_figures(indicator, AMOUNTS, by=people.administrator)
    released(indicator, people.administrator)
    mine = a_project("Ours")
    ana = works_in(mine, "ines", people)
    said(indicator, mine, 50, Share.PRIVATE, by=ana)
    visitor.signed_in(ana).get(address(indicator))
    assert ["◆", "50", "Ours (Only for us)"] in rows(visitor)
    assert len(visitor.all(".picture > g .dot-mine")) == 1
    assert "Ours: 50" in visitor.text()
    assert "4 of those you see do better." in visitor.text()
    assert "Median 63" in visitor.text(), "a private figure counts for nothing"
    visitor.signed_in(people.stranger).get(address(indicator))
    assert len(rows(visitor)) == 5


def test_a_group_is_seen_under_what_all_of_it_is_and_as_a_whole(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by = people.administrator
    some_figures(indicator, (*AMOUNTS, 1), by=by, branch="food")
    some_figures(indicator, (10, 11, 12, 13, 14), by=by, branch="wood")
    some_figures(indicator, (90, 91, 92, 93), by=by, branch="metal")
    assert released(indicator, by) == 15
    visitor.signed_in(people.trainee)
    seen = {}
    for branch in ("", "food", "wood", "metal"):
        visitor.get(address(indicator, branch=branch))
        seen[branch] = len(rows(visitor))
    assert seen == {"": 15, "food": 6, "wood": 0, "metal": 0}


def test_peers_are_the_nearest_that_are_enough(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by = people.administrator
    some_figures(indicator, AMOUNTS, by=by, branch="food")
    some_figures(indicator, (10, 11, 12, 13, 14), by=by, branch="wood")
    released(indicator, by)
    enough = {"food": 5, "wood": 5, "metal": 10}
    brokers = [works_in(a_project(name, branch=name), name, people) for name in enough]
    seen = [
        visitor.signed_in(who).get(address(indicator)) and len(rows(visitor)) for who in brokers
    ]
    assert seen == list(enough.values())


def test_who_goes_takes_the_group_along_and_brings_it_back(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by = people.administrator
    first, *_others = some_figures(indicator, AMOUNTS, by=by)
    released(indicator, by)
    visitor.signed_in(people.trainee)
    for share, number in ((Share.PRIVATE, 0), (Share.ANONYMOUS, 5)):
        said(indicator, first, 41, share, by=by)
        visitor.get(address(indicator))
        assert len(rows(visitor)) == number


def test_what_is_mended_later_changes_no_dot(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by = people.administrator
    first, *_others = some_figures(indicator, AMOUNTS, by=by)
    released(indicator, by)
    said(indicator, first, 99, by=by)
    released(indicator, by)
    visitor.signed_in(people.trainee).get(address(indicator))
    assert [row[1] for row in rows(visitor)] == ["41", "52", "63", "74", "85"]


def test_the_file_has_no_more_in_it_than_the_page(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by = people.administrator
    some_figures(indicator, AMOUNTS, by=by)
    released(indicator, by)
    said(indicator, a_project("Hidden late"), 1, by=by, source="Secret ledger")
    said(indicator, a_project("=Open"), 7, Share.NAMED, by=by, source="List")
    page = address(indicator).replace("?", ".csv?")
    answer = visitor.signed_in(people.trainee).get(page)
    lines = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert lines[0][:3] == ["Cluster or network", "Country", "Figure"]
    assert lines[1] == ["'=Open", "Nicaragua", "7", "percent of the whole", "Declared", "List"]
    assert [line[0] for line in lines[2:]] == ["Not named"] * 5
    assert "Secret" not in answer.text


def test_no_other_page_tells_a_figure_without_a_name(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by = people.administrator
    hidden, *_others = some_figures(indicator, (41.37, 52, 63, 74, 85), by=by)
    said(indicator, hidden, 41.37, by=by, source="Ledger of the saddlers")
    released(indicator, by)
    visitor.signed_in(people.trainee)
    for page in (
        f"/projects/{hidden.id}",
        f"/benchmarks/projects/{hidden.id}",
        f"/benchmarks/{indicator.set_id}?period={YEAR}",
        address(indicator),
        "/search?q=saddlers",
    ):
        body = visitor.get(page).text
        assert "41.37" not in body, page
        assert "Ledger" not in body.replace("saddlers", ""), page
    visitor.get(f"/benchmarks/projects/{hidden.id}/indicators/{indicator.id}", status=404)


@pytest.mark.parametrize("edge", ["1_x", "x_1", "1", "1_1.5", "1_99999999999999999999", "1_99999"])
def test_an_edge_that_no_page_has_is_no_page(
    visitor: Visitor, people: People, indicator: Indicator, edge: str
) -> None:
    said(indicator, a_project("Ours"), 40, Share.NAMED, by=people.administrator)
    visitor.signed_in(people.trainee).get(address(indicator, after=edge), status=404)
