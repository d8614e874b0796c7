"""Answers to a quiz, a note, and a register that waited on a device."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.editions.models import Enrolment
from lms.notes.models import Note
from lms.quizzes.models import QuizAttempt
from tests.api.sending import a_note, a_register, an_attempt, at, ten_times
from tests.class_sessions.factories import (
    a_session,
    address,
    controls,
    marked,
    record,
    register,
)
from tests.offline.test_practice import rightly
from tests.people import People, enrolment_of
from tests.visitor import Visitor


def attempts() -> list[tuple[int, bool]]:
    rows = db.session.scalars(select(QuizAttempt).order_by(QuizAttempt.id))
    return [(row.number, row.passed) for row in rows]


def test_answers_sent_ten_times_are_one_attempt(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    receipts = ten_times(visitor, at("attempts"), an_attempt(rightly(people)))
    assert len(set(receipts)) == 1
    assert attempts() == [(1, True)]


def test_the_answer_leads_to_what_came_of_it(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    answer = visitor.put(at("attempts"), an_attempt(rightly(people)))

    assert answer["passed"] is True
    assert answer["score"] == answer["most"]
    visitor.get(answer["href"])
    assert "Quiz passed" in visitor.text()


def test_two_that_were_answered_are_two_attempts(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    for _ in range(2):
        visitor.put(at("attempts"), an_attempt(rightly(people)))
    assert attempts() == [(1, True), (2, True)]


def test_what_is_missing_is_named(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    refused = visitor.put(at("attempts"), an_attempt({}), status=422)
    assert "Choose one answer." in refused["fields"].values()
    assert attempts() == []


@pytest.mark.parametrize("where", [{"day": ""}, {"elective": "el1"}])
def test_an_attempt_names_a_day_or_an_elective(
    visitor: Visitor, people: People, where: dict[str, str]
) -> None:
    visitor.signed_in(people.trainee)
    visitor.put(at("attempts"), an_attempt({}, **where), status=400)


def test_only_a_trainee_of_the_course_takes_its_quiz(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)
    visitor.put(at("attempts"), an_attempt(rightly(people)), status=403)
    assert attempts() == []


def notes() -> list[tuple[int, str]]:
    return [(row.owner_id, row.body) for row in db.session.scalars(select(Note))]


def test_a_note_sent_ten_times_is_one_note(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    assert len(set(ten_times(visitor, at("notes"), a_note()))) == 1
    assert notes() == [(people.trainee.id, "Ask Amina about her loom.")]


def test_a_note_that_says_nothing_is_refused(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    empty = a_note(fields={"note-body": [" "], "note-paragraph": ["0"]})
    refused = visitor.put(at("notes"), empty, status=422)
    assert refused["fields"]["body"] == ["Write something, or choose a passage to mark."]
    assert notes() == []


def test_a_note_is_on_a_page_there_is(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    visitor.put(at("notes"), a_note(page="no-such"), status=404)


def test_a_register_sent_ten_times_is_saved_once(
    visitor: Visitor, people: People, trainee: Enrolment, now: datetime
) -> None:
    session = a_session(people.edition)
    form = opened(visitor, people, session) | {f"mark-{trainee.id}": "late"}

    receipts = ten_times(visitor, at("registers"), a_register(session, form))

    assert len(set(receipts)) == 1
    assert register(session)[trainee.id] == ("late", None)
    assert len(record(session)) == 1


def opened(visitor: Visitor, people: People, session: Any) -> dict[str, str]:
    """The form of a register as the trainer has it on the screen."""
    visitor.signed_in(people.trainer).get(address(session))
    return controls(visitor)


def test_a_register_that_waited_does_not_overwrite_another_hand(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    session = a_session(people.edition)
    form = opened(visitor, people, session) | {f"mark-{trainee.id}": "late"}
    marked(session, trainee, "absent", by=people.coordinator)

    refused = visitor.put(at("registers"), a_register(session, form), status=409)

    assert refused["error"] == "marked_meanwhile"
    assert "Ana Example. Nothing of yours was saved." in refused["told"]
    assert register(session) == {trainee.id: ("absent", None)}


def test_what_nobody_touched_lets_the_other_hand_stand(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    session = a_session(people.edition)
    form = opened(visitor, people, session)
    marked(session, trainee, "excused", by=people.coordinator)

    answer = visitor.put(at("registers"), a_register(session, form))

    assert answer["others"] == 1
    assert register(session) == {trainee.id: ("excused", None)}


def test_units_nobody_can_have_are_named(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    session = a_session(people.edition)
    form = opened(visitor, people, session) | {f"units-{trainee.id}": "9"}
    refused = visitor.put(at("registers"), a_register(session, form), status=422)
    assert refused["fields"] == {"Ana Example": "Write 0 to 3 units, or leave it empty."}


@pytest.mark.parametrize(
    ("name", "status"),
    [("trainee", 403), ("supervisor", 403), ("other_coordinator", 404), ("outsider", 404)],
)
def test_only_who_holds_the_class_marks_it(
    visitor: Visitor, people: People, trainee: Enrolment, name: str, status: int
) -> None:
    session = a_session(people.edition)
    visitor.signed_in(getattr(people, name))
    form = {"shown": f"{trainee.id}.0.-.-", f"mark-{trainee.id}": "present"}
    visitor.put(at("registers"), a_register(session, form), status=status)
    assert register(session) == {}


@pytest.fixture
def trainee(people: People) -> Enrolment:
    return enrolment_of(people.trainee, people.edition)


def test_a_register_of_another_edition_is_not_found(visitor: Visitor, people: People) -> None:
    session = a_session(people.edition)
    visitor.signed_in(people.trainer)
    sent = a_register(session, {"shown": ""}, edition=people.other_edition.id)
    visitor.put(at("registers"), sent, status=404)
    assert db.session.scalar(select(func.count()).select_from(Note)) == 0
