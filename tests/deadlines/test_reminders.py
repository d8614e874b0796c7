"""The mail of the day says what is due by the date of the person, and stops when it is done."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.deliverables.models import Deliverable
from lms.editions.models import Enrolment, Role
from lms.jobs.models import Job
from lms.notifications import digest
from lms.placements.models import Placement
from lms.quizzes.models import QuizAttempt
from lms.stretches.models import Reflection
from tests.case_studies.papers import a_paper
from tests.deliverables.factories import COURSE, NOTE, a_placement, a_work
from tests.extensions.factories import due, more, shown
from tests.fieldwork.award import GOOD, assess
from tests.people import People, a_person, enrol, enrolment_of, today
from tests.visitor import Visitor

QUIZ, PAPER, LOG = ("quiz", "cluster-broker/a1"), ("paper", "bagru"), ("log", "week:1")
NOON = datetime.now(UTC).replace(hour=18)


@pytest.fixture
def trainee(people: People) -> Enrolment:
    return enrolment_of(people.trainee, people.edition)


def mail_of(user: User, at: datetime) -> str:
    """What the mail of that day says to this person."""
    before = len(db.session.scalars(select(Job)).all())
    digest.send(at)
    jobs = db.session.scalars(select(Job).order_by(Job.id)).all()[before:]
    return "\n".join(row.payload["body"] for row in jobs if row.payload["to"] == user.email)


def in_days(number: int) -> datetime:
    return NOON + timedelta(days=number)


def give_date(app: Flask, people: People, days: int, *works: tuple[str, str]) -> None:
    with app.test_request_context():
        due(people.edition, people, today() + timedelta(days=days), *works)


@pytest.mark.long
def test_seven_days_before_two_days_before_and_once_after(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    give_date(app, people, 10, PAPER)
    day = shown(today() + timedelta(days=10))
    before, after = f"is due on {day}", f"was due on {day}"
    said = [mail_of(people.trainee, in_days(number)) for number in range(13)]
    assert [number for number, text in enumerate(said) if before in text] == [3, 8]
    assert [number for number, text in enumerate(said) if after in text] == [11]
    assert f"/editions/{people.edition.id}/case-studies/bagru/paper" in said[3]


def test_more_time_moves_the_reminder_and_the_others_hear_the_usual_date(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    other = people.classmate
    give_date(app, people, 2, QUIZ)
    with app.test_request_context():
        more(people, today() + timedelta(days=9), QUIZ, trainee)
    usual, own = shown(today() + timedelta(days=2)), shown(today() + timedelta(days=9))

    digest.send(in_days(0))

    bodies = {row.payload["to"]: row.payload["body"] for row in db.session.scalars(select(Job))}
    assert f"is due on {usual}" in bodies[other.email]
    assert "is due on" not in bodies.get(people.trainee.email, "")
    assert f"is due on {own}" in mail_of(people.trainee, in_days(2))


def do(work: tuple[str, str], people: People, placement: Placement) -> None:
    """As the trainee does it; a quiz that was not passed is done too."""
    at = datetime.now(UTC)
    if work == PAPER:
        a_paper(people.trainee, people.edition)
    elif work == QUIZ:
        tried = {"day": QUIZ[1], "number": 1, "started_at": at, "finished_at": at}
        of = placement.enrolment_id
        db.session.add(QuizAttempt(enrolment_id=of, score=0, most=5, passed=False, **tried))
    elif work == LOG:
        words = {"what": "Walked.", "so_what": "Saw.", "now_what": "Ask."}
        db.session.add(Reflection(placement_id=placement.id, target=LOG[1], written_at=at, **words))
    else:
        a_work(placement)
    db.session.commit()


@pytest.mark.parametrize("work", [QUIZ, PAPER, LOG, ("deliverable", f"{COURSE}/{NOTE}")])
def test_nothing_is_said_of_what_is_done(
    app: Flask, people: People, trainee: Enrolment, work: tuple[str, str]
) -> None:
    """The first person has done it, the second, with the same date, has not."""
    classmate = people.classmate
    mine = a_placement(people)
    a_placement(people, trainee=classmate)
    give_date(app, people, 1, work)
    do(work, people, mine)
    day = shown(today() + timedelta(days=1))

    digest.send(in_days(0))

    bodies = {row.payload["to"]: row.payload["body"] for row in db.session.scalars(select(Job))}
    assert f"is due on {day}" in bodies[classmate.email]
    assert f"is due on {day}" not in bodies.get(people.trainee.email, "")


@pytest.mark.long
def test_a_week_of_the_log_is_due_when_it_ends_without_a_date_that_somebody_set(
    people: People, trainee: Enrolment
) -> None:
    """Said from the day it begins, two days before its end and once after; week 2 not before."""
    a_placement(people, days_ago=0)
    first, second = shown(today() + timedelta(days=6)), shown(today() + timedelta(days=13))
    said = [mail_of(people.trainee, in_days(number)) for number in range(9)]
    before, after = f"Field log: Week 1 is due on {first}", f"Field log: Week 1 was due on {first}"
    assert [number for number, text in enumerate(said) if before in text] == [0, 4]
    assert [number for number, text in enumerate(said) if after in text] == [7]
    week_2 = f"Field log: Week 2 is due on {second}"
    assert [number for number, text in enumerate(said) if week_2 in text] == [7]


def test_a_week_that_was_reflected_on_is_not_brought_to_mind(
    people: People, trainee: Enrolment
) -> None:
    """Bruno, who has not written, is the control."""
    mine = a_placement(people, days_ago=0)
    a_placement(people, trainee=people.classmate, days_ago=0)
    do(LOG, people, mine)

    digest.send(in_days(0))

    bodies = {row.payload["to"]: row.payload["body"] for row in db.session.scalars(select(Job))}
    assert "Field log: Week 1 is due" in bodies[people.classmate.email]
    assert "Field log" not in bodies.get(people.trainee.email, "")


def test_more_time_for_a_week_moves_its_reminder(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    a_placement(people, days_ago=0)
    later = today() + timedelta(days=9)
    with app.test_request_context():
        more(people, later, LOG, trainee)
    said = [mail_of(people.trainee, in_days(number)) for number in range(4)]
    due_on = f"Field log: Week 1 is due on {shown(later)}"
    assert [number for number, text in enumerate(said) if due_on in text] == [2]


def test_a_supervisor_is_told_by_when_to_assess_until_it_is_done(people: People) -> None:
    placement = a_placement(people, days_ago=9)
    by = shown(today() + timedelta(days=4))
    waits = f"1 week of the log waits for your assessment; assess it by {by}"

    assert waits in mail_of(people.supervisor, in_days(0))
    assert "your assessment" not in mail_of(people.other_supervisor, in_days(0))
    assert "your assessment" not in mail_of(people.supervisor, in_days(1))
    later = in_days(7)  # next week it is said again, of two weeks by then
    assert "2 weeks of the log wait for your assessment" in mail_of(people.supervisor, later)
    for week in (1, 2, 3):
        assess(placement, week, GOOD)
    assert "your assessment" not in mail_of(people.supervisor, in_days(14))


def test_who_grades_is_told_by_when_until_it_is_graded(people: People, visitor: Visitor) -> None:
    """The paper goes to trainer and assessor, the deliverable to supervisor and assessor."""
    sent = datetime.now(UTC) - timedelta(days=2)
    everybody = (people.trainer, people.assessor, people.supervisor, people.trainee)
    a_paper(people.trainee, people.edition, at=sent)
    work = a_work(a_placement(people), at=sent)
    by = shown((sent - timedelta(hours=6)).date() + timedelta(days=7))

    digest.send(in_days(0))

    bodies = {row.payload["to"]: row.payload["body"] for row in db.session.scalars(select(Job))}
    trainer, assessor, supervisor, author = (bodies.get(row.email, "") for row in everybody)
    assert f"1 case paper waits for you; grade it by {by}" in trainer
    assert f"1 case paper waits for you; grade it by {by}" in assessor
    assert "case paper waits" not in supervisor
    assert f"1 deliverable waits for you; read it by {by}" in supervisor
    assert f"1 deliverable waits for you; read it by {by}" in assessor
    assert "deliverable waits" not in trainer
    assert "waits for you" not in author
    db.session.get_one(Deliverable, work.id).state = "returned"
    db.session.commit()
    assert "deliverable waits" not in mail_of(people.supervisor, in_days(1))


def test_every_trainee_costs_no_statement_more(
    app: Flask, people: People, statements: list[str]
) -> None:
    give_date(app, people, 1, QUIZ, PAPER)
    costs = []
    for day, count in enumerate((1, 12)):
        for number in range(count):
            person = a_person(f"t{count}x{number}")
            enrol(person, people.edition, Role.TRAINEE)
            a_placement(people, trainee=person)
        db.session.commit()
        statements.clear()
        with app.app_context():  # each mail of the day begins knowing nothing
            digest.send(in_days(0) + timedelta(minutes=day))
        costs.append(len(statements))
    assert costs[0] == costs[1]
