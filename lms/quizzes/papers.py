"""What is answered on one sheet: the quiz of a day or an elective, or the final class test.

The test draws its questions from the quizzes of all days, for each attempt its own. The draw
hangs on the attempt's and each question's id alone: it is the same at every look, and a question
that the course adds or drops meanwhile moves no more than one other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

from flask import abort, url_for
from flask_babel import gettext as _

from lms.catalog.find import day_or_404, days_around, elective_or_404
from lms.catalog.units import Unit, unit_of
from lms.content.class_day import Day
from lms.content.course import Course
from lms.content.quiz import Question, Quiz
from lms.i18n import language
from lms.quizzes.models import QuizAttempt

MINUTES_A_QUESTION = 2


class Link(NamedTuple):
    text: str
    href: str


@dataclass(frozen=True)
class Paper:
    """`place` is what its addresses have in them, under the blueprint that serves them.

    `name` is its title among quizzes. `trail` leads to it and `short` names it there; `back` leads
    to what is to be read again, `home` to what it belongs to, `after` to what comes when it is
    passed. `counts` says which attempt counts: best or last.

    One whose questions are drawn has a pool: the questions of each day. One that may change
    between attempts is `pinned`: each attempt keeps which questions it asks. Where it is `closed`,
    nobody begins another attempt.
    """

    ref: str
    quiz: Quiz
    title: str
    name: str
    place: dict[str, Any]
    trail: Sequence[Link]
    short: str
    back: Link
    home: Link
    after: Link | None = None
    counts: str = "best"
    note: str = ""
    pool: Sequence[Sequence[Question]] = field(default=(), repr=False)
    pinned: bool = False
    closed: bool = False
    blueprint: str = "quizzes"

    @property
    def minutes(self) -> int:
        return minutes_of(self.quiz)

    @property
    def href(self) -> str:
        return self.address("quiz")

    def address(self, what: str, **more: Any) -> str:
        return url_for(f"{self.blueprint}.{what}", **self.place, **more)

    def asked_in(self, attempt: QuizAttempt) -> "Paper":
        """With the questions of this attempt; once it is finished, those that were answered."""
        if not self.pool:
            return self
        if attempt.finished_at is None:
            return self.asking(drawn(self.pool, attempt.most, seed=attempt.id))
        known = {question.id: question for day in self.pool for question in day}
        answered = [row.question for row in attempt.answers]
        return self.asking([known[wanted] for wanted in answered if wanted in known])

    def asking(self, questions: Sequence[Question]) -> "Paper":
        return replace(self, quiz=self.quiz.model_copy(update={"questions": tuple(questions)}))


def minutes_of(quiz: Quiz) -> int:
    """What to plan for it."""
    return MINUTES_A_QUESTION * len(quiz.questions)


def paper_or_404(course: Course, *, day_id: str = "", elective_id: str = "") -> Paper:
    """The final test where neither is named."""
    if day_id:
        return quiz_of_day(course, day_or_404(course, day_id))
    if elective_id:
        return quiz_of(course, unit_of(course, elective_or_404(course, elective_id)))
    return final_test(course) or abort(404)


def quiz_of_day(course: Course, day: Day) -> Paper:
    following = days_around(course, day)[1]
    if following is None:
        return quiz_of(course, unit_of(course, day), after=_test_link(course))
    number = course.days.index(following) + 1
    href = url_for("learning.day", course_id=course.id, day_id=following.id)
    return quiz_of(
        course, unit_of(course, day), Link(_("On to day %(number)s", number=number), href)
    )


def quiz_of(course: Course, unit: Unit, after: Link | None = None) -> Paper:
    home = _home(course)
    return Paper(
        ref=unit.piece.ref,
        quiz=unit.piece.quiz,
        title=_("Quiz: %(day)s", day=unit.title),
        name=unit.title,
        place=unit.place,
        trail=(home, Link(unit.short, unit.href)),
        short=_("Quiz"),
        back=Link(_("Back to the lessons"), unit.href),
        home=home._replace(text=_("Back to the course")),
        after=after,
        counts=course.assessment.quiz_counts,
    )


def _home(course: Course) -> Link:
    return Link(course.title.get(language()), url_for("learning.course", course_id=course.id))


def _test_link(course: Course) -> Link | None:
    test = final_test(course)
    return Link(_("On to the final class test"), test.href) if test else None


def final_test(course: Course) -> Paper | None:
    """Before an attempt is known, its quiz holds as many questions as each attempt asks."""
    if course.final_test is None:
        return None
    pool = [day.quiz.questions for day in course.days]
    foreign = next((day.quiz for day in course.days if not day.quiz.translated), None)
    quiz = Quiz.model_construct(
        id="final-test",
        file=course.file,
        pass_percent=course.final_test.pass_percent,
        questions=tuple(drawn(pool, course.final_test.questions, seed="")),
        language=foreign.language if foreign else course.language,
        translated=foreign is None,
    )
    title, home = _("Final class test"), _home(course)
    return Paper(
        course.final_test_ref,
        quiz,
        title,
        title,
        {"course_id": course.id},
        trail=(home,),
        short=title,
        back=Link(_("Back to the lessons"), home.href),
        home=home._replace(text=_("Back to the course")),
        counts=course.assessment.quiz_counts,
        pool=pool,
    )


def drawn(pool: Sequence[Sequence[Question]], count: int, *, seed: object) -> list[Question]:
    """So many questions, from each day as many as from the others, in the order of the days."""
    chosen = _drawn(tuple(tuple(question.id for question in day) for day in pool), count, str(seed))
    return [question for day in pool for question in day if question.id in chosen]


@lru_cache(maxsize=1024)  # an attempt asks for its questions again with every answer
def _drawn(pool: tuple[tuple[str, ...], ...], count: int, seed: str) -> frozenset[str]:
    def chance(question: str) -> float:
        return Random(f"{seed}:{question}").random()  # noqa: S311  # a draw, no secret

    turns = [turn for day in pool for turn in enumerate(sorted(day, key=chance))]
    turns.sort(key=lambda turn: (turn[0], chance(turn[1])))
    return frozenset(question for _turn, question in turns[:count])
