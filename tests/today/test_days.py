"""The next step says its day wherever it stands: due for this person, planned, or passed."""

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
from tests.fieldwork.factories import a_placement
from tests.learning.test_progress import passed, read
from tests.people import People, enrolment_of
from tests.today.test_today import rows_due, weekday
from tests.visitor import Visitor

PAGES = ["/", "/editions/{edition}", f"/courses/{COURSE}"]


def step_day(visitor: Visitor) -> str:
    (row,) = visitor.all(".next-step .next-step-day")
    return " ".join(row.to_text().split())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("starts_in", "said"), [(3, "Planned for {}"), (-30, "Was planned for {}")]
)
def test_the_next_step_in_class_says_its_day(
    app: Flask, visitor: Visitor, people: People, *, page: str, starts_in: int, said: str
) -> None:
    here = datetime.now(ZoneInfo(people.edition.time_zone)).date()
    people.edition.starts_on = here + timedelta(days=starts_in)
    with app.test_request_context():
        first = days_of(people.edition)[0].date

    visitor.signed_in(people.trainee).get(page.format(edition=people.edition.id))

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
    for page in PAGES[1:]:
        visitor.get(page.format(edition=people.edition.id))
        assert step_day(visitor) == f"Due {weekday(own)} · your own date"


def test_the_step_of_each_day_in_the_field_says_that_it_is_todays(
    visitor: Visitor, people: People
) -> None:
    trainee, course = enrolment_of(people.trainee, people.edition), library().courses[COURSE]
    read(trainee, *(lesson.ref for lesson in course.lessons))
    for ref in (*(day.ref for day in course.days), course.final_test_ref):
        passed(trainee, ref)
    a_placement(people)

    visitor.signed_in(people.trainee).get("/")

    assert visitor.all(".next-step h2")[0].to_text() == "Log what you did today"
    there = datetime.now(ZoneInfo(people.edition.time_zone)).date()
    assert step_day(visitor) == f"Today, {weekday(there)}"
