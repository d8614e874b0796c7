"""Nothing of a grade reaches anybody but its graders before it is released."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from lms.case_studies import gradebook
from lms.case_studies.models import CaseGrade
from lms.db import db
from tests.case_studies.papers import CASE, a_paper
from tests.people import People, enrolment_of
from tests.visitor import Visitor

CANARY = "Kingfishers nest in the third bank. Next, count them."
MARK = "92.5"
OTHERS = ["trainee", "classmate", "supervisor", "coordinator", "outsider", "administrator"]


def addresses(app: Flask, people: People, paper_id: int) -> Iterator[str]:
    """Every page there is, with the ids of the scene in it."""
    names = {
        "edition_id": people.edition.id,
        "case_id": CASE,
        "paper_id": paper_id,
        "enrolment_id": enrolment_of(people.trainee, people.edition).id,
        "course_id": "cluster-broker",
        "day_id": "a5",
        "number": 5,
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.arguments <= names.keys():
                found = rule.build({name: names[name] for name in rule.arguments})
                if found:
                    yield found[1]


def pages_with_the_grade(visitor: Visitor, app: Flask, people: People, paper_id: int) -> list[str]:
    found = []
    for path in addresses(app, people, paper_id):
        answer = visitor._send("GET", path)
        said = answer.get_data().decode(errors="replace")
        if "Kingfishers" in said or MARK in said:
            found.append(path)
    return found


@pytest.mark.long
@pytest.mark.parametrize("who", OTHERS)
def test_an_unreleased_grade_is_on_no_page(
    visitor: Visitor, app: Flask, people: People, who: str
) -> None:
    person = getattr(people, who)
    paper = a_paper(
        people.trainee, people.edition, state="graded", by=people.trainer, comment=CANARY
    )

    visitor.signed_in(person)

    assert pages_with_the_grade(visitor, app, people, paper.id) == []


def test_its_author_sees_only_that_it_was_handed_in(visitor: Visitor, people: People) -> None:
    a_paper(people.trainee, people.edition, state="graded", by=people.trainer)
    paper = f"/editions/{people.edition.id}/case-studies/{CASE}/paper"

    for path in (paper, f"/case-studies/{CASE}", f"/editions/{people.edition.id}/case-studies"):
        visitor.signed_in(people.trainee).get(path)
        assert "Handed in" in visitor.text()
        assert "Graded" not in visitor.text()


@pytest.mark.long
def test_the_control_a_released_grade_is_on_its_authors_pages_and_in_the_gradebook(
    visitor: Visitor, app: Flask, people: People
) -> None:
    for name in OTHERS:
        assert getattr(people, name)
    paper = a_paper(
        people.trainee,
        people.edition,
        state="graded",
        by=people.trainer,
        comment=CANARY,
        released=True,
    )
    found = {
        who: pages_with_the_grade(visitor.signed_in(getattr(people, who)), app, people, paper.id)
        for who in OTHERS
    }

    own, book = (f"/editions/{people.edition.id}/{name}" for name in ("case-studies", "gradebook"))
    account = f"{book}/{enrolment_of(people.trainee, people.edition).id}"
    pages = {own, f"{own}/{CASE}/paper", f"/case-studies/{CASE}", book, account}
    assert set(found.pop("trainee")) == pages
    for who in ("coordinator", "administrator"):
        assert set(found.pop(who)) == {book, account, f"{account}/overrides", f"{book}.csv"}
    assert {who: pages for who, pages in found.items() if pages} == {}


@pytest.mark.long
def test_the_control_those_who_grade_see_it_before(
    visitor: Visitor, app: Flask, people: People
) -> None:
    paper = a_paper(
        people.trainee, people.edition, state="graded", by=people.trainer, comment=CANARY
    )

    found = pages_with_the_grade(visitor.signed_in(people.assessor), app, people, paper.id)

    assert found == [f"/editions/{people.edition.id}/case-papers/{paper.id}"]


def test_all_grades_of_a_case_are_released_at_once(visitor: Visitor, people: People) -> None:
    for person in (people.trainee, people.classmate):
        a_paper(person, people.edition, state="graded", by=people.trainer)
    other = a_paper(
        people.trainee, people.edition, state="graded", by=people.trainer, case_id="pune"
    )
    visitor.signed_in(people.assessor).get(
        f"/editions/{people.edition.id}/case-papers?list=unreleased"
    )
    until = visitor.all("form[action$='/case-studies/bagru/releases'] input[name=until]")
    assert "Release 2 grades" in visitor.text()

    visitor.post(
        f"/editions/{people.edition.id}/case-studies/{CASE}/releases",
        {"until": until[0].attrs["value"]},
    )
    visitor.get(f"/editions/{people.edition.id}/case-papers?list=released")

    waiting = db.session.scalars(
        select(CaseGrade.paper_id).where(CaseGrade.released_at.is_(None))
    ).all()
    assert waiting == [other.id]
    assert "2 grades are released" in visitor.text()
    assert visitor.text().count("92.5 of 100") == 2


def test_a_grade_saved_after_the_page_was_opened_is_not_released_with_it(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.assessor)
    first = a_paper(people.trainee, people.edition, state="graded", by=people.trainer)
    visitor.get(f"/editions/{people.edition.id}/case-papers?list=unreleased")
    until = visitor.all("input[name=until]")[0].attrs["value"]
    late = a_paper(people.classmate, people.edition, state="graded", by=people.trainer)

    visitor.post(f"/editions/{people.edition.id}/case-studies/{CASE}/releases", {"until": until})

    rows = db.session.scalars(select(CaseGrade).order_by(CaseGrade.id)).all()
    assert [(row.paper_id, row.released_at is not None) for row in rows] == [
        (first.id, True),
        (late.id, False),
    ]


@pytest.mark.parametrize("until", ["", "soon", "9999-99-99"])
def test_a_mangled_moment_releases_nothing(visitor: Visitor, people: People, until: str) -> None:
    a_paper(people.trainee, people.edition, state="graded", by=people.trainer)

    visitor.signed_in(people.trainer).post(
        f"/editions/{people.edition.id}/case-studies/{CASE}/releases", {"until": until}, status=404
    )

    assert db.session.scalars(select(CaseGrade.released_at)).all() == [None]


@pytest.mark.parametrize(
    ("who", "status"), [("trainee", 403), ("coordinator", 403), ("outsider", 404)]
)
def test_only_those_who_grade_release(
    visitor: Visitor, people: People, who: str, status: int
) -> None:
    person = getattr(people, who)
    a_paper(people.trainee, people.edition, state="graded", by=people.trainer)

    visitor.signed_in(person).post(
        f"/editions/{people.edition.id}/case-studies/{CASE}/releases",
        {"until": "2099-01-01T00:00:00+00:00"},
        status=status,
    )

    assert db.session.scalars(select(CaseGrade.released_at)).all() == [None]


def test_the_gradebook_is_told_released_marks_by_case(people: People) -> None:
    a_paper(people.trainee, people.edition, state="graded", by=people.trainer, released=True)
    a_paper(people.trainee, people.edition, state="graded", by=people.trainer, case_id="pune")
    a_paper(people.classmate, people.edition)

    found = db.session.execute(gradebook.released_marks(people.edition)).all()

    assert [(row[1], row[2]) for row in found] == [(CASE, 370)]
