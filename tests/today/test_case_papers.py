"""Case papers on the first page of trainees and of those who grade."""

from datetime import datetime, timedelta

import pytest

from lms.reviews import actions
from tests.case_studies.papers import a_paper
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People
from tests.visitor import Visitor


def waiting(visitor: Visitor) -> list[str]:
    return [node.to_text().strip() for node in visitor.all("ul.waiting a")]


def step(visitor: Visitor) -> str:
    return visitor.all(".next-step h2")[0].to_text().strip()


def test_a_paper_that_came_back_is_the_next_step(visitor: Visitor, people: People) -> None:
    a_paper(people.trainee, people.edition, state="returned", by=people.trainer)

    visitor.signed_in(people.trainee).get("/")

    assert step(visitor) == "Case paper: The village that would not meet"
    href = visitor.all(".next-step .button")[0].attrs["href"]
    assert href == f"/editions/{people.edition.id}/case-studies/bagru/paper"
    assert waiting(visitor) == []


def test_an_entry_that_came_back_is_before_it_and_another_paper_behind(
    visitor: Visitor, people: People, now: datetime
) -> None:
    for case_id in ("bagru", "pune"):
        a_paper(
            people.trainee, people.edition, state="returned", by=people.trainer, case_id=case_id
        )
    entry = an_entry(a_placement(people), state="submitted")
    assert entry.current_id
    actions.return_entry(
        entry, version=entry.current_id, by=people.supervisor, reason="Who?", at=now
    )

    visitor.signed_in(people.trainee).get("/")

    assert "Case paper" not in step(visitor)
    assert waiting(visitor) == [
        "Case paper: The village that would not meet",
        "Case paper: The law is too strict",
    ]
    assert visitor.statements == 8


@pytest.mark.parametrize("state", ["draft", "submitted", "graded"])
def test_other_papers_are_not_the_trainees_to_mend(
    visitor: Visitor, people: People, state: str
) -> None:
    a_paper(people.trainee, people.edition, state=state, by=people.trainer)

    visitor.signed_in(people.trainee).get("/")

    assert "Case paper" not in visitor.text()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("who", "cost"), [("trainer", 6), ("assessor", 6)])
def test_papers_that_wait_are_the_next_step_of_who_grades(
    visitor: Visitor, people: People, now: datetime, who: str, cost: int, number: int
) -> None:
    for case_id in ["bagru", "pune", "jaipur"][:number]:
        a_paper(people.trainee, people.edition, at=now - timedelta(days=3), case_id=case_id)

    visitor.signed_in(getattr(people, who)).get("/")

    assert step(visitor) == f"{number} case paper{'s' if number > 1 else ''} to grade"
    href = visitor.all(".next-step .button")[0].attrs["href"]
    assert href == f"/editions/{people.edition.id}/case-papers"
    assert visitor.statements == cost


@pytest.mark.parametrize("who", ["supervisor", "coordinator", "outsider"])
def test_others_are_not_told_of_papers(visitor: Visitor, people: People, who: str) -> None:
    person = getattr(people, who)
    a_paper(people.trainee, people.edition)

    visitor.signed_in(person).get("/")

    assert "case paper" not in visitor.text().lower()
