import pytest

from tests.case_studies.factories import CASES, first_words, the_case
from tests.people import People
from tests.visitor import Visitor

NOTE = "/case-studies/bagru/teaching-note"


@pytest.mark.parametrize(
    "who", ["trainer", "assessor", "coordinator", "other_coordinator", "administrator"]
)
def test_who_leads_a_discussion_reads_the_note(visitor: Visitor, people: People, who: str) -> None:
    person = getattr(people, who)

    visitor.signed_in(person).get(NOTE)
    assert first_words(the_case("bagru").section("teaching-note")) in visitor.text()

    visitor.get("/case-studies/bagru")
    assert visitor.all(f'a[href="{NOTE}"]')


@pytest.mark.parametrize("who", ["trainee", "supervisor", "outsider", "stranger"])
def test_for_anybody_else_there_is_no_note(visitor: Visitor, people: People, who: str) -> None:
    person = getattr(people, who)

    visitor.signed_in(person).get(NOTE, status=404)
    assert first_words(the_case("bagru").section("teaching-note")) not in visitor.text()

    visitor.get("/case-studies/bagru")
    assert not visitor.all(f'a[href="{NOTE}"]')


def test_a_visitor_is_asked_to_sign_in(visitor: Visitor) -> None:
    answer = visitor.get(NOTE, status=303)

    assert answer.headers["Location"] == f"/login?next={NOTE}"


@pytest.mark.parametrize("case_id", CASES)
def test_the_note_comes_with_the_whole_case(visitor: Visitor, people: People, case_id: str) -> None:
    case = the_case(case_id)

    visitor.signed_in(people.trainer).get(f"/case-studies/{case_id}/teaching-note")

    everything = [first_words(section) for section in case.sections]
    everything += [row.consequence for decision in case.decisions for row in decision.options]
    everything += [*case.not_in_source, case.fiction]
    assert [text for text in everything if text not in visitor.text()] == []
    assert visitor.statements == 2


def test_there_is_no_note_of_an_unknown_case(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).get("/case-studies/atlantis/teaching-note", status=404)
