"""What trainees did in class and beside it, with the results that were wished for."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice
from math import ceil, floor
from random import Random
from typing import Any

from flask import current_app

from lms.content import library
from lms.content.class_day import Day
from lms.content.elective import Elective
from lms.content.quiz import Answer, Question, Quiz
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.editions.class_days import ClassDay, class_days
from lms.editions.models import Enrolment
from lms.learning import actions
from lms.quizzes import attempts
from lms.quizzes.papers import Paper, final_test

WHOLE = 100


def attend_classes(world: World) -> None:
    for number, (name, spec) in enumerate(read_texts("study").items()):
        past = _days_so_far(world, world.enrolments[name])
        attended = past[: len(past) - int(spec.get("behind", 0))]
        tested = len(attended) - int(spec.get("open_quizzes", 0))
        wishes = islice(cycle(spec["scores"]), len(attended))
        for class_day, wish in zip(attended, wishes, strict=True):
            seat = _Seat(world, world.enrolments[name], class_day.date, number)
            seat.work_through(class_day.day)
            if class_day.number <= tested:
                seat.answer(class_day.day, wish)


def sit_tests_and_electives(world: World) -> None:
    """The final test on the first working day after class, an elective on each later weekend."""
    for number, (name, spec) in enumerate(read_texts("study").items()):
        enrolment, course = world.enrolments[name], world.course_of(name)
        last = class_days(course, enrolment.edition.starts_on)[-1].date
        with current_app.test_request_context():
            test = final_test(course)
        if test is not None and "test" in spec:
            day = moments.working_day(last, 1)
            _Seat(world, enrolment, day, number).answer(test, spec["test"])
        for weeks, (elective_id, wish) in enumerate(spec.get("electives", {}).items(), 1):
            elective = library().electives[elective_id]
            seat = _Seat(world, enrolment, moments.saturday(last, weeks), number)
            seat.work_through(elective)
            seat.answer(elective, wish)


def _days_so_far(world: World, enrolment: Enrolment) -> list[ClassDay]:
    edition = enrolment.edition
    today = moments.today(world.at, edition.time_zone)
    days = class_days(library().courses[edition.course_id], edition.starts_on)
    return [day for day in days if day.date < today]


class _Seat:
    """One trainee on one day; `number` tells trainees apart."""

    def __init__(self, world: World, enrolment: Enrolment, day: date, number: int) -> None:
        self.enrolment, self.number = enrolment, number
        self.evening: datetime = moments.evening(
            day, enrolment.user.time_zone, number, at=world.at
        ) - timedelta(hours=3)

    def work_through(self, piece: Day | Elective) -> None:
        for lesson in piece.lessons:
            done = self.evening + timedelta(minutes=21 * lesson.number)
            actions.complete(self.enrolment, lesson.ref, at=done)

    def answer(self, paper: Day | Elective | Paper, wish: str) -> None:
        """`wish` is a percentage for each attempt; all but the last stay below it."""
        *failed, last = wish.split()
        begins = self.evening + timedelta(hours=2)
        for percent, rounded in [*((each, floor) for each in failed), (last, ceil)]:
            attempt = attempts.start(self.enrolment, paper, at=begins)
            asked = paper.asked_in(attempt) if isinstance(paper, Paper) else paper
            count = len(asked.quiz.questions)
            right = rounded(count * int(percent) / WHOLE)
            answers = answers_with(asked.quiz, right, skip=self.number + attempt.number)
            begins += timedelta(minutes=count + 1 + self.number % 5)
            attempts.finish(attempt, asked, answers, at=begins)
            begins += timedelta(minutes=4)


def answers_with(quiz: Quiz, right: int, *, skip: int) -> dict[str, Answer]:
    """Answers of which so many are right. Hard questions go wrong first, apart from luck.

    `skip` tells people and attempts apart.
    """
    wrong = sorted(quiz.questions, key=lambda question: _ease(question, skip))
    missed = {question.id for question in wrong[: len(wrong) - right]}
    return {
        question.id: _wrong(question, skip) if question.id in missed else typed(question.solution)
        for question in quiz.questions
    }


def _ease(question: Question, skip: int) -> float:
    return _dice(question.id).random() + 0.6 * _dice(f"{question.id}:{skip}").random()


def _dice(seed: str) -> Random:
    return Random(seed)  # noqa: S311  # the same world each time, no secret


def _wrong(question: Question, skip: int) -> Answer:
    """What tempts most people, or now and then something else."""
    tempting = _candidates(question)
    _dice(question.id).shuffle(tempting)
    if skip % 3 == 0:
        tempting.reverse()
    return next(answer for answer in tempting if not question.mark(answer))


def _candidates(question: Any) -> list[Answer]:
    """Answers as people give them, one of which at least is wrong."""
    return _CANDIDATES[question.kind](question)


def _lines(question: Any) -> list[Any]:
    """Two neighbours changed places."""
    line = list(question.solution)
    return [_swapped(line, place) for place in range(len(line) - 1)]


def _swapped(line: list[int], place: int) -> list[int]:
    return [*line[:place], line[place + 1], line[place], *line[place + 2 :]]


def typed(answer: Answer) -> Answer:
    """A number is kept as the text that was typed."""
    return f"{answer.normalize():f}" if isinstance(answer, Decimal) else answer


_CANDIDATES: dict[str, Callable[[Any], list[Answer]]] = {
    "one": lambda question: [[place] for place in range(len(question.options))],
    "many": lambda question: [
        sorted({*question.solution} ^ {place}) for place in range(len(question.options))
    ],
    "order": _lines,
    "match": lambda question: [dict(enumerate(line)) for line in _lines(question)],
    "number": lambda question: [typed(question.answer * factor + 1) for factor in (1, 2, 10)],
    "short": lambda _question: ["trust", "money", "market"],
}
