"""Who reads the code in the room is present; nobody else, no other hour, no other session."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.models import Attempt
from lms.class_sessions import actions
from lms.class_sessions.check_in import SIGNS, code_at
from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.editions import actions as editions
from lms.editions.models import Enrolment
from tests.class_sessions.conftest import SetClock
from tests.class_sessions.factories import (
    a_session,
    check_in,
    mark_of,
    marked,
    record,
    register,
    room,
)
from tests.people import People
from tests.visitor import Visitor

MINUTE = timedelta(minutes=1)


def enter(visitor: Visitor, session: ClassSession, code: str, *, status: int = 303) -> None:
    visitor.post(check_in(session), {"code": code}, status=status)


def test_who_reads_the_code_is_present(
    visitor: Visitor, people: People, session: ClassSession, trainee: Enrolment, now: datetime
) -> None:
    visitor.signed_in(people.trainee).get(check_in(session))
    assert "Code from the screen in the room" in visitor.text()

    enter(visitor, session, code_at(session, now))

    row = mark_of(session, trainee)
    assert row is not None
    assert (row.status, row.how, row.marked_by_id) == ("present", "code", people.trainee.id)
    visitor.get(check_in(session))
    assert "You are marked: Present" in visitor.text()
    assert record(session) == [(trainee.id, "present", "Ana Example")]


def test_after_a_quarter_of_an_hour_they_are_late(
    visitor: Visitor, people: People, trainee: Enrolment, now: datetime
) -> None:
    session = a_session(people.edition, starts_at=now - 18 * MINUTE, has_check_in=True)
    visitor.signed_in(people.trainee)

    enter(visitor, session, code_at(session, now))

    assert register(session) == {trainee.id: ("late", None)}


def test_checking_in_twice_is_checking_in_once(
    visitor: Visitor, people: People, session: ClassSession, trainee: Enrolment, now: datetime
) -> None:
    visitor.signed_in(people.trainee)
    for _ in range(2):
        enter(visitor, session, code_at(session, now))

    assert len(record(session)) == 1


def test_a_mark_of_the_trainer_is_not_undone_by_a_code(
    visitor: Visitor, people: People, session: ClassSession, trainee: Enrolment, now: datetime
) -> None:
    marked(session, trainee, "absent", by=people.trainer)
    visitor.signed_in(people.trainee)

    enter(visitor, session, code_at(session, now))

    assert register(session) == {trainee.id: ("absent", None)}
    visitor.get(check_in(session))
    assert "You are marked: Absent Teresa Example marked you" in visitor.text()


def test_a_wrong_code_is_explained_and_can_be_mended(
    visitor: Visitor, people: People, session: ClassSession, trainee: Enrolment, now: datetime
) -> None:
    visitor.signed_in(people.trainee)

    enter(visitor, session, "AAA222", status=422)

    assert "This is not the code on the screen now. It changes every minute." in visitor.text()
    assert visitor.all("#code")[0].attrs["value"] == "AAA222"
    enter(visitor, session, " ", status=422)
    assert "Type the code that you see on the screen." in visitor.text()
    assert register(session) == {}
    enter(visitor, session, code_at(session, now))
    assert register(session) == {trainee.id: ("present", None)}


@pytest.mark.long
def test_two_hundred_guesses_find_nothing_and_are_stopped(
    visitor: Visitor, people: People, session: ClassSession
) -> None:
    token = visitor.signed_in(people.trainee).token()
    answers = []

    for number in range(200):
        form = {"code": f"{SIGNS[number % 31]}{SIGNS[number // 31]}ABCD", "csrf_token": token}
        answers.append(visitor._send("POST", check_in(session), data=form).status_code)

    assert answers == [422] * 10 + [429] * 190
    assert register(session) == {}


def test_who_was_stopped_may_try_again_later_and_others_go_on(
    visitor: Visitor, people: People, session: ClassSession, now: datetime, it_is: SetClock
) -> None:
    classmate = Visitor(visitor.app).signed_in(people.classmate)
    visitor.signed_in(people.trainee)
    for _ in range(10):
        enter(visitor, session, "AAA222", status=422)
    enter(visitor, session, code_at(session, now), status=429)

    enter(classmate, session, code_at(session, now))
    it_is(now + 6 * MINUTE)
    enter(visitor, session, code_at(session, now + 6 * MINUTE))

    assert len(register(session)) == 2


def test_right_codes_are_no_tries(
    visitor: Visitor, people: People, session: ClassSession, now: datetime
) -> None:
    visitor.signed_in(people.trainee)

    enter(visitor, session, code_at(session, now))

    assert db.session.scalar(select(func.count(Attempt.id))) == 0


def test_the_code_of_another_session_opens_nothing(
    visitor: Visitor, people: People, session: ClassSession, start: datetime, now: datetime
) -> None:
    other = a_session(people.edition, starts_at=start, has_check_in=True, title="Beside it")
    elsewhere = a_session(people.other_edition, starts_at=start, has_check_in=True)
    visitor.signed_in(people.trainee)

    for wrong in (other, elsewhere):
        enter(visitor, session, code_at(wrong, now), status=422)

    assert register(session) == {}


def test_a_code_sent_again_an_hour_later_opens_nothing(
    visitor: Visitor, people: People, session: ClassSession, now: datetime, it_is: SetClock
) -> None:
    """Not this session, which is closed by then, and not the next one."""
    old, later = code_at(session, now), now + timedelta(hours=1)
    following = a_session(people.edition, starts_at=later, has_check_in=True, title="The next")
    visitor.signed_in(people.trainee)
    it_is(later)

    enter(visitor, session, old, status=409)
    assert "Check-in closed at" in visitor.text()
    enter(visitor, following, old, status=422)

    assert (register(session), register(following)) == ({}, {})


def test_a_session_to_come_takes_no_code_not_even_its_own(
    visitor: Visitor, people: People, now: datetime, trainee: Enrolment, it_is: SetClock
) -> None:
    """And a try that was too early spoils nothing: later it counts."""
    begins = now + 30 * MINUTE
    future = a_session(people.edition, starts_at=begins, has_check_in=True)
    visitor.signed_in(people.trainee).get(check_in(future))
    assert "Check-in opens at" in visitor.text()

    enter(visitor, future, code_at(future, now), status=409)
    enter(visitor, future, code_at(future, begins), status=409)
    assert register(future) == {}

    it_is(begins - 5 * MINUTE)
    enter(visitor, future, code_at(future, begins - 5 * MINUTE))
    assert register(future) == {trainee.id: ("present", None)}


@pytest.mark.parametrize(
    "name", ["outsider", "stranger", "trainer", "coordinator", "supervisor", "administrator"]
)
def test_only_trainees_of_the_edition_find_the_page(
    visitor: Visitor, people: People, session: ClassSession, now: datetime, name: str
) -> None:
    visitor.signed_in(getattr(people, name)).get(check_in(session), status=404)
    enter(visitor, session, code_at(session, now), status=404)

    assert register(session) == {}


def test_who_has_left_the_edition_does_not_check_in(
    visitor: Visitor, people: People, session: ClassSession, trainee: Enrolment, now: datetime
) -> None:
    editions.end(trainee, at=now)
    visitor.signed_in(people.trainee)

    enter(visitor, session, code_at(session, now), status=404)


def test_a_session_without_check_in_has_no_such_page(visitor: Visitor, people: People) -> None:
    plain = a_session(people.edition, starts_in=timedelta())

    visitor.signed_in(people.trainee).get(check_in(plain), status=404)
    enter(visitor, plain, "AAA222", status=404)
    visitor.signed_in(people.trainer).get(room(plain), status=404)


def test_a_cancelled_session_takes_no_code(
    visitor: Visitor, people: People, session: ClassSession, now: datetime
) -> None:
    actions.cancel(session, why="The road is flooded.", at=now)
    visitor.signed_in(people.trainee)

    enter(visitor, session, code_at(session, now), status=409)

    assert "This session is cancelled" in visitor.text()
    assert "The road is flooded." in visitor.text()
    assert register(session) == {}
    visitor.signed_in(people.trainer).get(room(session), status=404)


def test_a_visitor_is_asked_to_sign_in_and_led_back(
    visitor: Visitor, people: People, session: ClassSession
) -> None:
    location = visitor.get(check_in(session), status=303).location

    assert location == f"/login?next={check_in(session)}"
