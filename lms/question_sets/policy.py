from lms.accounts.models import User
from lms.editions.models import Edition
from lms.editions.policy import can_follow
from lms.question_sets.models import MOST_QUESTIONS, QuestionSet


def can_prepare(user: User, edition: Edition) -> bool:
    """Its trainers and coordinators, and administrators."""
    return can_follow(user, edition)


def can_add(row: QuestionSet) -> bool:
    return len(row.questions) < MOST_QUESTIONS


def can_publish(row: QuestionSet) -> bool:
    """One that asks something."""
    return bool(row.questions)


def can_discard(*, attempts: int) -> bool:
    """As long as nobody took it; after that it can be withdrawn, and its attempts stay."""
    return not attempts


def can_begin(state: str) -> bool:
    return state == "open"


def can_look(state: str, *, attempts: int) -> bool:
    """A trainee sees an open quiz, and for ever one that they took."""
    return state == "open" or bool(attempts)
