"""Once a week or month: what, so what, now what; and whether the least was done."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.actors.actions import Named
from lms.db import db
from lms.logbook.writing import Met
from lms.placements.models import Placement
from lms.stretches.models import Reflection
from tests.fieldwork.factories import a_placement, a_year, an_entry
from tests.people import People, today
from tests.visitor import Visitor

WORDS = {
    "version": "0",
    "what": "Two owners who had not spoken for a year compared their prices.",
    "so_what": "The price was never the quarrel; nobody had asked before.",
    "now_what": "On Thursday I ask the third owner, with the second beside me.",
    "question": "May I show the comparison to the others?",
}


def kept() -> list[Reflection]:
    return list(db.session.scalars(select(Reflection)))


def test_a_reflection_is_kept_for_its_month_and_read_by_the_supervisor(
    visitor: Visitor, people: People
) -> None:
    placement = a_year(people)
    path = f"/placements/{placement.id}/months/1"

    visitor.signed_in(people.trainee).post(f"{path}/reflection", WORDS)

    assert [(row.target, row.what) for row in kept()] == [("month:1", WORDS["what"])]
    visitor.signed_in(people.supervisor).get(path)
    assert WORDS["question"] in visitor.text()
    assert visitor.all("#what") == []


def test_a_written_reflection_is_read_first_and_changed_on_wish(
    visitor: Visitor, people: People
) -> None:
    placement = a_year(people)
    path = f"/placements/{placement.id}/months/1"
    visitor.signed_in(people.trainee).get(path)
    assert [len(visitor.all(css)) for css in (".written", "details #what", "#what")] == [0, 0, 1]

    visitor.post(f"{path}/reflection", WORDS)

    visitor.get(path)
    assert [len(visitor.all(css)) for css in (".written", "details #what", "#what")] == [1, 1, 1]


def test_a_reflection_asks_for_three_of_its_four_answers(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(f"/placements/{a_year(people).id}/months/1")

    labels = [node.to_text() for node in visitor.all("draft-keeper .field-label")]
    assert [label for label in labels if "optional" in label] == labels[-1:]
    assert len(labels) == 4


def test_a_short_reflection_is_sent_back(visitor: Visitor, people: People) -> None:
    placement = a_year(people)

    visitor.signed_in(people.trainee).post(
        f"/placements/{placement.id}/months/1/reflection", WORDS | {"so_what": "Good"}, status=422
    )

    assert "Say it in a sentence." in visitor.text()
    assert visitor.all("#what")[0].to_text().strip() == WORDS["what"]
    assert kept() == []


def test_two_windows_do_not_overwrite_each_other(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    path = f"/placements/{placement.id}/weeks/1/reflection"
    other = WORDS | {"what": "In the other window I had written something else."}
    visitor.signed_in(people.trainee).post(path, WORDS)

    visitor.post(path, WORDS)  # the second click
    visitor.post(path, other, status=409)

    assert "This reflection was changed on another device" in visitor.text()
    assert [row.what for row in kept()] == [WORDS["what"]]
    again = visitor.all("form[action$=reflection] input[name=version]")[0].attrs["value"]
    visitor.post(path, other | {"version": again})
    assert [row.what for row in kept()] == [other["what"]]


@pytest.mark.parametrize(
    ("name", "status"), [("supervisor", 403), ("coordinator", 403), ("classmate", 404)]
)
def test_only_the_trainee_reflects(
    visitor: Visitor, people: People, name: str, status: int
) -> None:
    placement = a_placement(people)

    visitor.signed_in(getattr(people, name)).post(
        f"/placements/{placement.id}/weeks/1/reflection", WORDS, status=status
    )

    assert kept() == []


def test_a_month_that_has_not_begun_takes_no_reflection(visitor: Visitor, people: People) -> None:
    placement = a_year(people, days_ago=3)

    visitor.signed_in(people.trainee).post(
        f"/placements/{placement.id}/months/2/reflection", WORDS, status=403
    )

    assert kept() == []


def test_months_are_no_weeks(visitor: Visitor, people: People) -> None:
    year, weeks = a_year(people), a_placement(people, trainee=people.classmate)
    visitor.signed_in(people.administrator)
    visitor.get(f"/placements/{year.id}/weeks/1", status=404)
    visitor.get(f"/placements/{weeks.id}/months/1", status=404)
    visitor.get(f"/placements/{year.id}/months/13", status=404)


def test_a_month_says_what_is_missing(visitor: Visitor, people: People) -> None:
    placement = a_year(people, days_ago=10)
    for activity in ("visit", "supervision"):
        an_entry(placement, state="submitted", activity=activity)

    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}")

    said = [" ".join(node.to_text().split()) for node in visitor.all(".minima li")]
    assert said == [
        "2 of 6 entries",
        "talk with the supervisor",
        "no reflection yet",
    ]
    assert len(visitor.all(".minimum-met")) == 1


def test_a_month_that_is_over_and_short_is_marked(visitor: Visitor, people: People) -> None:
    placement = a_year(people, days_ago=40)

    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}")

    marked = [" ".join(node.to_text().split()) for node in visitor.all(".stretch-strip li")]
    assert marked[0] == "Month 1 something is missing"
    assert marked[1] == "Month 2"
    assert today() > placement.starts_on


@pytest.fixture
def busy(people: People) -> Placement:
    """Three entries in its first week, which name whom the trainee met."""
    placement = a_placement(people)
    met = (Met(Named("Dyers of the ghat", "association"), "Hosts", 12),)
    for days in range(3):
        day = placement.starts_on + timedelta(days=days)
        an_entry(placement, state="submitted", activity_date=day, met=met, late_reason="No power.")
    return placement


def test_a_week_with_entries_costs_eight_statements_also_when_its_form_comes_back(
    visitor: Visitor, people: People, busy: Placement
) -> None:
    path = f"/placements/{busy.id}/weeks/1"

    visitor.signed_in(people.trainee).get(path)
    assert visitor.statements == 8
    visitor.post(f"{path}/reflection", {"what": "Only this."}, status=422)

    assert visitor.statements == 8
    assert "Only this." in visitor.page.to_html()


def test_so_it_does_for_who_assesses_it_and_has_shared_samples_to_mark(
    visitor: Visitor, people: People, busy: Placement
) -> None:
    visitor.signed_in(people.supervisor).get(f"/placements/{busy.id}/weeks/1")

    assert visitor.statements == 8
    assert "shared sample" in visitor.text()
