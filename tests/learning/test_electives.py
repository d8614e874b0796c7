from datetime import datetime

import pytest
from sqlalchemy import select

from lms.catalog import find
from lms.content import library
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Enrolment
from lms.learning import actions
from lms.learning.models import LessonCompletion
from lms.learning.progress import Tally, progress_of
from lms.quizzes import attempts
from lms.quizzes.lots import sheet_of
from lms.quizzes.models import QuizAttempt
from tests.people import People
from tests.quizzes.answering import as_sent
from tests.visitor import Visitor

COURSE = "/courses/cluster-broker"
ELECTIVE = f"{COURSE}/electives/el1"
LESSON = f"{COURSE}/el1-1"
QUIZ = f"{ELECTIVE}/quiz"

pytestmark = pytest.mark.usefixtures("fuller")


def test_a_visitor_sees_which_electives_there_are(visitor: Visitor) -> None:
    visitor.get(COURSE)

    text = visitor.text()
    for sentence in (
        "1 elective before the defence",
        "Far apart",
        "4 h",
        "Work where people count",
    ):
        assert sentence in text
    links = {link.attrs["href"] for link in visitor.all("main a")}
    assert not [href for href in links if "electives" in href]


def test_the_list_is_a_part_of_the_courses_page(visitor: Visitor) -> None:
    response = visitor.get(f"{COURSE}/electives", status=303)

    assert response.location == f"{COURSE}#electives"


@pytest.mark.parametrize("path", [ELECTIVE, LESSON, QUIZ])
def test_a_visitor_is_asked_to_sign_in(visitor: Visitor, path: str) -> None:
    assert visitor.get(path, status=303).location == f"/login?next={path}"


@pytest.mark.parametrize("path", [ELECTIVE, LESSON, QUIZ])
@pytest.mark.parametrize("name", ["stranger", "trainee", "trainer", "supervisor", "administrator"])
def test_everybody_with_an_account_may_read(
    visitor: Visitor, people: People, name: str, path: str
) -> None:
    visitor.signed_in(getattr(people, name)).get(path)


@pytest.mark.parametrize(
    "path",
    [
        f"{COURSE}/electives/el9",
        f"{COURSE}/electives/a1",
        f"{COURSE}/days/el1",
        f"{COURSE}/el1-9",
        "/courses/network-broker/electives/el1",
        "/courses/network-broker/el1-1",
        f"{COURSE}/electives/el9/quiz",
    ],
)
def test_what_the_course_does_not_offer_is_not_found(
    visitor: Visitor, people: People, path: str
) -> None:
    visitor.signed_in(people.trainee).get(path, status=404)


def test_an_elective_says_what_it_is_and_what_to_do(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(ELECTIVE)

    text = visitor.text()
    for sentence in (
        "Elective · 4 h",
        "Far apart",
        "You have a map in hours.",
        "You count one journey in hours. 1 h 15",
        "Call five firms.",
        "Lessons and practice",
        "1 question Not passed yet",
    ):
        assert sentence in text
    links = {link.attrs["href"] for link in visitor.all("main a")}
    assert {LESSON, f"{COURSE}/el1-2", QUIZ, "/case-studies/mill"} <= links


def test_a_title_is_translated_where_the_texts_are_not(visitor: Visitor, people: People) -> None:
    people.trainee.language = "es"

    visitor.signed_in(people.trainee).get(ELECTIVE)

    assert visitor.all("h1")[0].to_text().strip() == "Muy lejos"
    assert {node.attrs["lang"] for node in visitor.all("main [lang]:not(button)")} == {"en"}


def test_a_lesson_says_where_the_reader_is_and_what_comes_next(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).get(LESSON)

    text = visitor.text()
    assert "Far apart Lesson 1 of 2" in text
    assert "Elective Far apart" in text
    assert "Then comes the next lesson." in text
    ways = [link.attrs["href"] for link in visitor.all(".lesson-nav a")]
    assert ways == [ELECTIVE, f"{COURSE}/el1-2"]


def test_lessons_of_an_elective_follow_each_other_and_no_others(
    visitor: Visitor, people: People, fuller: Course
) -> None:
    visitor.signed_in(people.trainee).get(f"{COURSE}/el1-2")

    assert [link.attrs["href"] for link in visitor.all(".lesson-nav a")] == [LESSON, QUIZ]
    with visitor.app.test_request_context("/"):
        last = find.lesson_or_404(fuller, "a2-1")
        assert find.neighbours(fuller, last).next is None


def test_a_trainee_works_through_lessons_and_comes_to_the_quiz(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    visitor.signed_in(people.trainee)

    assert visitor.post(f"{LESSON}/completion").location == f"{COURSE}/el1-2"
    assert visitor.post(f"{COURSE}/el1-2/completion").location == QUIZ
    rows = db.session.scalars(select(LessonCompletion).order_by(LessonCompletion.id)).all()
    assert [(row.enrolment_id, row.lesson) for row in rows] == [
        (trainee.id, "electives/el1-1"),
        (trainee.id, "electives/el1-2"),
    ]
    visitor.get(ELECTIVE)
    assert visitor.text().count("Done A") == 2


def test_the_quiz_of_an_elective_is_taken_as_that_of_a_day(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    visitor.signed_in(people.trainee).get(QUIZ)
    assert "Quiz: Far apart" in visitor.text()
    address = visitor.post(f"{QUIZ}/attempts").location
    assert address == f"{QUIZ}/attempts/1"
    visitor.get(address)
    visitor.post(f"{address}/answers", answered("1"))
    visitor.get(address)

    text = visitor.text()
    for sentence in ("Quiz passed", "People travel in hours.", "Back to the course"):
        assert sentence in text
    row = db.session.scalars(select(QuizAttempt)).one()
    assert (row.enrolment_id, row.day, row.passed) == (trainee.id, "electives/el1", True)
    visitor.get(COURSE)
    assert "Quizzes passed so far: 1." in visitor.text()


def answered(option: str) -> dict[str, list[str]]:
    attempt = db.session.scalars(select(QuizAttempt)).one()
    questions = library().electives["el1"].in_language("en").quiz.questions
    return as_sent({"el1-q1": option}, questions, sheet_of(attempt))


def test_a_failed_quiz_leads_back_to_the_elective(visitor: Visitor, people: People) -> None:
    address = visitor.signed_in(people.trainee).post(f"{QUIZ}/attempts").location
    visitor.post(f"{address}/answers", answered("0"))

    visitor.get(address)

    back = [link.attrs["href"] for link in visitor.all(".result a")]
    assert back == [ELECTIVE]


@pytest.mark.parametrize("name", ["stranger", "trainer", "supervisor", "coordinator"])
def test_only_a_trainee_of_the_course_notes_lessons_and_takes_the_quiz(
    visitor: Visitor, people: People, name: str
) -> None:
    visitor.signed_in(getattr(people, name))

    visitor.post(f"{LESSON}/completion", status=403)
    visitor.post(f"{QUIZ}/attempts", status=403)


def test_electives_do_not_count_among_the_lessons_of_class_days(
    trainee: Enrolment, fuller: Course, now: datetime
) -> None:
    actions.complete(trainee, "electives/el1-1", at=now)
    elective = find.library().electives["el1"]
    row = attempts.start(trainee, elective, at=now)
    attempts.finish(row, elective, {"el1-q1": [1]}, at=now)

    done = progress_of(trainee)

    assert "electives/el1" in done.quizzes
    assert done.tally(fuller) == Tally(0, 3, 0, 2)


def test_pages_of_an_elective_cost_what_those_of_a_day_cost_but_for_its_dates(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee)
    costs = []
    for path in (ELECTIVE, LESSON, f"{COURSE}/days/a1", f"{COURSE}/a1-1"):
        visitor.get(path)
        costs.append(visitor.statements)

    elective, its_lesson, day, lesson = costs
    assert (elective + 1, its_lesson) == (day, lesson), "an elective is due by no date"
