"""Who may do what with a session: every role and every state, as one table."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask, g

from lms.accounts.models import User
from lms.class_sessions import actions, policy
from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.editions.queries import open_enrolments
from tests.class_sessions.factories import a_session
from tests.people import People, enrolment_of

Question = Callable[[User, ClassSession, datetime], bool]
QUESTIONS: dict[str, Question] = {
    "plan": lambda user, session, _at: policy.can_plan(user, session.edition),
    "change": lambda user, session, _at: policy.can_change(user, session),
    "hold": lambda user, session, _at: policy.can_hold(user, session.edition),
    "mark": lambda user, session, at: policy.can_mark(user, session, at=at),
}
# plan, change, hold, mark: for a session that is over, to come, and cancelled
TABLE = {
    "administrator": ("yyyy", "yyyn", "ynyn"),
    "coordinator": ("yyyy", "yyyn", "ynyn"),
    "trainer": ("nnyy", "nnyn", "nnyn"),
    "assessor": ("nnnn", "nnnn", "nnnn"),
    "supervisor": ("nnnn", "nnnn", "nnnn"),
    "trainee": ("nnnn", "nnnn", "nnnn"),
    "other_coordinator": ("nnnn", "nnnn", "nnnn"),
    "outsider": ("nnnn", "nnnn", "nnnn"),
    "stranger": ("nnnn", "nnnn", "nnnn"),
}


def reads(person: User) -> None:
    """The policies ask for the roles of who reads."""
    g.my_enrolments = list(db.session.scalars(*open_enrolments(person)))


@pytest.mark.parametrize("name", TABLE)
def test_each_role_may_do_what_the_table_says(
    app: Flask, people: People, now: datetime, name: str
) -> None:
    over = a_session(people.edition)
    to_come = a_session(people.edition, starts_in=timedelta(minutes=11), title="To come")
    cancelled = a_session(people.edition, title="Cancelled")
    actions.cancel(cancelled, why="Strike.", at=now)
    person = getattr(people, name)

    with app.test_request_context("/"):
        reads(person)
        answers = tuple(
            "".join("y" if ask(person, session, now) else "n" for ask in QUESTIONS.values())
            for session in (over, to_come, cancelled)
        )

    assert answers == TABLE[name]


def test_a_register_opens_ten_minutes_before(app: Flask, people: People) -> None:
    session = a_session(people.edition)
    begins = session.starts_at

    with app.test_request_context("/"):
        reads(people.trainer)
        opened = [
            policy.can_mark(people.trainer, session, at=begins - timedelta(minutes=minutes))
            for minutes in (11, 10, -1)
        ]

    assert opened == [False, True, True]


def test_nobody_marks_themselves(people: People) -> None:
    ana = enrolment_of(people.trainee, people.edition)

    assert policy.can_mark_person(people.trainer, ana)
    assert not policy.can_mark_person(people.trainee, ana)
