"""The top of the page is one sentence: what comes next, with its link and its date."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from lms.completion.rules import Rule
from lms.db import db
from lms.editions.models import Enrolment
from lms.placements import finding as placements
from tests.extensions.factories import due, more
from tests.fieldwork.award import two_weeks_of_ten_hours
from tests.learning.test_progress import DAYS, LESSONS, passed, read
from tests.left.test_left import (
    asks_for,
    class_day,
    class_done,
    local_today,
    sentence,
    weekday,
)
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def page(people: People, trainee: Enrolment) -> str:
    return f"/editions/{people.edition.id}/left"


def to_come(people: People, _trainee: Enrolment) -> str:
    people.edition.starts_on = local_today(people) + timedelta(days=3)
    return f"Read “Too small, or too alone?”, planned for {class_day(people, 0)}."


def begun(people: People, _trainee: Enrolment) -> str:
    return f"Read “Too small, or too alone?”; it was planned for {class_day(people, 0)}."


def in_class(people: People, trainee: Enrolment) -> str:
    read(trainee, *LESSONS[:2])
    passed(trainee, DAYS[0])
    return f"Read “Who brokers are”; it was planned for {class_day(people, 1)}."


def before_a_quiz(people: People, trainee: Enrolment) -> str:
    read(trainee, *LESSONS[:2])
    return f"Take “Quiz: Isolation, not size”; it was planned for {class_day(people, 0)}."


def before_a_quiz_that_is_due(people: People, trainee: Enrolment) -> str:
    return _due_quiz(people, trainee, 4, "Take “Quiz: Isolation, not size” by {day}.")


def after_a_quiz_was_due(people: People, trainee: Enrolment) -> str:
    late = "Take “Quiz: Isolation, not size” as soon as you can; it was due on {day}."
    return _due_quiz(people, trainee, -4, late)


def _due_quiz(people: People, trainee: Enrolment, days: int, said: str) -> str:
    """For all some days before that: the date is that of the trainee."""
    read(trainee, *LESSONS[:2])
    on = local_today(people) + timedelta(days=days)
    due(people.edition, people, on - timedelta(days=2), ("quiz", DAYS[0]))
    more(people, on, ("quiz", DAYS[0]), trainee)
    return said.format(day=weekday(on))


def in_the_field(people: People, trainee: Enrolment) -> str:
    placement = two_weeks_of_ten_hours(people)
    class_done(trainee)
    return f"Log what you did today, {weekday(placements.local_today(placement))}."


def all_but_one_mark(people: People, trainee: Enrolment) -> str:
    asks_for(people, Rule(("lessons", "quizzes", "defence")))
    class_done(trainee)
    until = weekday(people.edition.ends_on)
    waits = f"Nothing for you to do now; this waits for others, until {until}"
    return f"{waits}: Pass the defence with 50 or more."


def completed(people: People, trainee: Enrolment) -> str:
    asks_for(people, Rule(("lessons", "quizzes")))
    class_done(trainee)
    return "Nothing is left"


@pytest.mark.parametrize(
    "situation",
    [
        to_come,
        begun,
        in_class,
        before_a_quiz,
        before_a_quiz_that_is_due,
        after_a_quiz_was_due,
        in_the_field,
        all_but_one_mark,
        completed,
    ],
)
def test_the_top_is_one_sentence_with_the_next_step_its_link_and_its_date(
    visitor: Visitor,
    people: People,
    page: str,
    trainee: Enrolment,
    situation: Callable[[People, Enrolment], str],
) -> None:
    with visitor.app.test_request_context("/"):
        expected = situation(people, trainee)
    db.session.commit()

    visitor.signed_in(people.trainee).get(page)

    assert sentence(visitor) == expected
    assert visitor.statements == 8


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-2, "Hand this in as soon as you can, it was due on {day}: Quiz of your edition."),
        (2, "Go on with this by {day}: Quiz of your edition."),
    ],
)
def test_what_has_a_date_goes_before_the_work_of_others(
    visitor: Visitor, people: People, page: str, trainee: Enrolment, days: int, said: str
) -> None:
    all_but_one_mark(people, trainee)
    on = local_today(people) + timedelta(days=days)
    quiz = ("quiz", f"edition-{people.edition.id}/quiz-1")
    with visitor.app.test_request_context("/"):
        due(people.edition, people, on, quiz)

    visitor.signed_in(people.trainee).get(page)

    assert sentence(visitor) == said.format(day=weekday(on))
    assert visitor.all(".due-rows") == []
