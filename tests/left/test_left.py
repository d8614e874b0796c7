"""The next step with its date, all that is left with its reasons, and what is done."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date

from lms.completion import actions as completion
from lms.completion.rules import Group, Rule
from lms.content.course import Course
from lms.db import db
from lms.editions.class_days import days_of
from lms.editions.models import Enrolment
from lms.i18n import show_date
from lms.readiness import actions as readiness
from tests.fieldwork.award import GOOD, approve, assess, two_weeks_of_ten_hours
from tests.fieldwork.factories import a_placement, an_entry
from tests.learning.test_progress import DAYS, LESSONS, passed, read
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def page(people: People, trainee: Enrolment) -> str:
    return f"/editions/{people.edition.id}/left"


def asks_for(people: People, rule: Rule) -> None:
    at = datetime.now(UTC)
    completion.save_rule(people.edition, rule, why="We ask.", by=people.coordinator, at=at)
    db.session.commit()


def next_step(visitor: Visitor) -> tuple[str, str]:
    """Its title, and where its one button leads."""
    (button,) = visitor.all(".next-step .button")
    title = (visitor.all(".next-step h2 a") or visitor.all(".next-step h2"))[0]
    return title.to_text().strip(), str(button.attrs["href"])


def sentence(visitor: Visitor) -> str:
    """What stands at the top: one sentence, with one link in it."""
    (heading,) = visitor.all(".next-step h2")
    links = visitor.all(".next-step :is(h2, p:not(.actions)) a")
    assert len(links) == 1
    assert visitor.all("main h2")[0].to_text() == heading.to_text()
    return re.sub(r" ([”,.:])|(“) ", r"\1\2", " ".join(heading.to_text().split()))


def test_the_next_step_comes_first_with_its_date_and_one_button(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    with visitor.app.test_request_context("/"):
        first = weekday(days_of(people.edition)[0].date)

    visitor.signed_in(people.trainee).get(page)

    assert next_step(visitor) == ("Too small, or too alone?", "/courses/cluster-broker/a1-1")
    assert sentence(visitor) == f"Read “Too small, or too alone?”; it was planned for {first}."
    assert "Day 1, lesson 1" in visitor.text()
    assert visitor.statements == 8


def class_done(trainee: Enrolment) -> None:
    read(trainee, *LESSONS)
    for day in DAYS:
        passed(trainee, day)


def class_day(people: People, place: int) -> str:
    return weekday(days_of(people.edition)[place].date)


def weekday(day: date) -> str:
    return format_date(day, "EEEE d MMMM", "en_GB")


def local_today(people: People) -> date:
    return datetime.now(ZoneInfo(people.edition.time_zone)).date()


def test_all_that_is_left_says_until_when_where_and_why(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    read(trainee, *LESSONS)
    visitor.signed_in(people.trainee).get(page)

    text = visitor.text()
    assert "3 things until the certificate" in text
    assert "Pass the quiz of every day 0 of 2 quizzes They show you at once what to read" in text
    ends = show_in(visitor, people)
    assert f"week after week. by {ends}" in text
    assert "Class days with something open Day 1" in text
    assert "the quiz Day 2" in text
    assert "Done (1)" in text


def show_in(visitor: Visitor, people: People) -> str:
    with visitor.app.test_request_context("/"):
        return show_date(people.edition.ends_on, "short")


def test_of_a_group_each_says_that_one_is_enough(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    asks_for(people, Rule(("lessons",), (Group(1, ("quizzes", "log")),)))

    visitor.signed_in(people.trainee).get(page)

    text = visitor.text()
    assert "2 things until the certificate" in text  # the lessons, and one of the two
    assert "0 of 2 quizzes · one of these is enough: this; Reach “Competent” in your" in text
    assert "Not asked in this edition (1)" in text


def test_of_a_group_that_asks_for_several_each_says_how_many_are_still_needed(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    asks_for(people, Rule((), (Group(2, ("lessons", "quizzes", "log")),)))

    visitor.signed_in(people.trainee).get(page)
    assert "2 things until the certificate" in visitor.text()
    assert "2 of these: this; Work through every lesson; Reach “Compe" in visitor.text()

    read(trainee, *LESSONS)
    visitor.get(page)
    assert "1 thing until the certificate" in visitor.text()
    assert "0 of 2 quizzes · one of these is enough: this; Reach “Compe" in visitor.text()


def test_where_all_of_a_group_are_needed_none_stands_for_another(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    asks_for(people, Rule((), (Group(2, ("lessons", "quizzes")),)))

    visitor.signed_in(people.trainee).get(page)
    assert "2 things until the certificate" in visitor.text()
    assert "this" not in " ".join(node.to_text() for node in visitor.all(".left-row"))


@pytest.mark.parametrize("done", ["nothing", "class", "entry back"])
def test_it_names_the_same_next_step_as_today(
    visitor: Visitor, people: People, page: str, trainee: Enrolment, done: str
) -> None:
    placement = two_weeks_of_ten_hours(people)
    if done != "nothing":
        read(trainee, *LESSONS)
        for day in DAYS:
            passed(trainee, day)
    if done == "entry back":
        an_entry(placement, state="returned")
        db.session.commit()

    visitor.signed_in(people.trainee).get("/")
    on_today = next_step(visitor)
    visitor.get(page)

    assert next_step(visitor) == on_today
    assert visitor.statements == 8


def test_when_only_others_owe_something_it_says_so(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    asks_for(people, Rule(("lessons", "word")))
    read(trainee, *LESSONS)
    for day in DAYS:
        passed(trainee, day)

    visitor.signed_in(people.trainee).get(page)

    text = visitor.text()
    day = weekday(people.edition.ends_on)
    assert sentence(visitor) == (
        f"Nothing for you to do now; this waits for others, until {day}: "
        "Have your supervisor say that you are ready."
    )
    assert "1 thing until the certificate" in text
    assert "Your supervisor saw you at work and answers for it." in text


def test_posts_are_for_the_trainee_to_write(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    asks_for(people, Rule(("lessons", "quizzes", "posts"), least={"posts": 2}))
    class_done(trainee)

    visitor.signed_in(people.trainee).get(page)

    until = weekday(people.edition.ends_on)
    post = "Write 2 posts in the discussions of your edition"
    assert sentence(visitor) == f"Go on with this by {until}: {post}."
    assert visitor.all(".next-step a")[0].attrs["href"] == f"/forum/edition-{people.edition.id}"


def test_when_all_is_met_it_leads_to_the_certificate(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    placement = two_weeks_of_ten_hours(people)
    read(trainee, *LESSONS)
    for day in DAYS:
        passed(trainee, day)
    approve(placement, 1200)
    for week in (1, 2):
        assess(placement, week, GOOD)
    asks_for(people, Rule(("lessons", "quizzes", "hours", "log", "word")))
    reasons = "She led two meetings alone."
    at = datetime.now(UTC)
    readiness.say(placement, "ready", reasons=reasons, by=people.supervisor, at=at)
    db.session.commit()

    visitor.signed_in(people.trainee).get(page)

    assert "Nothing is left All that your edition asks is met; your coordinator" in visitor.text()
    assert "Done (5)" in visitor.text()


@pytest.mark.parametrize("name", ["coordinator", "administrator", "supervisor"])
def test_who_runs_the_edition_or_supervises_sees_the_same_without_the_button(
    visitor: Visitor, people: People, trainee: Enrolment, name: str
) -> None:
    placement = two_weeks_of_ten_hours(people)
    an_entry(placement, state="draft", facts="Still private.")
    db.session.commit()

    address = f"/editions/{people.edition.id}/people/{trainee.id}/left"
    visitor.signed_in(getattr(people, name)).get(address)

    text = visitor.text()
    assert "What is left for Ana Example The next step Too small, or too alone?" in text
    assert visitor.all(".next-step .button") == []
    assert visitor.statements <= 8


def test_the_days_of_the_small_course_cost_the_same_with_more_left(
    visitor: Visitor, people: People, page: str, trainee: Enrolment, course: Course
) -> None:
    visitor.signed_in(people.trainee)
    costs = []
    for lesson in course.lessons:
        read(trainee, lesson.ref)
        visitor.get(page)
        costs.append(visitor.statements)

    assert costs == [8, 8, 8]


def test_the_trainee_finds_it_from_where_they_work(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    placement = a_placement(people)
    fieldwork = f"/placements/{placement.id}"

    visitor.signed_in(people.trainee)
    for place in ("/", f"/editions/{people.edition.id}", fieldwork, f"{fieldwork}/word"):
        visitor.get(place)
        assert leads_there(visitor), place


def test_nobody_is_led_to_a_page_that_is_not_open_to_them(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    placement = a_placement(people)

    visitor.signed_in(people.assessor)
    for place in ("", "/word"):
        visitor.get(f"/placements/{placement.id}{place}")
        assert not leads_there(visitor), place


def leads_there(visitor: Visitor) -> bool:
    return any(str(row.attrs["href"]).endswith("/left") for row in visitor.all("main a"))
