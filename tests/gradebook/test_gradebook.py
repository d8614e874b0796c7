"""The gradebook: sums that can be followed, and nothing unreleased on any page of a trainee."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask

from lms.case_studies import papers
from lms.completion import actions as completion
from lms.completion.rules import Rule
from lms.content import library
from lms.db import db
from lms.editions.marks import Component, Part
from lms.editions.models import Enrolment, Role
from lms.fieldwork.log_marks import mark_of as log_mark
from lms.gradebook.totals import Account, Result
from lms.quizzes.models import QuizAttempt
from lms.stretches.models import Assessment
from tests.case_studies.papers import a_paper
from tests.class_sessions.factories import a_class
from tests.fieldwork.factories import a_year
from tests.gradebook.factories import mark
from tests.people import People, enrol, enrolment_of
from tests.visitor import Visitor

CANARY = 87


@pytest.fixture
def trainee(people: People) -> Enrolment:
    return enrolment_of(people.trainee, people.edition)


def book(enrolment: Enrolment) -> str:
    return f"/editions/{enrolment.edition_id}/gradebook"


def an_attempt(enrolment: Enrolment, number: int, score: int) -> None:
    now = datetime.now(UTC)
    row = QuizAttempt(enrolment_id=enrolment.id, day="cluster-broker/a1", number=number, most=4)
    row.started_at, row.finished_at, row.score = now, now, score
    db.session.add(row)
    db.session.commit()


def result(component: Component, weight: int, *marks: int | None) -> Result:
    parts = [
        Part(str(number), "", None if mark is None else Decimal(mark), released=True, href="")
        for number, mark in enumerate(marks)
    ]
    return Result(component, weight, parts)


def test_so_far_weighs_what_is_marked_and_of_all_counts_the_rest_as_nothing() -> None:
    account = Account(
        [
            result(Component.QUIZZES, 20, 80, 71, None, None),
            result(Component.DELIVERABLES, 60, None),
            result(Component.DEFENCE, 20, 50),
        ]
    )
    assert [row.so_far for row in account.results] == [Decimal("75.5"), None, Decimal(50)]
    assert account.so_far == Decimal("62.8")
    assert account.of_all == Decimal("17.6")


@pytest.mark.parametrize("count", [1, 3, 51])
def test_everybody_stands_in_one_table_for_few_statements(
    visitor: Visitor, people: People, count: int
) -> None:
    class_ = a_class(people.edition, count)
    visitor.signed_in(people.coordinator).get(book(class_[0]))
    assert len(visitor.all("tbody tr")) == min(count, 50)
    assert visitor.statements == 6


def test_each_number_explains_its_sum(visitor: Visitor, people: People, trainee: Enrolment) -> None:
    an_attempt(trainee, 1, 1)
    an_attempt(trainee, 2, 3)
    mark(trainee, CANARY, by=people.assessor, comment="Sure of the figures.")
    visitor.signed_in(people.trainer).get(f"{book(trainee)}/{trainee.id}")
    assert "So far: 81 of 100." in visitor.text()
    assert "(75 × 10 + 87 × 10) ÷ 20 = 81" in visitor.text()
    assert "(7.5 × 10 + 87 × 10) ÷ 100 = 9.45, rounded to 9.5" in visitor.text()
    assert "Sure of the figures. 87.0 Draft" in visitor.text()


def test_a_sum_says_what_is_missing_and_how_it_was_rounded(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    an_attempt(trainee, 1, 3)
    for case_id in ("bagru", "pune", "masaya"):
        a_paper(
            people.trainee,
            people.edition,
            case_id=case_id,
            state="graded",
            by=people.trainer,
            released=True,
        )
    visitor.signed_in(people.trainee).get(book(trainee))
    text = visitor.text()
    assert "So far: 85.5 of 100." in text
    assert "(7.5 × 10 + 92.5 × 15) ÷ 100 = 14.625, rounded to 14.6" in text
    assert "50 Pass mark So far you are above it." in text
    assert "Quizzes · 9 of 10 parts are not marked" in text
    assert "Case papers · " not in text
    assert "The course asks for 1 of these." in text


def test_of_the_case_papers_only_those_count_that_the_course_asks_for(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    visitor.signed_in(people.trainee).get(book(trainee))
    assert "Nothing is marked yet." in visitor.text()
    a_quiz_and_a_paper(people, trainee)
    visitor.get(book(trainee))
    assert "Case papers · " not in visitor.text()
    assert "(7.5 × 10 + 92.5 × 15) ÷ 100" in visitor.text()


def a_quiz_and_a_paper(people: People, trainee: Enrolment) -> None:
    an_attempt(trainee, 1, 3)
    a_paper(people.trainee, people.edition, state="graded", by=people.trainer, released=True)


@pytest.mark.parametrize(
    ("asked", "marks", "of_all", "missing"),
    [
        (1, [None, None, None], 0, 1),
        (1, [80, None, None], 80, 0),
        (2, [80, None, None], 40, 1),
        (1, [80, 60, None], 70, 0),
        (5, [80, 60, None], Decimal("46.7"), 1),
        (None, [80, 60, None], Decimal("46.7"), 1),
    ],
)
def test_of_all_divides_by_what_is_asked(
    asked: int | None, marks: list[int | None], of_all: Decimal, missing: int
) -> None:
    row = replace(result(Component.CASE_PAPERS, 15, *marks), asked=asked)
    assert (row.of_all, row.missing) == (of_all, missing)


def test_one_pass_mark_stands_in_the_gradebook_and_in_what_the_certificate_asks(
    visitor: Visitor, people: People, trainee: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = library().courses[people.edition.course_id]
    changed = course.assessment.model_copy(update={"pass_mark": 64})
    monkeypatch.setitem(course.__dict__, "assessment", changed)
    completion.save_rule(
        people.edition,
        Rule(("cases", "defence")),
        why="We ask.",
        by=people.coordinator,
        at=datetime.now(UTC),
    )
    a_quiz_and_a_paper(people, trainee)
    visitor.signed_in(people.trainee).get(book(trainee))
    assert "64 Pass mark" in visitor.text()
    assert "The pass mark of the course is 64" in visitor.text()
    visitor.get(f"/editions/{people.edition.id}/left")
    assert "Pass the defence with 64 or more" in visitor.text()
    assert "Have 1 case paper marked with 64 or more" in visitor.text()


def test_case_papers_arrive_once_their_grade_is_released(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    paper = a_paper(people.trainee, people.edition, state="graded", by=people.trainer)
    readers = [people.trainee, people.coordinator]
    for reader in readers:
        visitor = Visitor(app).signed_in(reader)
        visitor.get(f"{book(trainee)}/{trainee.id}")
        assert "The village that would not meet – not marked" in visitor.text()

    papers.release_all(
        people.edition,
        paper.case_id,
        until=datetime.now(UTC),
        by=people.trainer,
        at=datetime.now(UTC),
    )
    db.session.commit()
    for reader in readers:
        visitor = Visitor(app).signed_in(reader)
        visitor.get(f"{book(trainee)}/{trainee.id}")
        assert "The village that would not meet 92.5 Released" in visitor.text()


def test_what_is_not_released_stands_on_no_page_of_its_trainee(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    an_attempt(trainee, 1, 3)
    mark(trainee, CANARY, by=people.assessor, comment="Canary of the comment")
    edition = f"/editions/{trainee.edition_id}"
    pages = [
        "/",
        "/calendar",
        "/courses/cluster-broker",
        "/settings",
        "/search?q=canary",
        edition,
        f"{edition}/people",
        f"{edition}/timetable",
        f"{edition}/gradebook",
        f"{edition}/gradebook/{trainee.id}",
    ]
    visitor = Visitor(app).signed_in(people.trainee)
    for page in pages:
        visitor.get(page)
        assert "Canary of the comment" not in visitor.text(), page
    assert "So far: 75 of 100." in visitor.text()
    assert "87" not in visitor.text()
    assert "81" not in visitor.text()

    mark(trainee, CANARY, by=people.assessor, comment="Canary of the comment", released=True)
    visitor.get(book(trainee))
    assert "Canary of the comment 87.0 Released" in visitor.text()
    assert "So far: 81 of 100." in visitor.text()


def test_a_trainer_who_learns_here_too_sees_no_draft_of_their_own(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    enrol(people.trainee, people.edition, Role.TRAINER)
    mark(trainee, CANARY, by=people.assessor)
    visitor.signed_in(people.trainee).get(book(trainee))
    assert "Ana Example – 0.0 –" in visitor.text()
    assert "87" not in visitor.text()


def test_weeks_of_the_log_count_by_the_rubric_once_released(app: Flask, people: People) -> None:
    year = a_year(people, people.trainee)
    levels = {"clarity": 4, "evidence": 4}
    expected = f"{log_mark(levels):.1f}"
    row = Assessment(placement_id=year.id, target="month:1", rubric_id="log", rubric_digest="x")
    row.assessor_id, row.levels, row.assessed_at = people.supervisor.id, levels, datetime.now(UTC)
    db.session.add(row)
    db.session.commit()
    own = f"/editions/{year.enrolment.edition_id}/gradebook"
    visitor = Visitor(app).signed_in(people.assessor)
    visitor.get(f"{own}/{year.enrolment_id}")
    assert "Month 1 – not marked" in visitor.text()  # held, and its second mark may be theirs

    visitor = Visitor(app).signed_in(people.trainee)
    visitor.get(own)
    assert "Month 1 – not marked" in visitor.text()

    row.released_at = datetime.now(UTC)
    db.session.commit()
    visitor.get(own)
    assert f"Month 1 {expected} Released" in visitor.text()
