"""The next step on the first page says its day: due for this person, planned, or passed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from lms.content import library
from lms.db import db
from lms.editions.class_days import days_of
from lms.learning.models import LessonCompletion
from tests.class_sessions.factories import a_session
from tests.deliverables.factories import COURSE
from tests.extensions.factories import due, more
from tests.people import People, enrolment_of
from tests.today.test_today import rows_due, weekday
from tests.visitor import Visitor


def step_day(visitor: Visitor) -> str:
    (row,) = visitor.all(".next-step .next-step-day")
    return " ".join(row.to_text().split())


@pytest.mark.parametrize(
    ("starts_in", "said"), [(3, "Planned for {}"), (-30, "Was planned for {}")]
)
def test_the_next_step_in_class_says_its_day(
    app: Flask, visitor: Visitor, people: People, starts_in: int, said: str
) -> None:
    here = datetime.now(ZoneInfo(people.edition.time_zone)).date()
    people.edition.starts_on = here + timedelta(days=starts_in)
    with app.test_request_context():
        first = days_of(people.edition)[0].date

    visitor.signed_in(people.trainee).get("/")

    assert step_day(visitor) == said.format(weekday(first))


def test_a_day_that_the_timetable_moved_is_the_day_of_the_step(
    visitor: Visitor, people: People
) -> None:
    on = datetime.now(UTC) + timedelta(days=9)
    a_session(people.edition, starts_at=on, day="cluster-broker/a1")

    visitor.signed_in(people.trainee).get("/")

    there = on.astimezone(ZoneInfo(people.edition.time_zone)).date()
    assert step_day(visitor) == f"Planned for {weekday(there)}"


def test_the_next_step_says_until_when_this_person_has_time_and_nothing_else_says_it_again(
    app: Flask, visitor: Visitor, people: People
) -> None:
    people.trainee.time_zone = people.edition.time_zone
    trainee, day = enrolment_of(people.trainee, people.edition), library().courses[COURSE].days[0]
    usual = datetime.now(ZoneInfo(people.edition.time_zone)).date() + timedelta(days=3)
    own = usual + timedelta(days=4)
    with app.test_request_context():
        due(people.edition, people, usual, ("quiz", day.ref))
        more(people, own, ("quiz", day.ref), trainee)
    for lesson in day.lessons:
        db.session.add(
            LessonCompletion(
                enrolment_id=trainee.id, lesson=lesson.ref, completed_at=datetime.now(UTC)
            )
        )

    visitor.signed_in(people.trainee).get("/")

    assert visitor.all(".next-step .button")[0].to_text().strip() == "Take the quiz"
    assert step_day(visitor) == f"Due {weekday(own)} · your own date"
    assert rows_due(visitor) == []
    assert visitor.statements == 8
