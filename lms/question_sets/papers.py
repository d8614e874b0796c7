"""A question set as what trainees answer, and as what learning shows of an edition's quizzes."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from lms.catalog.find import course_or_404
from lms.content.exchange import question_of
from lms.content.quiz import Question, Quiz
from lms.db import db
from lms.editions.class_days import today_in
from lms.editions.models import Edition
from lms.i18n import language
from lms.question_sets import queries
from lms.question_sets.models import KeptQuestion, QuestionSet
from lms.question_sets.vocabulary import STATE_TONES, STATES
from lms.quizzes import edition_quizzes
from lms.quizzes.answers import Asked, Sheet
from lms.quizzes.edition_quizzes import Own, Studied
from lms.quizzes.models import QuizAttempt
from lms.quizzes.papers import Link, Paper

BLUEPRINT = "question_sets"


def paper_of(row: QuestionSet, edition: Edition, questions: Sequence[Question]) -> Paper:
    """With these questions; a trainee is told that it does not count for the certificate."""
    home = Link(edition.name, url_for("learning.edition", edition_id=edition.id))
    back = home._replace(text=_("Back to the edition"))
    shelf = Link(_("Quizzes"), url_for(f"{BLUEPRINT}.mine", edition_id=edition.id))
    return Paper(
        ref=row.ref,
        quiz=_quiz(row, edition, questions),
        title=_("Quiz: %(day)s", day=row.title),
        name=row.title,
        place={"edition_id": edition.id, "set_id": row.id},
        trail=(home, shelf),
        short=row.title,
        back=back,
        home=back,
        counts=course_or_404(edition.course_id).assessment.quiz_counts,
        note=_("Made for your edition; it does not count for the certificate"),
        pinned=True,
        closed=row.state_on(today_in(edition)) != "open",
        blueprint=BLUEPRINT,
    )


def _quiz(row: QuestionSet, edition: Edition, questions: Sequence[Question]) -> Quiz:
    return Quiz.model_construct(
        id=f"quiz-{row.id}",
        file="",
        pass_percent=row.pass_percent,
        questions=tuple(questions),
        language=edition.language,
        translated=edition.language == language(),
        marked=True,
    )


def questions_in(row: QuestionSet) -> list[Question]:
    """In their order; they must be loaded."""
    return [question_of(place.kept.fields) for place in row.questions]


def asked_in(attempt: QuizAttempt) -> list[Question]:
    """What this attempt asks, in the order in which it began; one statement."""
    keys = attempt.asked or []
    found = {row.key: question_of(row.fields) for row in db.session.scalars(queries.kept(keys))}
    return [found[key] for key in keys]


def sheet_of(paper: Paper) -> list[Asked]:
    """Its questions as a trainee would get them."""
    return Sheet("example", paper.quiz).questions()


class _Source:
    """What learning asks for its list of quizzes and their statistics."""

    def listed(self, edition: Edition) -> list[Own]:
        today = today_in(edition)
        return [
            self._own(row, edition, row.state_on(today))
            for row, _size in db.session.execute(queries.sets_of(edition))
        ]

    def _own(self, row: QuestionSet, edition: Edition, state: str) -> Own:
        desk = url_for(f"{BLUEPRINT}.show", edition_id=edition.id, set_id=row.id)
        return Own(paper_of(row, edition, ()), str(STATES[state]), STATE_TONES[state], desk)

    def studied(self, edition: Edition, ref: str) -> Studied | None:
        row = _set_of(edition, ref)
        if row is None:
            return None
        present = questions_in(row)
        keys = {question.id for question in present}
        before: list[KeptQuestion] = [
            kept for kept in db.session.scalars(queries.ever_answered(row)) if kept.key not in keys
        ]
        former = [question_of(kept.fields) for kept in before]
        paper = paper_of(row, edition, present)
        return Studied(paper, [*present, *former], frozenset(kept.key for kept in before))


def _set_of(edition: Edition, ref: str) -> QuestionSet | None:
    head, _slash, number = ref.rpartition("/quiz-")
    if head != f"edition-{edition.id}" or not (number.isascii() and number.isdecimal()):
        return None
    if len(number) > 9:  # noqa: PLR2004  # digits of the largest number a row can have
        return None
    return db.session.scalars(queries.set_page(edition, int(number))).one_or_none()


edition_quizzes.provide(_Source())
