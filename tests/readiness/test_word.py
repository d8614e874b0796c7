"""A supervisor says whether a trainee is ready; the trainee reads it; a rule may ask for it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Delete, Update, delete, select, update
from sqlalchemy.exc import DBAPIError

from lms import content
from lms.audit.models import AuditEvent
from lms.completion import actions as completion
from lms.completion.awards import standing_of
from lms.completion.requirements import Requirement, requirements_for
from lms.completion.rules import Group, Rule
from lms.db import db
from lms.placements.models import Placement
from lms.readiness import actions
from lms.readiness.models import NOT_YET, READY, SupervisorWord
from tests.fieldwork.award import SMALL
from tests.fieldwork.factories import a_placement
from tests.learning.test_progress import LESSONS, read
from tests.people import People
from tests.visitor import Visitor

WHY = "She led two meetings of the printers alone, and both ended with a date."


@pytest.fixture(autouse=True)
def small_library() -> Iterator[None]:
    before = content.root()
    content.configure(SMALL)
    yield
    content.configure(before)


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


def said(placement: Placement, word: str, people: People, *, at: datetime | None = None) -> None:
    at = at or datetime.now(UTC)
    actions.say(placement, word, reasons=WHY, by=people.supervisor, at=at)
    db.session.commit()


def asks_for(people: People, rule: Rule) -> None:
    at = datetime.now(UTC)
    completion.save_rule(people.edition, rule, why="We ask.", by=people.coordinator, at=at)
    db.session.commit()


def word_of(app: Flask, placement: Placement) -> Requirement:
    with app.test_request_context("/"):
        return next(row for row in requirements_for(placement.enrolment) if row.key == "word")


def test_a_supervisor_says_it_with_reasons_and_the_trainee_reads_them(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    page = f"/placements/{placement.id}/word"
    visitor.signed_in(people.supervisor).get(page)

    answer = visitor.post(f"/placements/{placement.id}/words", {"said": "ready", "reasons": WHY})

    assert answer.location == page
    row = db.session.scalars(select(SupervisorWord)).one()
    assert (row.said, row.reasons, row.by_id) == (READY, WHY, people.supervisor.id)
    assert db.session.scalars(select(AuditEvent.act)).all() == ["word.said"]
    visitor.signed_in(people.trainee).get(page)
    assert f"Ready · Sofia Example {WHY}" in visitor.text()
    assert visitor.all("main form") == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"said": "ready", "reasons": ""}, "Your reasons:"),
        ({"said": "ready", "reasons": "Fine."}, "Your reasons:"),
        ({"reasons": WHY}, "Choose what you say."),
        ({"said": "perhaps", "reasons": WHY}, "Not a valid choice."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    visitor: Visitor,
    people: People,
    placement: Placement,
    fields: dict[str, str],
    sentence: str,
) -> None:
    visitor.signed_in(people.supervisor)

    visitor.post(f"/placements/{placement.id}/words", fields, status=422)

    assert sentence in visitor.text()
    assert visitor.all("#reasons")[0].to_text().strip() == fields["reasons"]
    assert db.session.scalars(select(SupervisorWord)).all() == []


def test_a_second_click_says_nothing_twice_and_a_new_word_is_added(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.supervisor)
    for word in (NOT_YET, NOT_YET, READY):
        visitor.post(f"/placements/{placement.id}/words", {"said": word, "reasons": WHY})

    rows = db.session.scalars(select(SupervisorWord.said).order_by(SupervisorWord.id)).all()
    assert rows == [NOT_YET, READY]


@pytest.mark.parametrize(
    ("name", "status"),
    [("trainee", 403), ("coordinator", 403), ("other_supervisor", 404), ("stranger", 404)],
)
def test_nobody_but_their_supervisor_says_it(
    visitor: Visitor, people: People, placement: Placement, name: str, status: int
) -> None:
    visitor.signed_in(getattr(people, name))

    fields = {"said": "ready", "reasons": WHY}
    visitor.post(f"/placements/{placement.id}/words", fields, status=status)

    assert db.session.scalars(select(SupervisorWord)).all() == []


@pytest.mark.parametrize(
    "change", [update(SupervisorWord).values(said=READY), delete(SupervisorWord)]
)
def test_no_word_is_changed_or_deleted(
    people: People, placement: Placement, change: Update | Delete
) -> None:
    said(placement, NOT_YET, people)

    with pytest.raises(DBAPIError, match="words are only added"):
        db.session.execute(change)


def test_the_last_word_counts_for_the_award(
    app: Flask, people: People, placement: Placement
) -> None:
    assert (word_of(app, placement).met, word_of(app, placement).detail) == (
        False,
        "Nothing said yet",
    )
    said(placement, READY, people)
    assert (word_of(app, placement).met, word_of(app, placement).detail) == (True, "Ready")
    said(placement, NOT_YET, people)
    assert (word_of(app, placement).met, word_of(app, placement).detail) == (False, "Not yet")


def test_a_word_about_a_placement_that_was_given_up_does_not_count(
    app: Flask, people: People, placement: Placement
) -> None:
    said(placement, READY, people)
    placement.state = "withdrawn"
    second = a_placement(people)

    assert word_of(app, second).met is False


def test_it_is_asked_only_where_a_rule_names_it(
    app: Flask, people: People, placement: Placement
) -> None:
    with app.test_request_context("/"):
        before = standing_of(placement.enrolment)
        assert "word" not in {row.key for row in [*before.asked, *before.dropped]}
        asks_for(people, Rule((), (Group(1, ("quizzes", "word")),)))
        assert standing_of(placement.enrolment).met is False
        said(placement, READY, people)
        assert standing_of(placement.enrolment).met is True


def test_today_asks_the_supervisor_once_all_else_is_done(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    asks_for(people, Rule(("lessons", "word")))
    trainee = placement.enrolment
    visitor.signed_in(people.supervisor).get("/")
    assert "has done all else" not in visitor.text()

    read(trainee, *LESSONS)
    visitor.get("/")
    assert "Ana Example has done all else Your word is asked for" in visitor.text()
    assert visitor.statements == 8

    said(placement, READY, people)
    visitor.get("/")
    assert "has done all else" not in visitor.text()


def test_a_week_after_not_yet_it_is_asked_again(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    asks_for(people, Rule(("lessons", "word")))
    read(placement.enrolment, *LESSONS)
    said(placement, NOT_YET, people, at=datetime.now(UTC) - timedelta(days=6))
    visitor.signed_in(people.supervisor).get("/")
    assert "has done all else" not in visitor.text()

    asks_for(people, Rule(("word",)))
    said(placement, NOT_YET, people, at=datetime.now(UTC) - timedelta(days=8))
    visitor.get("/")

    assert "Ana Example has done all else" in visitor.text()


def test_the_page_costs_the_same_with_one_word_as_with_three(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.supervisor)
    costs = []
    for word in (NOT_YET, READY, NOT_YET):
        said(placement, word, people)
        visitor.get(f"/placements/{placement.id}/word")
        costs.append(visitor.statements)

    assert costs == [4, 4, 4]
