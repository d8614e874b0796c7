from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.editions.models import Edition, Enrolment
from lms.question_sets.models import KeptQuestion, QuestionFile, QuestionSet, SetQuestion
from lms.quizzes.models import QuizAnswer, QuizAttempt


def sets_of(edition: Edition) -> Select[QuestionSet, int]:
    """Every set of an edition with the number of its questions, the newest first."""
    return (
        select(QuestionSet, _size)
        .where(QuestionSet.edition_id == edition.id)
        .order_by(QuestionSet.created_at.desc(), QuestionSet.id.desc())
    )


def set_page(edition: Edition, set_id: int) -> Select[QuestionSet]:
    """A set with its questions in their order."""
    return set_alone(edition, set_id).options(
        selectinload(QuestionSet.questions).joinedload(SetQuestion.kept)
    )


def set_alone(edition: Edition, set_id: int) -> Select[QuestionSet]:
    return select(QuestionSet).where(QuestionSet.id == set_id, QuestionSet.edition_id == edition.id)


def set_of_name(edition: Edition, title: str) -> Select[QuestionSet]:
    return select(QuestionSet).where(
        QuestionSet.edition_id == edition.id, QuestionSet.title == title
    )


def kept(keys: Sequence[str]) -> Select[KeptQuestion]:
    return select(KeptQuestion).where(KeptQuestion.key.in_(keys))


def ever_answered(row: QuestionSet) -> Select[KeptQuestion]:
    """Questions that somebody answered in this set, whether they are still in it or not."""
    answered = (
        select(QuizAnswer.question)
        .join(QuizAttempt, QuizAttempt.id == QuizAnswer.attempt_id)
        .where(QuizAttempt.day == row.ref)
    )
    return select(KeptQuestion).where(KeptQuestion.key.in_(answered)).order_by(KeptQuestion.key)


def places(set_id: int) -> Select[SetQuestion]:
    """The questions of a set by their place, with their texts."""
    return (
        select(SetQuestion)
        .options(joinedload(SetQuestion.kept))
        .where(SetQuestion.set_id == set_id)
        .order_by(SetQuestion.place, SetQuestion.id)
    )


def keys_in(set_id: int) -> Select[str]:
    return select(SetQuestion.key).where(SetQuestion.set_id == set_id)


def attempts_at(row: QuestionSet) -> Select[int]:
    """How many were begun, by anybody."""
    return select(func.count()).select_from(QuizAttempt).where(QuizAttempt.day == row.ref)


def attempts_of(enrolment: Enrolment, refs: Sequence[str]) -> Select[QuizAttempt]:
    """A trainee's attempts at these, the latest of each last."""
    return (
        select(QuizAttempt)
        .where(QuizAttempt.enrolment_id == enrolment.id, QuizAttempt.day.in_(refs))
        .order_by(QuizAttempt.day, QuizAttempt.number)
    )


def file_of(row: QuestionSet, file_id: int) -> Select[QuestionFile]:
    return select(QuestionFile).where(QuestionFile.id == file_id, QuestionFile.set_id == row.id)


def same_file(row: QuestionSet, digest: str) -> Select[QuestionFile]:
    return select(QuestionFile).where(QuestionFile.set_id == row.id, QuestionFile.digest == digest)


_size = (
    select(func.count())
    .where(SetQuestion.set_id == QuestionSet.id)
    .correlate(QuestionSet)
    .scalar_subquery()
)
