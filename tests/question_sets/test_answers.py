"""How a quiz of an edition went: what was taken out meanwhile is shown last and not lost."""

import pytest

from lms.editions.models import Role
from lms.question_sets.models import QuestionSet
from tests.people import People, a_person, enrol
from tests.question_sets.factories import a_set
from tests.question_sets.test_sets import home
from tests.question_sets.test_taking import right, take
from tests.quizzes.first_attempts import a_class
from tests.visitor import Visitor


def went(row: QuestionSet) -> str:
    return f"/editions/{row.edition_id}/quizzes/{row.ref}"


def test_it_is_listed_with_its_state_and_leads_to_its_page(
    visitor: Visitor, people: People
) -> None:
    taken = a_set(people.edition)
    a_set(people.edition, title="Later", opened=None)
    take(Visitor(visitor.app).signed_in(people.trainee), taken, right(taken))

    visitor.signed_in(people.trainer).get(f"/editions/{people.edition.id}/quizzes")

    assert "After the visit 1 of 1 trainee took it Open 100% right" in visitor.text()
    assert "Later Nobody has taken it yet Draft" in visitor.text()
    links = {node.to_text().strip(): node.attrs["href"] for node in visitor.all("ul.rows a")}
    assert links["After the visit"] == home(taken)


def test_its_questions_are_shown_with_marks_and_without_a_name(
    visitor: Visitor, people: People
) -> None:
    row = a_set(people.edition)
    wrong = right(row) | {row.questions[0].key: "1"}
    take(Visitor(visitor.app).signed_in(people.trainee), row, wrong)

    response = visitor.signed_in(people.trainer).get(went(row))

    assert [node.to_text() for node in visitor.all("h2 strong")] == ["first"]
    assert "The elders 1 of 1" in visitor.text()
    assert "ana example" not in response.text.lower()
    visitor.get(home(row))
    assert "1 attempt so far" in visitor.text()


def test_what_is_no_longer_asked_comes_last(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition)
    take(Visitor(visitor.app).signed_in(people.trainee), row, right(row))
    visitor.signed_in(people.trainer)
    out = row.questions[0].key
    visitor.post(f"{home(row)}/order", {"out": out, "seen": str(row.version)})

    visitor.get(went(row))

    numbers = [node.to_text().split("·")[0].strip() for node in visitor.all(".question-number")]
    assert numbers == [*(f"Question {number}" for number in range(1, 6)), "No longer in this quiz"]
    assert visitor.all("section.item h2")[-1].attrs["id"] == out


@pytest.mark.parametrize("ref", ["edition-{0}/quiz-{2}", "edition-{1}/quiz-{2}"])
def test_a_quiz_of_another_edition_is_not_found(visitor: Visitor, people: People, ref: str) -> None:
    foreign = a_set(people.other_edition)
    written = ref.format(people.edition.id, people.other_edition.id, foreign.id)

    visitor.signed_in(people.trainer)

    visitor.get(f"/editions/{people.edition.id}/quizzes/{written}", status=404)


@pytest.mark.parametrize("count", [3, 12])
def test_it_asks_as_often_for_many_trainees(visitor: Visitor, people: People, count: int) -> None:
    row = a_set(people.edition)
    for person in [enrolment.user for enrolment in a_class(people, count)]:
        take(Visitor(visitor.app).signed_in(person), row, right(row))

    visitor.signed_in(people.trainer).get(went(row))

    assert visitor.statements == 7


def test_today_names_new_quizzes_until_they_are_taken(visitor: Visitor, people: People) -> None:
    row = a_set(people.edition)
    elsewhere = a_person("elsewhere")
    enrol(elsewhere, people.other_edition, Role.TRAINEE)
    visitor.signed_in(people.trainee).get("/")
    assert "Quiz: After the visit New from your trainers" in visitor.text()

    take(visitor, row, right(row))
    visitor.get("/")

    assert "New from your trainers" not in visitor.text()
    other = Visitor(visitor.app).signed_in(elsewhere)
    other.get("/")
    assert "After the visit" not in other.text()
