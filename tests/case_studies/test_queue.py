"""The papers of an edition in four lists."""

from datetime import datetime, timedelta

import pytest

from lms.editions.models import Role
from tests.case_studies.papers import a_paper
from tests.people import People, a_person, enrol
from tests.visitor import Visitor


def queue(people: People, shown: str = "") -> str:
    return f"/editions/{people.edition.id}/case-papers" + (f"?list={shown}" if shown else "")


def names(visitor: Visitor) -> list[str]:
    return [node.to_text().split(" Example")[0] for node in visitor.all("a.row-link")]


def a_class(people: People, number: int, at: datetime, **how: object) -> None:
    for place in range(number):
        person = a_person(f"person{place:03}")
        enrol(person, people.edition, Role.TRAINEE)
        a_paper(person, people.edition, at=at + timedelta(minutes=place), **how)  # type: ignore[arg-type]


def test_the_paper_that_waits_longest_comes_first(
    visitor: Visitor, people: People, now: datetime
) -> None:
    a_paper(people.trainee, people.edition, at=now - timedelta(days=2))
    a_paper(people.classmate, people.edition, at=now - timedelta(days=9))

    visitor.signed_in(people.trainer).get(queue(people))

    assert names(visitor) == ["Bruno", "Ana"]
    assert "9 days" in visitor.text()


def test_each_paper_is_in_one_list_and_the_tabs_count_them(
    visitor: Visitor, people: People
) -> None:
    for case_id, state, released in (
        ("bagru", "submitted", False),
        ("pune", "returned", False),
        ("masaya", "graded", False),
        ("ludhiana", "graded", True),
        ("jaipur", "draft", False),
    ):
        a_paper(
            people.trainee,
            people.edition,
            case_id=case_id,
            state=state,
            by=people.trainer,
            released=released,
        )
    visitor.signed_in(people.assessor)

    shown = {}
    for name in ("waiting", "unreleased", "returned", "released"):
        visitor.get(queue(people, name))
        shown[name] = [node.to_text().split(": ")[1] for node in visitor.all("a.row-link")]

    assert shown == {
        "waiting": ["The village that would not meet"],
        "unreleased": ["Fifteen workshops in one quarter"],
        "returned": ["The law is too strict"],
        "released": ["The strong cluster that had to move"],
    }
    tabs = [" ".join(node.to_text().split()) for node in visitor.all(".tabs a")]
    assert tabs == ["Waiting (1)", "Not released yet (1)", "Returned (1)", "Released (1)"]


def test_a_list_that_is_none_does_not_exist(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).get(queue(people, "graded"), status=404)


def test_an_empty_list_says_what_will_come(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).get(queue(people))
    assert "When a trainee hands in a paper" in visitor.text()

    visitor.get(queue(people, "returned"))
    assert "This list is empty" in visitor.text()


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_for_one_paper_and_three(
    visitor: Visitor, people: People, now: datetime, number: int
) -> None:
    a_class(people, number, now - timedelta(days=1))

    visitor.signed_in(people.trainer).get(queue(people))

    assert (len(names(visitor)), visitor.statements) == (number, 6)


@pytest.mark.long
def test_a_long_list_goes_on_where_it_stopped(
    visitor: Visitor, people: People, now: datetime
) -> None:
    a_class(people, 53, now - timedelta(days=1))
    visitor.signed_in(people.trainer).get(queue(people))
    first = names(visitor)

    visitor.get(visitor.all("a[rel=next]")[0].attrs["href"])

    assert (len(first), first[0]) == (50, "Person000")
    assert names(visitor) == ["Person050", "Person051", "Person052"]
    assert visitor.all("a[rel=next]") == []


@pytest.mark.parametrize("mark", ["x", "2026-01-01_x", "_1", "soon_1"])
def test_a_mangled_mark_is_no_page(visitor: Visitor, people: People, mark: str) -> None:
    visitor.signed_in(people.trainer).get(f"{queue(people)}?after={mark}", status=404)


def test_another_editions_papers_are_not_there(visitor: Visitor, people: People) -> None:
    a_paper(people.outsider, people.other_edition)

    visitor.signed_in(people.trainer).get(queue(people))

    assert "No case paper waits" in visitor.text()
