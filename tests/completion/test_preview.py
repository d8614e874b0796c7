"""What a new rule would do, counted for a whole intake."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import insert, select

from lms.accounts.models import User
from lms.completion.awards import standing_under
from lms.completion.preview import Effect, Outcome, Preview, effect_of, preview_of
from lms.completion.requirements import requirements_of
from lms.completion.rules import Group, Rule
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from lms.learning.models import LessonCompletion
from tests.certificates.factories import a_certificate
from tests.learning.test_progress import LESSONS, read
from tests.people import People
from tests.visitor import Visitor

MANY = 200
BOTH = Rule(("lessons", "quizzes"))
LESS = Rule(("lessons",))
EITHER = Rule((), (Group(1, ("lessons", "quizzes")),))


def seen_by(app: Flask, edition: Edition, new: Rule) -> Preview:
    with app.test_request_context("/"):
        return preview_of(edition, None, new)


def an_intake_of_many(edition: Edition, at: datetime) -> None:
    """Half of them have read all there is."""
    people = [
        {"email": f"p{n}@people.example", "name": f"Person {n:03}", "created_at": at}
        for n in range(MANY)
    ]
    db.session.execute(insert(User), people)
    numbers = db.session.scalars(select(User.id).where(User.name.like("Person %"))).all()
    db.session.execute(
        insert(Enrolment),
        [
            {"edition_id": edition.id, "user_id": n, "role": Role.TRAINEE.value, "created_at": at}
            for n in numbers
        ],
    )
    rows = db.session.scalars(select(Enrolment.id).where(Enrolment.role == "trainee")).all()
    db.session.execute(
        insert(LessonCompletion),
        [
            {"enrolment_id": row, "lesson": lesson, "completed_at": at}
            for row in rows[: MANY // 2]
            for lesson in LESSONS
        ],
    )
    db.session.commit()


def test_two_hundred_are_previewed_and_saved_within_the_statements_and_the_weight_of_a_page(
    visitor: Visitor, people: People, now: datetime
) -> None:
    an_intake_of_many(people.edition, now)
    page = f"/editions/{people.edition.id}/completion"
    places = "place_lessons=always&place_quizzes=off&place_hours=off&place_log=off"

    visitor.signed_in(people.coordinator).get(f"{page}/preview?{places}&enough_a=&enough_b=")

    assert visitor.statements == 5
    assert "0 would lose 100 would gain 100 have other things left" in visitor.text()
    assert "Person 099" in visitor.text()
    hidden = visitor.all("main form input[type=hidden]")
    fields = {str(row.attrs["name"]): str(row.attrs.get("value") or "") for row in hidden}
    visitor.post(f"{page}/rules", {**fields, "why": "An evening class."})
    assert visitor.statements <= 10


def test_who_has_the_certificate_is_touched_by_no_rule(
    app: Flask, people: People, trainee: Enrolment, now: datetime
) -> None:
    before = seen_by(app, people.edition, LESS)
    a_certificate(trainee, at=now)
    after = seen_by(app, people.edition, LESS)

    assert (before.count(Outcome.LESS), before.certified) == (1, 0)
    assert (after.touched, after.untouched, after.certified) == ({}, 0, 1)


def test_who_left_is_not_counted(
    app: Flask, people: People, trainee: Enrolment, now: datetime
) -> None:
    trainee.ended_at = now
    db.session.commit()

    assert seen_by(app, people.edition, LESS).touched == {}


def test_a_group_instead_of_both_frees_who_has_one(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    read(trainee, *LESSONS)
    with app.test_request_context("/"):
        rows = requirements_of([trainee])[trainee.id]
    assert (standing_under(BOTH, rows).met, standing_under(EITHER, rows).met) == (False, True)

    found = seen_by(app, people.edition, EITHER)

    ((effect, names),) = found.touched[Outcome.GAINS]
    assert (effect.left, effect.asked, effect.freed) == (-3, (), ("quizzes", "hours", "log"))
    assert names == ["Ana Example"]


def test_who_has_as_many_things_left_is_told_from_who_has_more(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    """From the quizzes alone to the quizzes or the log: another choice, and no more to do."""
    with app.test_request_context("/"):
        rows = requirements_of([trainee])[trainee.id]
    quizzes, either = Rule(("quizzes",)), Rule((), (Group(1, ("quizzes", "log")),))

    effect = effect_of(standing_under(quizzes, rows), standing_under(either, rows))

    assert effect == Effect(Outcome.OTHER, 0, ("log",), ())


@pytest.mark.parametrize("act", ["read", "enrol"])
def test_each_preview_that_says_something_else_is_told_from_the_others(
    app: Flask, people: People, trainee: Enrolment, act: str
) -> None:
    before = seen_by(app, people.edition, LESS)
    assert seen_by(app, people.edition, LESS).seen == before.seen
    if act == "read":
        read(trainee, *LESSONS)
    else:
        people.classmate  # noqa: B018  # is enrolled when first named

    assert seen_by(app, people.edition, LESS).seen != before.seen
