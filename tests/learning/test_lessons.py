from datetime import datetime

import pytest
from sqlalchemy import select

from lms.db import db
from lms.editions.models import Enrolment
from lms.learning import actions
from lms.learning.models import LessonCompletion
from tests.people import People
from tests.visitor import Visitor

LESSON = "/courses/cluster-broker/a1-1"
OTHERS = (
    "stranger",
    "trainer",
    "supervisor",
    "assessor",
    "coordinator",
    "other_coordinator",
    "administrator",
)


def completed() -> list[tuple[int, str]]:
    rows = db.session.scalars(select(LessonCompletion).order_by(LessonCompletion.id))
    return [(row.enrolment_id, row.lesson) for row in rows]


def test_a_trainee_notes_a_lesson_and_goes_on_to_the_next(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    response = visitor.signed_in(people.trainee).post(f"{LESSON}/completion")

    assert response.location == "/courses/cluster-broker/a1-2"
    assert completed() == [(trainee.id, "cluster-broker/a1-1")]


def test_after_the_last_lesson_of_a_day_comes_its_quiz(visitor: Visitor, people: People) -> None:
    response = visitor.signed_in(people.trainee).post("/courses/cluster-broker/a1-2/completion")

    assert response.location == "/courses/cluster-broker/days/a1/quiz"


def test_a_second_click_changes_nothing(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    visitor.signed_in(people.trainee).post(f"{LESSON}/completion")
    visitor.post(f"{LESSON}/completion")

    assert completed() == [(trainee.id, "cluster-broker/a1-1")]


def test_two_clicks_at_the_same_moment_leave_one_row(trainee: Enrolment, now: datetime) -> None:
    """Both looked before either wrote: the second one meets the first one's row."""
    first = actions.complete(trainee, "cluster-broker/a1-1", at=now)
    twin = LessonCompletion(enrolment_id=trainee.id, lesson="cluster-broker/a1-1", completed_at=now)
    looked = select(LessonCompletion).where(LessonCompletion.enrolment_id == trainee.id)

    assert db.keep_once(twin, looked) is first


def test_a_noted_lesson_can_be_opened_again(
    visitor: Visitor, people: People, trainee: Enrolment, now: datetime
) -> None:
    actions.complete(trainee, "cluster-broker/a1-1", at=now)
    visitor.signed_in(people.trainee).get(LESSON)
    assert "You have worked through this lesson." in visitor.text()

    response = visitor.post(f"{LESSON}/completion/withdrawal")

    assert response.location == LESSON
    assert completed() == []
    visitor.get(LESSON)
    assert "I have worked through this lesson" in visitor.text()


def test_withdrawing_touches_nobody_else(
    visitor: Visitor, people: People, trainee: Enrolment, now: datetime
) -> None:
    actions.complete(trainee, "cluster-broker/a1-1", at=now)

    visitor.signed_in(people.classmate).post(f"{LESSON}/completion/withdrawal")

    assert completed() == [(trainee.id, "cluster-broker/a1-1")]


@pytest.mark.parametrize("action", ["completion", "completion/withdrawal"])
@pytest.mark.parametrize("name", OTHERS)
def test_only_a_trainee_of_the_course_notes_lessons(
    visitor: Visitor, people: People, name: str, action: str
) -> None:
    visitor.signed_in(getattr(people, name)).post(f"{LESSON}/{action}", status=403)

    assert completed() == []


def test_only_trainees_see_the_button(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).get(LESSON)

    assert "I have worked through this lesson" not in visitor.text()


@pytest.mark.parametrize("action", ["completion", "completion/withdrawal"])
def test_an_unknown_lesson_is_not_noted(visitor: Visitor, people: People, action: str) -> None:
    visitor.signed_in(people.trainee).post(f"/courses/cluster-broker/a1-9/{action}", status=404)
    visitor.post(f"/courses/nothing/a1-1/{action}", status=404)


def test_a_get_notes_nothing(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(f"{LESSON}/completion", status=405)


def test_a_visitor_notes_nothing(visitor: Visitor) -> None:
    visitor.post(f"{LESSON}/completion", status=401)


def test_without_the_forms_token_nothing_is_noted(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post(f"{LESSON}/completion", token=None, status=400)

    assert completed() == []
