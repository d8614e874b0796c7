"""Who learns in two editions finds both on the first page."""

from datetime import timedelta

import pytest
from flask import Flask

from lms.content import library
from lms.db import db
from lms.editions.models import Edition, Role
from tests.extensions.factories import due, more
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, an_edition, enrol, enrolment_of, today
from tests.question_sets.factories import a_set
from tests.visitor import Visitor

NETWORK = "horizontal-network-broker"


@pytest.fixture
def network(people: People) -> Edition:
    """Ana's second edition, of another course; it begins next month."""
    edition = an_edition(course_id=NETWORK, name="Networks 2027")
    edition.starts_on, edition.ends_on = today() + timedelta(days=30), today() + timedelta(days=90)
    enrol(people.trainee, edition, Role.TRAINEE)
    db.session.commit()
    return edition


def test_both_courses_stand_there_and_the_one_that_runs_has_the_next_step(
    visitor: Visitor, people: People, network: Edition
) -> None:
    visitor.signed_in(people.trainee).get("/")

    (step,) = visitor.all(".next-step a")
    assert step.attrs["href"].startswith("/courses/cluster-broker/")
    cards = {card.to_text() for card in visitor.all(".grid .card")}
    assert any("Networks 2027" in card and "Next step:" in card for card in cards)
    assert any(people.edition.name in card and "Next step:" not in card for card in cards)


def test_what_is_due_next_in_each_says_where(
    app: Flask, visitor: Visitor, people: People, network: Edition
) -> None:
    here, last = today(), library().courses[NETWORK].days[-1].ref
    with app.test_request_context():
        due(people.edition, people, here + timedelta(days=9), ("quiz", "cluster-broker/a1"))
        due(network, people, here + timedelta(days=3), ("quiz", last))
        more(
            people,
            here + timedelta(days=12),
            ("quiz", "cluster-broker/a1"),
            enrolment_of(people.trainee, people.edition),
        )

    visitor.signed_in(people.trainee).get("/")

    first, second = (row.to_text() for row in visitor.all(".due-rows li"))
    assert "Networks 2027" in first
    assert people.edition.name in second
    assert "your own date" in second


def test_fieldwork_of_both_stands_there(visitor: Visitor, people: People, network: Edition) -> None:
    a_placement(people)
    a_placement(people, edition=network)

    visitor.signed_in(people.trainee).get("/")

    assert visitor.text().count("My fieldwork") == 2


@pytest.mark.parametrize("editions", [1, 2, 3])
def test_two_cost_no_more_than_one(visitor: Visitor, people: People, editions: int) -> None:
    an_entry(a_placement(people), state="submitted")
    for number in range(editions - 1):
        enrol(people.trainee, an_edition(course_id=NETWORK, name=f"N{number}"), Role.TRAINEE)
    db.session.commit()

    visitor.signed_in(people.trainee).get("/")

    assert visitor.statements == 8


def test_a_quiz_that_is_new_in_the_second_is_told(
    visitor: Visitor, people: People, network: Edition
) -> None:
    a_set(network, title="Before you come")

    visitor.signed_in(people.trainee).get("/")

    assert "Before you come" in visitor.text()
