from datetime import datetime

import pytest
from sqlalchemy import select

from lms.content import library
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Enrolment
from lms.quizzes import attempts, queries
from lms.quizzes.lots import sheet_of
from lms.quizzes.models import QuizAnswer, QuizAttempt
from tests.people import People
from tests.quizzes.answering import KINDS, RIGHT, WRONG, Filled, as_sent, but, fields_of
from tests.visitor import Visitor

QUIZ = "/courses/cluster-broker/days/a1/quiz"
FIRST = f"{QUIZ}/attempts/1"
OTHERS = (
    "stranger",
    "trainer",
    "supervisor",
    "assessor",
    "coordinator",
    "other_coordinator",
    "administrator",
)


def kept() -> list[QuizAttempt]:
    return list(db.session.scalars(select(QuizAttempt).order_by(QuizAttempt.id)))


def answers() -> dict[str, tuple[object, bool]]:
    rows = db.session.scalars(select(QuizAnswer).order_by(QuizAnswer.id))
    return {row.question: (row.answer, row.right) for row in rows}


def sent(filled: Filled) -> dict[str, list[str]]:
    """For the newest attempt."""
    quiz = library().courses["cluster-broker"].days[0].quiz
    return as_sent(filled, quiz.questions, sheet_of(kept()[-1]))


def take(visitor: Visitor, filled: Filled) -> None:
    """Start an attempt and send this sheet."""
    address = visitor.post(f"{QUIZ}/attempts").location
    visitor.post(f"{address}/answers", sent(filled))
    visitor.get(address)


def test_the_quiz_page_says_what_awaits_the_trainee(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(QUIZ)

    text = visitor.text()
    for sentence in ("6 questions, all on one page", "70% right answers pass", "Start the quiz"):
        assert sentence in text
    assert "Your attempts" not in text


@pytest.mark.parametrize("name", OTHERS)
def test_who_is_no_trainee_learns_how_to_become_one_and_sees_no_question(
    visitor: Visitor, people: People, name: str
) -> None:
    visitor.signed_in(getattr(people, name)).get(QUIZ)
    assert "How to take part" in visitor.text()
    assert "What ails small firms most?" not in visitor.text()

    visitor.post(f"{QUIZ}/attempts", status=403)
    assert kept() == []


def test_starting_leads_to_all_questions_on_one_page(visitor: Visitor, people: People) -> None:
    response = visitor.signed_in(people.trainee).post(f"{QUIZ}/attempts")
    assert response.location == FIRST

    visitor.get(FIRST)

    text = visitor.text()
    assert "Question 1 of 6" in text
    assert "Question 6 of 6" in text
    assert len(visitor.all("fieldset.question")) == 6
    assert len(visitor.all("main input[type=radio]")) == 2
    assert len(visitor.all("main input[type=checkbox]")) == 3
    assert len(visitor.all(".sort select")) == 3
    assert len(visitor.all(".pair select")) == 3


def test_no_page_gives_the_answers_away_before_they_are_sent(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).post(f"{QUIZ}/attempts")
    response = visitor.get(FIRST)

    for why in (
        "Size can be shared.",
        "It is four fifths of 110.",
        "aislamiento",
        "Firms are alone.",
    ):
        assert why not in response.text
    assert "checked" not in response.text


def test_an_open_attempt_is_resumed_not_doubled(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post(f"{QUIZ}/attempts")

    assert visitor.post(f"{QUIZ}/attempts").location == FIRST
    assert [row.number for row in kept()] == [1]
    visitor.get(QUIZ)
    assert "Go on with the open attempt" in visitor.text()


def test_two_starts_at_the_same_moment_make_one_attempt(
    trainee: Enrolment, course: Course, now: datetime
) -> None:
    first = attempts.start(trainee, course.days[0], at=now)
    twin = QuizAttempt(
        enrolment_id=trainee.id, day=first.day, number=1, started_at=now, most=first.most
    )

    assert db.keep_once(twin, queries.attempt(trainee, first.day, 1)) is first


def test_all_right_passes_and_shows_every_why(visitor: Visitor, people: People) -> None:
    take(visitor.signed_in(people.trainee), RIGHT)

    (attempt,) = kept()
    assert (attempt.score, attempt.most, attempt.passed) == (6, 6, True)
    assert answers() == {
        "a1-q1": ([1], True),
        "a1-q2": ([0, 1], True),
        "a1-q3": ([0, 1, 2], True),
        "a1-q4": ({"0": 0, "1": 1, "2": 1}, True),
        "a1-q5": ("88 women", True),
        "a1-q6": ("Isolation.", True),
    }
    text = visitor.text()
    for sentence in (
        "Quiz passed",
        "To pass, 5 of 6 must be right.",
        "On to day 2",
        "Size can be shared.",
        "Alone they cannot share anything.",
        "A birthday is not a resource.",
        "You look before you act.",
        "A fund gives loans too.",
        "It is four fifths of 110.",
        "Firms are alone.",
    ):
        assert sentence in text
    assert "wrong" not in text


def test_all_wrong_fails_and_shows_the_right_answers(visitor: Visitor, people: People) -> None:
    take(visitor.signed_in(people.trainee), WRONG)

    (attempt,) = kept()
    assert (attempt.score, attempt.most, attempt.passed) == (0, 6, False)
    assert [right for _answer, right in answers().values()] == [False] * 6
    text = visitor.text()
    for sentence in (
        "Not passed this time",
        "Right, not chosen Their isolation",
        "Your answer, not right Their size",
        "Your answer, not right Birthdays",
        "Place 1; you put it at place 2 Diagnosis",
        "Place 3, right Plan",
        "You chose: lends Broker → facilitates",
        "Your answer, right Fund → lends",
        "Your answer, not right 12",
        "The right answer 88 women (from 87.5 to 88.5 is right)",
        "Your answer, not right size",
        "The right answer isolation",
    ):
        assert sentence in text


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_marked_for_itself(visitor: Visitor, people: People, kind: str) -> None:
    """Everything wrong but one: that one is the score."""
    question = KINDS[kind]
    rest = {name: value for name, value in WRONG.items() if not name.startswith(question)}

    take(visitor.signed_in(people.trainee), rest | fields_of(question, RIGHT))

    assert [name for name, (_answer, right) in answers().items() if right] == [question]
    assert kept()[0].score == 1


def test_the_pass_mark_is_the_quizs_own(visitor: Visitor, people: People) -> None:
    """70 % of six questions is more than four and at most five."""
    take(visitor.signed_in(people.trainee), but("a1-q6", **{"a1-q6": "size"}))
    take(visitor, but("a1-q6", **{"a1-q6": "size"}) | {"a1-q5": "1"})

    assert [(row.score, row.passed) for row in kept()] == [(5, True), (4, False)]


def test_unanswered_questions_are_named_and_nothing_typed_is_lost(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).post(f"{QUIZ}/attempts")

    some = sent({"a1-q1": "1", "a1-q3-0": "2", "a1-q5": "88"})
    visitor.post(f"{FIRST}/answers", some, status=422)

    text = visitor.text()
    assert "4 questions wait for an answer" in text
    assert "Question 2: Choose every answer that is right" in text
    assert "Question 3: Give every line its place." in text
    checked = visitor.all("main input[checked]")
    assert [(box.attrs["name"], [box.attrs["value"]]) for box in checked] == [
        ("a1-q1", some["a1-q1"])
    ]
    chosen = visitor.all("main option[selected]")
    assert [option.to_text().strip() for option in chosen] == ["2"]
    assert visitor.all("#a1-q5-answer")[0].attrs["value"] == "88"
    assert kept()[0].finished_at is None
    assert answers() == {}


def test_a_second_send_changes_nothing(visitor: Visitor, people: People) -> None:
    take(visitor.signed_in(people.trainee), RIGHT)
    finished = kept()[0].finished_at

    response = visitor.post(f"{FIRST}/answers", sent(WRONG))

    assert response.location == FIRST
    (attempt,) = kept()
    assert (attempt.score, attempt.passed, attempt.finished_at) == (6, True, finished)
    assert [right for _answer, right in answers().values()] == [True] * 6


def test_an_attempt_that_was_closed_meanwhile_stays_as_it_was(
    trainee: Enrolment, course: Course, now: datetime
) -> None:
    """Two sends at once: the second one has an old copy of the attempt in its hands."""
    day = course.days[1]
    attempt = attempts.start(trainee, day, at=now)
    attempts.finish(attempt, day, {"a2-q1": [1]}, at=now)

    attempts.finish(attempt, day, {"a2-q1": [0]}, at=now)

    assert (attempt.score, answers()) == (1, {"a2-q1": ([1], True)})


def test_after_a_failed_attempt_comes_another(visitor: Visitor, people: People) -> None:
    take(visitor.signed_in(people.trainee), WRONG)

    assert visitor.post(f"{QUIZ}/attempts").location == f"{QUIZ}/attempts/2"
    visitor.get(QUIZ)
    assert "Attempt 1" in visitor.text()
    assert "0 of 6" in visitor.text()


def test_a_sheet_that_failed_keeps_its_draft_until_the_server_has_it(
    visitor: Visitor, people: People
) -> None:
    take(visitor.signed_in(people.trainee), RIGHT)
    number = kept()[0].id

    done = visitor.all("[data-drafts-done]")
    assert [node.attrs["data-drafts-done"] for node in done] == [
        f"{people.trainee.id}:attempt-{number}"
    ]


@pytest.mark.parametrize("name", [*OTHERS, "classmate", "outsider"])
def test_nobody_else_sees_or_answers_an_attempt(
    visitor: Visitor, people: People, app: object, name: str
) -> None:
    visitor.signed_in(people.trainee).post(f"{QUIZ}/attempts")
    other = Visitor(visitor.app).signed_in(getattr(people, name))

    other.get(FIRST, status=404)
    other.post(f"{FIRST}/answers", sent(RIGHT), status=404)

    assert answers() == {}
    assert kept()[0].finished_at is None


@pytest.mark.parametrize(
    "path", [f"{QUIZ}/attempts/2", "/courses/cluster-broker/days/a2/quiz/attempts/1"]
)
def test_an_attempt_is_found_only_under_its_own_number_and_day(
    visitor: Visitor, people: People, path: str
) -> None:
    visitor.signed_in(people.trainee).post(f"{QUIZ}/attempts")

    visitor.get(path, status=404)
    visitor.post(f"{path}/answers", sent(RIGHT), status=404)


def test_a_visitor_neither_starts_nor_answers(visitor: Visitor) -> None:
    visitor.post(f"{QUIZ}/attempts", status=401)
    visitor.post(f"{FIRST}/answers", dict(RIGHT), status=401)
    assert visitor.get(FIRST, status=303).location == f"/login?next={FIRST}"


def test_without_the_forms_token_nothing_is_started(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post(f"{QUIZ}/attempts", token=None, status=400)

    assert kept() == []
