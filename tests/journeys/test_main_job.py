"""The path of a trainee broker, from the sign-in to the certificate that a stranger checks."""

import re
from collections.abc import Callable

import pytest

from lms.content import library
from lms.content.class_day import Day
from lms.content.course import Course
from lms.content.quiz import Question
from tests.journeys.conftest import Person
from tests.journeys.world import COURSE

pytestmark = pytest.mark.journey
Someone = Callable[..., Person]


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (True, False), pytest.param(False, True, marks=pytest.mark.long)],
    ids=["phone", "phone without scripts", "desk"],
)
def test_from_the_last_lesson_to_the_certificate(
    someone: Someone, phone: bool, scripts: bool
) -> None:
    def open_browser() -> Person:
        return someone(phone=phone, scripts=scripts)

    course, trainee = library().courses[COURSE], open_browser()
    trainee.types_the_password("trainee@journey.example")
    reads_the_last_lesson(trainee, course)
    takes_the_last_quiz(trainee, course.days[-1])
    logs_a_day(trainee)
    supervisor = open_browser()
    supervisor.signs_in("supervisor@journey.example")
    approves(supervisor)
    grades_the_last_week(supervisor, course)
    coordinator = open_browser()
    coordinator.signs_in("coordinator@journey.example")
    issues_the_certificate(coordinator)
    address = finds_the_certificate(trainee)
    checks_it(open_browser(), address)


def reads_the_last_lesson(trainee: Person, course: Course) -> None:
    last = course.lessons[-1]
    assert last.title in trainee.reads()
    trainee.follows("Read the lesson")
    assert last.title in trainee.page.title()
    trainee.presses("I have worked through this lesson")


def takes_the_last_quiz(trainee: Person, day: Day) -> None:
    trainee.presses("Start the quiz")
    trainee.presses("Send all answers")
    assert "wait for an answer" in trainee.reads()
    for question in day.quiz.questions:
        answers_rightly(trainee, question)
    trainee.presses("Send all answers")
    assert "Quiz passed" in trainee.reads()


def answers_rightly(trainee: Person, question: Question) -> None:
    """By what people read: the fields of a page do not tell which line is which."""
    asked = trainee.page.locator(f"#{question.id}")
    if question.kind in {"one", "many"}:
        for place in question.solution:
            asked.get_by_label(question.options[place].text, exact=True).check()
    elif question.kind in {"order", "match"}:
        for line, choice in choices(question):
            asked.get_by_label(line, exact=True).select_option(label=choice)
    else:
        trainee.page.locator(f"#{question.id}-answer").fill(str(question.solution))


def choices(question: Question) -> list[tuple[str, str]]:
    if question.kind == "match":
        return [(pair.left, pair.right) for pair in question.pairs]
    return [(item.text, str(place)) for place, item in enumerate(question.items, 1)]


def logs_a_day(trainee: Person) -> None:
    trainee.goes_to("/fieldwork")
    trainee.follows("Write a log entry")
    page = trainee.page
    page.get_by_label("Visit to a firm").check()
    page.get_by_label("Hours").fill("8,0")
    page.get_by_label("Facts").fill("Visited nine workshops; 23 of 31 tables are in use.")
    trainee.presses("Hand in")
    assert "Write one next step" in trainee.reads()
    assert "23 of 31 tables" in page.get_by_label("Facts").input_value()
    page.get_by_label("Next step", exact=False).first.fill("Count again with the dyers on Monday.")
    page.get_by_label("Step of the process").select_option("diagnosis")
    trainee.presses("Hand in")
    assert "Handed in. Your supervisor will see it." in page.inner_text("body")


def approves(supervisor: Person) -> None:
    assert "1 log entry to review" in supervisor.reads()
    supervisor.follows("Open the list")
    supervisor.follows("Ana Pérez · Visit to a firm")
    assert "23 of 31 tables" in supervisor.reads()
    supervisor.presses("Return with reason")
    assert "Say in a sentence what is missing" in supervisor.reads()
    supervisor.page.get_by_label("Comment for the trainee").fill("Counted from two sides: good.")
    supervisor.presses("Approve")
    assert "Nothing waits for you" in supervisor.reads()


def grades_the_last_week(supervisor: Person, course: Course) -> None:
    last = max(week for period in course.fieldwork.periods for week in period.weeks)
    supervisor.goes_to("/")
    supervisor.follows("Ana Pérez")
    supervisor.goes_to(
        re.sub(r".*(/placements/\d+).*", r"\1", supervisor.page.url) + f"/weeks/{last}"
    )
    for row in library().rubrics["log"].criteria:
        supervisor.page.locator(f"#level-{row.id}-3").check()
    supervisor.page.get_by_label("Comment: one strength").fill(
        "Facts from two sides. Date each step."
    )
    supervisor.presses("Save and show to the trainee")
    assert "The assessment is saved" in supervisor.page.inner_text("body")


def issues_the_certificate(coordinator: Person) -> None:
    coordinator.follows("Cluster brokers, first intake")
    coordinator.follows("Ana Pérez")
    coordinator.presses("Issue the certificate")


def finds_the_certificate(trainee: Person) -> str:
    trainee.goes_to("/certificates")
    with trainee.page.expect_navigation():
        trainee.page.locator("main a[href^='/certificates/']").first.click()
    trainee.looks()
    address = re.sub(r"^https?://[^/]+", "", trainee.page.url)
    for _ in range(40):
        answer = trainee.page.request.get(trainee.site + address + ".pdf")
        if answer.status == 200:
            break
        trainee.page.wait_for_timeout(500)
    assert answer.body().startswith(b"%PDF-")
    return address


def checks_it(stranger: Person, address: str) -> None:
    stranger.goes_to(address)
    assert "Ana Pérez" in stranger.reads()
    stranger.page.goto(stranger.site + address[:-3] + "zzz")
    assert "Ana Pérez" not in stranger.reads()
