"""Trainees take it as they take the quiz of a class day; what they did stays readable."""

import pytest
from sqlalchemy import select

from lms.db import db
from lms.editions.models import Role
from lms.question_sets.models import QuestionSet
from lms.question_sets.papers import asked_in
from lms.quizzes.lots import sheet_of
from lms.quizzes.models import QuizAttempt
from tests.people import People, a_person, enrol
from tests.question_sets.factories import OTHER, TWO, a_set
from tests.question_sets.test_sets import home
from tests.quizzes.answering import as_sent
from tests.visitor import Visitor

Filled = dict[str, str | list[str]]


def right(row: QuestionSet) -> Filled:
    """Every question of SIX answered rightly."""
    one, many, order, match, number, short = (question.key for question in row.questions)
    return {
        one: "0",
        many: ["0", "1"],
        **{f"{order}-{line}": str(line + 1) for line in range(3)},
        **{f"{match}-{line}": str(line) for line in range(3)},
        number: "88,4",
        short: "Isolation",
    }


def sent(filled: Filled) -> dict[str, list[str]]:
    """For the newest attempt, with the questions it began with."""
    attempt = db.session.scalars(select(QuizAttempt).order_by(QuizAttempt.id.desc())).first()
    return as_sent(filled, asked_in(attempt), sheet_of(attempt))


def take(visitor: Visitor, row: QuestionSet, filled: Filled) -> str:
    address = visitor.post(f"{home(row)}/quiz/attempts").location
    visitor.post(f"{address}/answers", sent(filled))
    visitor.get(address)
    return str(address)


def kept() -> list[tuple[str, int, int, bool]]:
    rows = db.session.scalars(select(QuizAttempt).order_by(QuizAttempt.id))
    return [(row.day, row.score, row.most, row.passed) for row in rows]


@pytest.fixture
def row(people: People) -> QuestionSet:
    return a_set(people.edition)


@pytest.fixture
def trainee(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def test_its_page_says_what_awaits_the_trainee(trainee: Visitor, row: QuestionSet) -> None:
    trainee.get(f"{home(row)}/quiz")

    for sentence in (
        "Quiz: After the visit",
        "6 questions, all on one page",
        "70% right answers pass",
        "your best attempt counts",
        "Made for your edition; it does not count for the certificate",
        "Start the quiz",
    ):
        assert sentence in trainee.text()


def test_the_questions_are_those_of_the_set(trainee: Visitor, row: QuestionSet) -> None:
    trainee.get(trainee.post(f"{home(row)}/quiz/attempts").location)

    shown = [node.attrs["id"] for node in trainee.all("fieldset.question")]
    assert shown == [question.key for question in row.questions]
    assert [node.to_text() for node in trainee.all("legend strong")] == ["first"]
    assert "No old quarrel." not in trainee.text()


def test_all_right_passes_and_every_reason_is_shown(trainee: Visitor, row: QuestionSet) -> None:
    take(trainee, row, right(row))

    assert kept() == [(row.ref, 6, 6, True)]
    for sentence in (
        "Quiz passed",
        "They waited.",
        "yes, too",
        "Say who.",
        "All of them help.",
        "Four fifths of 110.",
        "They are alone.",
        "Back to the edition",
    ):
        assert sentence in trainee.text()


def test_what_is_missing_is_named_and_what_was_typed_is_kept(
    trainee: Visitor, row: QuestionSet
) -> None:
    address = trainee.post(f"{home(row)}/quiz/attempts").location

    trainee.post(f"{address}/answers", {row.questions[5].key: "trust"}, status=422)

    assert "5 questions wait for an answer" in trainee.text()
    assert trainee.all(f"#{row.questions[5].key}-answer")[0].attrs["value"] == "trust"


def test_what_a_trainee_types_is_shown_as_typed(trainee: Visitor, row: QuestionSet) -> None:
    """An answer is letters, whatever marks the texts of the quiz may have."""
    take(trainee, row, right(row) | {row.questions[5].key: "**b** <i>"})

    assert "Your answer, not right **b** <i>" in trainee.text()


def test_an_attempt_keeps_its_questions_whatever_becomes_of_the_list(
    trainee: Visitor, people: People, row: QuestionSet
) -> None:
    begun = trainee.post(f"{home(row)}/quiz/attempts").location
    trainer = Visitor(trainee.app).signed_in(people.trainer)
    out = [question.key for question in row.questions[:5]]
    trainer.post(f"{home(row)}/order", {"out": out, "seen": str(row.version)})
    address = trainer.post(f"{home(row)}/files", {"text": OTHER}).location
    trainer.post(f"{address}/questions")

    trainee.get(begun)
    assert len(trainee.all("fieldset.question")) == 6
    trainee.post(f"{begun}/answers", sent(right(row)))
    trainee.get(begun)

    assert "Who joined" in trainee.text()
    assert kept() == [(row.ref, 6, 6, True)]
    trainee.get(trainee.post(f"{home(row)}/quiz/attempts").location)
    assert len(trainee.all("fieldset.question")) == 2


def test_a_withdrawn_quiz_stays_readable_for_who_took_it(
    trainee: Visitor, people: People, row: QuestionSet
) -> None:
    finished = take(trainee, row, right(row))
    begun = trainee.post(f"{home(row)}/quiz/attempts").location
    Visitor(trainee.app).signed_in(people.trainer).post(f"{home(row)}/publication/withdrawal")

    trainee.get(finished)
    assert "Quiz passed" in trainee.text()
    assert "Try again" not in trainee.text()
    trainee.get(f"{home(row)}/quiz")
    assert "Go on with the open attempt" in trainee.text()
    trainee.post(f"{begun}/answers", sent(right(row)))
    trainee.post(f"{home(row)}/quiz/attempts", status=403)
    trainee.get(f"/editions/{row.edition_id}/question-sets")
    assert "withdrawn; your attempts stay readable" in trainee.text()
    assert len(kept()) == 2


def test_a_quiz_without_questions_is_not_begun(
    trainee: Visitor, people: People, row: QuestionSet
) -> None:
    out = [question.key for question in row.questions]
    trainer = Visitor(trainee.app).signed_in(people.trainer)
    trainer.post(f"{home(row)}/order", {"out": out, "seen": str(row.version)})

    trainee.post(f"{home(row)}/quiz/attempts", status=403)

    assert kept() == []


def test_the_list_of_a_trainee_says_how_each_stands(trainee: Visitor, people: People) -> None:
    a_set(people.edition, title="A draft", opened=None)
    taken, failed, _new = (
        a_set(people.edition, title=title, source=source)
        for title, source in (("Taken", TWO), ("Failed", TWO), ("Untouched", OTHER))
    )
    first, second = (question.key for question in taken.questions)
    take(trainee, taken, {first: "0", second: "0"})
    take(trainee, failed, {first: "1", second: "1"})

    trainee.get(f"/editions/{people.edition.id}/question-sets")

    titles = [node.to_text().strip() for node in trainee.all("ul.rows .row-title")]
    states = [node.to_text().strip() for node in trainee.all("ul.rows .badge")]
    assert list(zip(titles, states, strict=True)) == [
        ("Untouched", "New"),
        ("Failed", "Not passed yet"),
        ("Taken", "Passed"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_trainees_ask_as_often_for_three_quizzes_as_for_one(
    trainee: Visitor, people: People, count: int
) -> None:
    for number in range(count):
        row = a_set(people.edition, title=f"Quiz {number}")
        address = take(trainee, row, right(row))
    costs = []
    for page in (f"/editions/{people.edition.id}/question-sets", f"{home(row)}/quiz", address):
        trainee.get(page)
        costs.append(trainee.statements)

    assert costs == [4, 8, 7]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *(("trainer", 404), ("coordinator", 404), ("classmate", 404), ("administrator", 404)),
        *(("supervisor", 404), ("outsider", 404), ("stranger", 404)),
    ],
)
def test_nobody_else_sees_or_answers_an_attempt(
    trainee: Visitor, people: People, row: QuestionSet, name: str, status: int
) -> None:
    address = trainee.post(f"{home(row)}/quiz/attempts").location
    other = Visitor(trainee.app).signed_in(getattr(people, name))

    other.get(address, status=status)
    other.post(f"{address}/answers", sent(right(row)), status=status)

    assert kept() == [(row.ref, 0, 6, False)]


@pytest.mark.parametrize(
    ("name", "status"),
    [("trainer", 403), ("administrator", 403), ("supervisor", 404), ("outsider", 404)],
)
def test_who_is_no_trainee_of_the_edition_takes_none(
    visitor: Visitor, people: People, row: QuestionSet, name: str, status: int
) -> None:
    visitor.signed_in(getattr(people, name)).post(f"{home(row)}/quiz/attempts", status=status)

    assert kept() == []


def test_another_edition_does_not_lend_its_quiz(
    visitor: Visitor, people: People, row: QuestionSet
) -> None:
    """Somebody in both editions finds each quiz under its own."""
    both = a_person("both")
    for edition in (people.edition, people.other_edition):
        enrol(both, edition, Role.TRAINEE)
    foreign = f"/editions/{people.other_edition.id}/question-sets/{row.id}/quiz"

    visitor.signed_in(both).get(foreign, status=404)
    visitor.post(f"{foreign}/attempts", status=404)
    visitor.get(f"{home(row)}/quiz")
    address = visitor.post(f"{home(row)}/quiz/attempts").location
    visitor.get(address.replace(str(row.edition_id), str(people.other_edition.id), 1), status=404)


def test_a_supervisor_has_no_list_of_their_own(visitor: Visitor, people: People) -> None:
    base = f"/editions/{people.edition.id}/question-sets"

    visitor.signed_in(people.supervisor).get(base, status=403)
    trainer = Visitor(visitor.app).signed_in(people.trainer)
    assert trainer.get(base, status=303).location == f"/editions/{people.edition.id}/quizzes"
