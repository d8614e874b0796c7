"""A case in class: who has decided, how, and the reveal opened for everyone."""

import pytest
from sqlalchemy import select

from lms.case_studies.models import CaseDecision, CaseOpening
from lms.db import db
from lms.editions.models import Role
from tests.case_studies.factories import (
    REASONS,
    crowd,
    decided,
    finished,
    first_words,
    opened,
    spoilers,
    the_case,
)
from tests.people import People, a_person, enrol
from tests.visitor import Visitor

CASE = "bagru"


def room(people: People, case_id: str = CASE, act: str = "") -> str:
    return f"/editions/{people.edition.id}/case-studies/{case_id}{act}"


def marks(visitor: Visitor) -> dict[str, list[str]]:
    """By trainee, what stands in the columns of their row."""
    return {
        row.query("th")[0].to_text().strip(): [
            " ".join(cell.to_text().split()) for cell in row.query("td")
        ]
        for row in visitor.all("#live > .table-scroll tbody tr")
    }


def test_who_leads_sees_who_has_decided_beside_the_teaching_note(
    visitor: Visitor, people: People
) -> None:
    decided(people.trainee, "masaya", "a", "b")
    finished(people.classmate, "masaya")

    visitor.signed_in(people.trainer).get(room(people, "masaya"))

    assert marks(visitor) == {
        "Ana Example": ["Decided", "Decided", "Not done"],
        "Bruno Example": ["Decided", "Decided", "Decided"],
    }
    assert "1 of 2 has decided" in visitor.text()
    assert "2 of 2 have decided here." in visitor.text()
    assert first_words(the_case("masaya").section("teaching-note")) in visitor.text()


def test_nobody_reads_reasons_there(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)

    visitor.signed_in(people.trainer).get(room(people))

    assert REASONS not in visitor.text()


def test_how_the_class_chose_is_drawn_from_five_on(visitor: Visitor, people: People) -> None:
    crowd(4, CASE, "a", edition=people.edition)
    visitor.signed_in(people.trainer).get(room(people))
    assert "as soon as 5 people have decided" in visitor.text()
    assert visitor.all(".chart-group") == []

    decided(people.trainee, CASE, "a", option=1, edition=people.edition)
    visitor.get(room(people))
    bars = [" ".join(node.to_text().split()) for node in visitor.all(".chart-group")]
    assert bars[:2] == ["Your edition 4 of 5", "Your edition 1 of 5"]


def test_opening_shows_everything_to_who_has_not_decided(visitor: Visitor, people: People) -> None:
    case = the_case(CASE)
    visitor.signed_in(people.trainee).get(f"/case-studies/{CASE}")
    assert [text for text in spoilers(case, 0) if text in visitor.text()] == []

    visitor.signed_in(people.trainer).post(room(people, act="/opening"))
    visitor.signed_in(people.trainee).get(f"/case-studies/{CASE}")

    assert [text for text in spoilers(case, 0) if text not in visitor.text()] == []
    assert first_words(case.section("what-happened")) in visitor.text()
    assert first_words(case.section("teaching-note")) not in visitor.text()
    assert "Teresa Example opened this case for your whole edition" in visitor.text()
    assert visitor.all("#reasons")
    assert "It will be marked “after the class opened it”" in visitor.text()


def test_a_text_begun_before_the_opening_is_taken_after_it_and_marked(
    visitor: Visitor, people: People
) -> None:
    """The form was on the page already; what it sends is not lost."""
    visitor.signed_in(people.trainee).get(f"/case-studies/{CASE}")
    action = visitor.all("#deciding")[0].attrs["action"].partition("#")[0]
    key = visitor.all("draft-keeper")[0].attrs["key"]
    opening = opened(CASE, people.edition, people.trainer)

    visitor.post(action, {"option": "c", "reasons": "Too short."}, status=422)
    assert visitor.all("#reasons")[0].to_text().strip() == "Too short."
    assert visitor.all("draft-keeper")[0].attrs["key"] == key
    visitor.post(action, {"option": "c", "reasons": REASONS})
    visitor.get(f"/case-studies/{CASE}")

    (row,) = db.session.scalars(select(CaseDecision))
    assert (row.option_id, row.edition_id, row.opening_id) == ("c", people.edition.id, opening.id)
    assert "after the class opened it" in visitor.all("section.decision")[0].to_text()
    visitor.signed_in(people.trainer).get(room(people))
    assert marks(visitor)["Ana Example"] == ["Decided after opening"]


def test_what_was_decided_before_is_not_marked(visitor: Visitor, people: People) -> None:
    decided(people.trainee, CASE, "a", edition=people.edition)
    opened(CASE, people.edition, people.trainer)

    visitor.signed_in(people.trainee).get(f"/case-studies/{CASE}")

    assert "after the class opened it" not in visitor.text()
    assert visitor.all("#reasons") == []


def test_an_opened_case_asks_for_one_decision_after_the_other(
    visitor: Visitor, people: People
) -> None:
    opened("masaya", people.edition, people.trainer)
    visitor.signed_in(people.trainee)
    path, form = "/case-studies/masaya/decisions", {"option": "a", "reasons": REASONS}

    visitor.get("/case-studies/masaya")
    assert len(visitor.all("#reasons")) == 1
    assert "You decide here when you have decided at the point before." in visitor.text()
    visitor.post(f"{path}/c", form, status=404)
    for decision in ("a", "b", "c"):
        visitor.post(f"{path}/{decision}", form)

    visitor.get("/case-studies/masaya")
    assert visitor.all("#reasons") == []


def test_opening_is_for_one_edition(visitor: Visitor, people: People) -> None:
    opened(CASE, people.edition, people.trainer)

    for person in (people.outsider, people.stranger):
        visitor.signed_in(person).get(f"/case-studies/{CASE}")
        assert "The rest of the case opens when you have decided." in visitor.text()


def test_two_clicks_open_once(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)

    for _ in range(2):
        visitor.post(room(people, act="/opening"))

    assert len(db.session.scalars(select(CaseOpening)).all()) == 1
    visitor.get(room(people))
    assert "Teresa Example opened what happened for everyone" in visitor.text()
    assert visitor.all("form[action$='/opening']") == []


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("trainer", 303),
        ("coordinator", 303),
        ("administrator", 303),
        ("trainee", 403),
        ("supervisor", 403),
        ("assessor", 403),
        ("outsider", 404),
        ("stranger", 404),
    ],
)
def test_who_leads_the_class_opens_the_case(
    visitor: Visitor, people: People, who: str, status: int
) -> None:
    person, edition = getattr(people, who), people.edition

    visitor.signed_in(person).post(
        f"/editions/{edition.id}/case-studies/{CASE}/opening", status=status
    )

    assert len(db.session.scalars(select(CaseOpening)).all()) == (status == 303)


@pytest.mark.parametrize("who", ["trainee", "supervisor", "assessor"])
def test_others_of_the_edition_are_led_to_the_case(
    visitor: Visitor, people: People, who: str
) -> None:
    answer = visitor.signed_in(getattr(people, who)).get(room(people), status=303)

    assert answer.headers["Location"] == f"/case-studies/{CASE}"


def test_there_is_no_class_for_an_unknown_case(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).get(room(people, "atlantis"), status=404)
    visitor.post(room(people, "atlantis", "/opening"), status=404)


def test_a_class_without_trainees_says_what_to_do(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).get(room(people))

    assert "No trainee yet" in visitor.text()


@pytest.mark.parametrize("number", [1, 3, 70])
def test_a_class_costs_the_same_for_one_trainee_and_seventy(
    visitor: Visitor, people: People, number: int
) -> None:
    for place in range(number):
        person = a_person(f"trainee{place:02}")
        enrol(person, people.edition, Role.TRAINEE)
        decided(person, CASE, "a", edition=people.edition)

    visitor.signed_in(people.trainer).get(room(people))
    statements, shown = visitor.statements, len(marks(visitor))
    if number > 60:
        visitor.get(visitor.all("a[rel=next]")[0].attrs["href"])
        shown += len(marks(visitor))

    assert (statements, shown) == (6, number)
    assert f"{number} of {number} ha" in visitor.text()


@pytest.mark.parametrize(
    ("who", "statements"), [("trainer", 7), ("administrator", 7), ("assessor", 7), ("trainee", 7)]
)
def test_the_list_of_cases_tells_each_reader_what_concerns_them(
    visitor: Visitor, people: People, who: str, statements: int
) -> None:
    finished(people.trainee, CASE)
    decided(people.classmate, "masaya", "a")
    opened(CASE, people.edition, people.trainer)

    visitor.signed_in(getattr(people, who)).get(f"/editions/{people.edition.id}/case-studies")

    row = next(
        " ".join(node.to_text().split())
        for node in visitor.all("ul.rows > li")
        if "would not meet" in node.to_text()
    )
    told = "decided 1 of 1" if who == "trainee" else "1 of 2 have decided"
    shown = {"assessor": "", "trainee": told}.get(who, told)
    assert shown in row
    assert "opened in class" in row
    assert visitor.statements == statements
