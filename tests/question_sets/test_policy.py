import pytest

from lms.question_sets import policy
from lms.question_sets.models import MOST_QUESTIONS, QuestionSet, SetQuestion


@pytest.mark.parametrize(
    ("state", "attempts", "look", "begin"),
    [
        ("draft", 0, False, False),
        ("planned", 0, False, False),
        ("planned", 1, True, False),
        ("open", 0, True, True),
        ("open", 3, True, True),
        ("withdrawn", 0, False, False),
        ("withdrawn", 1, True, False),
    ],
)
def test_what_a_trainee_may_do_with_it(state: str, attempts: int, look: bool, begin: bool) -> None:
    assert policy.can_look(state, attempts=attempts) is look
    assert policy.can_begin(state) is begin


@pytest.mark.parametrize(
    ("questions", "publish", "add"),
    [(0, False, True), (1, True, True), (MOST_QUESTIONS, True, False)],
)
def test_what_a_trainer_may_do_with_it(questions: int, publish: bool, add: bool) -> None:
    row = QuestionSet(questions=[SetQuestion() for _ in range(questions)])

    assert policy.can_publish(row) is publish
    assert policy.can_add(row) is add


@pytest.mark.parametrize(("attempts", "allowed"), [(0, True), (1, False)])
def test_what_was_taken_is_not_deleted(attempts: int, allowed: bool) -> None:
    assert policy.can_discard(attempts=attempts) is allowed
