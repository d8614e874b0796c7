"""Say a figure, change it, take it back, have it checked."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.benchmarks.models import BenchmarkValue, Indicator, Share
from lms.db import db
from lms.programmes import places
from lms.programmes.models import Role
from tests.benchmarks.factories import (
    NOW,
    YEAR,
    a_project,
    an_indicator,
    released,
    said,
    some_figures,
    works_in,
)
from tests.directory.factories import takes_part
from tests.people import People, a_person
from tests.programmes.factories import a_programme
from tests.visitor import Visitor

SENT = {"amount": "47,5", "confidence": "declared", "source": "", "share": "anonymous", "seen": "0"}


@pytest.fixture
def indicator(people: People) -> Indicator:
    return an_indicator(people.administrator)


def page_of(indicator: Indicator, project: int) -> str:
    return f"/benchmarks/projects/{project}/indicators/{indicator.id}"


def send(visitor: Visitor, page: str, *, status: int = 303, **other: str) -> None:
    form = SENT | {"key": str(uuid4())} | other
    visitor.post(f"{page}/values?period={YEAR}", form, status=status)


def lines() -> list[tuple[int, int, str]]:
    rows = db.session.scalars(select(BenchmarkValue).order_by(BenchmarkValue.id))
    return [(row.number, row.hundredths, row.share) for row in rows]


def test_whoever_works_there_enters_it_with_a_comma_and_every_line_stays(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    mine = a_project("Ours")
    page = page_of(indicator, mine.id)
    visitor.signed_in(works_in(mine, "ines", people))
    send(visitor, page)
    send(visitor, page, amount="50", seen="1")
    assert lines() == [(1, 4750, "anonymous"), (2, 5000, "anonymous")]
    visitor.get(f"{page}?period={YEAR}")
    assert "What was said before" in visitor.text()
    assert "47.5" in visitor.text()
    assert "it waits for the next release" in visitor.text()


def test_sent_twice_or_unchanged_it_is_one_line(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    mine = a_project("Ours")
    visitor.signed_in(works_in(mine, "ines", people))
    page, key = page_of(indicator, mine.id), str(uuid4())
    for _ in range(2):
        send(visitor, page, key=key)
    send(visitor, page, seen="1")
    assert len(lines()) == 1


def test_a_colleague_s_line_is_not_written_over_unseen(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    mine = a_project("Ours")
    page = page_of(indicator, mine.id)
    visitor.signed_in(works_in(mine, "ines", people))
    send(visitor, page)
    send(visitor, page, amount="60", status=409)
    assert "Meanwhile the figure was changed" in visitor.text()
    assert visitor.all("input[name=amount]")[0].attrs["value"] == "60"
    send(visitor, page, amount="60", seen=visitor.all("input[name=seen]")[0].attrs["value"])
    assert lines()[-1] == (2, 6000, "anonymous")


@pytest.mark.parametrize(
    ("unit", "amount", "fault"),
    [
        ("share", "101", "A share of a whole is 100 at most."),
        ("share", "-1", "Write a number that is not below zero."),
        ("firms", "3,5", "Write a whole number."),
        ("change", "-101", "Nothing can fall by more than 100."),
        ("days", "many", "Write a number such as 1250 or 7,5"),
        ("days", "1,250", "Write a number such as 1250 or 7,5"),
        ("days", "", "Write the figure."),
    ],
)
def test_a_wrong_figure_is_said_beside_the_field_and_kept(
    visitor: Visitor, people: People, unit: str, amount: str, fault: str
) -> None:
    mine, indicator = a_project("Ours"), an_indicator(people.administrator, unit=unit)
    visitor.signed_in(works_in(mine, "ines", people))
    send(visitor, page_of(indicator, mine.id), amount=amount, status=422)
    assert fault in visitor.text()
    assert visitor.all("input[name=amount]")[0].attrs["value"] == amount
    assert lines() == []


def test_a_fall_is_a_figure_too(visitor: Visitor, people: People) -> None:
    mine, indicator = a_project("Ours"), an_indicator(people.administrator, unit="change")
    visitor.signed_in(works_in(mine, "ines", people))
    send(visitor, page_of(indicator, mine.id), amount="-42,5")
    assert lines() == [(1, -4250, "anonymous")]


def test_what_is_documented_says_by_what(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    mine = a_project("Ours")
    visitor.signed_in(works_in(mine, "ines", people))
    send(visitor, page_of(indicator, mine.id), confidence="documented", status=422)
    assert "Say which list, account or survey shows it." in visitor.text()


@pytest.mark.parametrize("period", ["1999", "2999", "2025-1", "x"])
def test_a_period_that_is_none_has_no_page(
    visitor: Visitor, people: People, indicator: Indicator, period: str
) -> None:
    mine = a_project("Ours")
    page = page_of(indicator, mine.id)
    visitor.signed_in(works_in(mine, "ines", people)).get(f"{page}?period={period}", status=404)


def test_nobody_else_enters_it(visitor: Visitor, people: People, indicator: Indicator) -> None:
    mine = a_project("Ours")
    for person in (people.stranger, people.coordinator, people.administrator):
        visitor.signed_in(person)
        send(visitor, page_of(indicator, mine.id), status=404)
    said(indicator, mine, 40, Share.NAMED, by=people.administrator)
    send(visitor.signed_in(people.administrator), page_of(indicator, mine.id), status=403, seen="1")
    assert len(lines()) == 1


def test_an_ended_indicator_takes_none(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    mine = a_project("Ours")
    ines = works_in(mine, "ines", people)
    visitor.signed_in(people.administrator).post(f"/benchmarks/indicators/{indicator.id}/end")
    visitor.signed_in(ines)
    send(visitor, page_of(indicator, mine.id), status=403)
    visitor.get(page_of(indicator, mine.id))
    assert "has ended" in visitor.text()


@pytest.mark.parametrize(
    ("first", "later", "open_"),
    [
        ("named", "anonymous", False),
        ("named", "private", True),
        ("anonymous", "named", True),
        ("private", "named", True),
    ],
)
def test_a_name_once_told_is_never_taken_off_a_figure(
    visitor: Visitor, people: People, indicator: Indicator, first: str, later: str, open_: bool
) -> None:
    mine = a_project("Ours")
    visitor.signed_in(works_in(mine, "ines", people))
    page = page_of(indicator, mine.id)
    send(visitor, page, share=first)
    send(visitor, page, share=later, seen="1", status=303 if open_ else 422)


def test_in_a_group_it_stays_without_a_name_or_goes_back(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    first, *_others = some_figures(indicator, (41, 52, 63, 74, 85), by=people.administrator)
    ines = works_in(first, "ines", people)
    released(indicator, people.administrator)
    page = page_of(indicator, first.id)
    visitor.signed_in(ines).get(page)
    assert "Others see it since" in visitor.text()
    offered = {node.attrs["value"] for node in visitor.all("input[name=share]")}
    assert offered == {"anonymous", "private"}
    send(visitor, page, share="named", seen="1", status=422)
    send(visitor, page, share="private", seen="1")


def test_staff_check_what_is_not_private_and_nobody_their_own(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    mine = a_project("Ours")
    ines = works_in(mine, "ines", people)
    said(indicator, mine, 40, by=ines)
    page, form = page_of(indicator, mine.id), {"key": str(uuid4()), "seen": "1"}
    visitor.signed_in(ines).post(f"{page}/checks", form, status=403)
    visitor.signed_in(people.stranger).post(f"{page}/checks", form, status=404)
    visitor.signed_in(people.coordinator).get(page)
    assert "I have checked this figure" in visitor.text()
    visitor.post(f"{page}/checks", form | {"seen": "7"}, status=409)
    for _ in range(2):
        visitor.post(f"{page}/checks", form)
    visitor.signed_in(ines).get(page)
    assert "Checked" in visitor.text()
    assert len(lines()) == 2
    send(visitor, page, amount="40", share="named", seen="2")
    assert _newest() == ("checked", "named"), "amount and source are as they were checked"
    send(visitor, page, amount="41", share="named", seen="3")
    assert _newest() == ("declared", "named")


def _newest() -> tuple[str, str]:
    row = db.session.scalars(select(BenchmarkValue).order_by(BenchmarkValue.id.desc())).first()
    assert row
    return row.confidence, row.share


def test_a_coordinator_who_works_there_checks_nothing_there(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    mine = a_project("Ours")
    takes_part(a_programme(people.administrator), people.coordinator, mine)
    said(indicator, mine, 40, by=people.coordinator)
    form = {"key": str(uuid4()), "seen": "1"}
    page = page_of(indicator, mine.id)
    visitor.signed_in(people.coordinator).post(f"{page}/checks", form, status=403)


@pytest.mark.parametrize(
    ("share", "status"), [(Share.NAMED, 200), (Share.ANONYMOUS, 404), (Share.PRIVATE, 404)]
)
def test_a_director_of_its_programme_checks_what_has_its_name(
    visitor: Visitor, people: People, indicator: Indicator, share: Share, status: int
) -> None:
    mine, week = a_project("Ours"), a_programme(people.administrator)
    takes_part(week, people.stranger, mine)
    director = a_person("dora")
    place = places.invite(week, director, Role.DIRECTOR, at=NOW)
    places.confirm(week, place, at=NOW)
    said(indicator, mine, 40, share, by=people.stranger)
    visitor.signed_in(director).get(page_of(indicator, mine.id), status=status)


def test_what_is_private_is_for_its_people_alone(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    mine = a_project("Ours")
    said(indicator, mine, 43.21, Share.PRIVATE, by=people.administrator)
    for person in (people.stranger, people.coordinator, people.administrator):
        visitor.signed_in(person).get(page_of(indicator, mine.id), status=404)
        visitor.get(f"/benchmarks/projects/{mine.id}")
        assert "43" not in visitor.text()


def test_its_people_choose_the_branch(visitor: Visitor, people: People) -> None:
    mine = a_project("Ours", branch="")
    path = f"/benchmarks/projects/{mine.id}/branch"
    visitor.signed_in(people.coordinator).post(path, {"branch": "wood"}, status=403)
    visitor.signed_in(works_in(mine, "ines", people)).post(path, {"branch": "wood"})
    assert mine.branch == "wood"
