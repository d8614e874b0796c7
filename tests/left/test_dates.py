"""Until when each thing is to be met: by the dates of this person."""

from datetime import date, timedelta

import pytest

from lms.completion.rules import Rule
from lms.editions.class_days import days_of
from lms.editions.models import Enrolment
from lms.i18n import show_date
from tests.extensions.factories import due, more
from tests.fieldwork.award import two_weeks_of_ten_hours
from tests.learning.test_progress import DAYS, passed
from tests.left.test_left import asks_for, local_today
from tests.people import People
from tests.visitor import Visitor

NOTE = "cluster-broker/d1-note"


@pytest.fixture
def page(people: People, trainee: Enrolment) -> str:
    return f"/editions/{people.edition.id}/left"


@pytest.mark.parametrize(("days", "word"), [(3, "by"), (-3, "was due")])
def test_each_thing_that_is_left_has_the_date_of_this_person(
    visitor: Visitor, people: People, page: str, trainee: Enrolment, days: int, word: str
) -> None:
    """The last date of what is missing in it; of the rest, the last class day."""
    passed(trainee, DAYS[1])
    on = local_today(people) + timedelta(days=days)
    with visitor.app.test_request_context("/"):
        due(people.edition, people, on - timedelta(days=2), ("quiz", DAYS[0]))
        due(people.edition, people, on + timedelta(days=9), ("quiz", DAYS[1]))
        more(people, on, ("quiz", DAYS[0]), trainee)
        class_ends = show_date(days_of(people.edition)[-1].date, "short")
        own = show_date(on, "short")

    visitor.signed_in(people.trainee).get(page)

    assert by_dates(visitor)[:2] == [f"was planned for {class_ends}", f"{word} {own}"]


def by_dates(visitor: Visitor) -> list[str]:
    """Of lessons, quizzes and the rest."""
    return [" ".join(row.to_text().split()) for row in visitor.all(".left-by")]


def test_deliverables_are_due_with_the_last_of_them_as_it_is_for_this_person(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    placement = two_weeks_of_ten_hours(people)
    asks_for(people, Rule(("deliverables",)))
    visitor.signed_in(people.trainee).get(page)
    with visitor.app.test_request_context("/"):
        planned = placement.starts_on + timedelta(days=6)  # the only one belongs to the first week
        own = local_today(people) + timedelta(days=20)
        assert by_dates(visitor) == [said_of(planned, people)]
        more(people, own, ("deliverable", NOTE), trainee)
        said = said_of(own, people)

    visitor.get(page)

    assert by_dates(visitor) == [said]


def test_a_case_paper_that_has_a_date_is_due_by_then_and_else_at_the_end(
    visitor: Visitor, people: People, page: str
) -> None:
    asks_for(people, Rule(("cases",)))
    on = local_today(people) + timedelta(days=6)
    visitor.signed_in(people.trainee).get(page)
    with visitor.app.test_request_context("/"):
        assert by_dates(visitor) == [said_of(people.edition.ends_on, people)]
        due(people.edition, people, on, ("paper", "bagru"))
        said = said_of(on, people)

    visitor.get(page)

    assert by_dates(visitor) == [said]


def test_more_time_for_a_week_of_the_log_moves_the_end_of_the_log_alone(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    placement = two_weeks_of_ten_hours(people)
    asks_for(people, Rule(("hours", "log")))
    later = placement.ends_on + timedelta(days=5)
    with visitor.app.test_request_context("/"):
        more(people, later, ("log", "week:2"), trainee)
        ends, own = (said_of(day, people) for day in (placement.ends_on, later))

    visitor.signed_in(people.trainee).get(page)

    assert by_dates(visitor) == [ends, own]


def said_of(day: date, people: People) -> str:
    word = "was due" if day < local_today(people) else "by"
    return f"{word} {show_date(day, 'short')}"
