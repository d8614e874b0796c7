"""Quizzes that trainers brought along for their edition, and what trainees answered."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from flask import current_app

from lms.content.exchange import read
from lms.content.quiz import Answer, Question
from lms.demo import moments
from lms.demo.study import typed
from lms.demo.texts import FOLDER, read_texts
from lms.demo.world import World
from lms.editions.models import Enrolment
from lms.question_sets import actions
from lms.question_sets.papers import paper_of
from lms.quizzes import attempts
from lms.quizzes.papers import Paper


def bring_questions(world: World) -> None:
    for spec in read_texts("own_quizzes").values():
        edition = world.editions[spec["edition"]]
        today = moments.today(world.at, edition.time_zone)
        made, opened = (today - timedelta(days=int(spec[name])) for name in ("made", "opened"))
        at = moments.evening(made, edition.time_zone, 0, at=world.at)
        text = (FOLDER / "quizzes" / spec["file"]).read_text(encoding="utf-8")
        entries = read(text).entries
        row = actions.make(edition, title=spec["title"], pass_percent=int(spec["pass"]), at=at)
        actions.add(row, entries, at=at)
        actions.publish(row, opens_on=opened, at=at)
        with current_app.test_request_context():
            paper = paper_of(row, edition, [entry.question for entry in entries])
        _Class(world, paper, spec).answers(opened)


class _Class:
    """Trainees who answer one quiz; `lures` go round among those who get a question wrong."""

    def __init__(self, world: World, paper: Paper, spec: dict[str, Any]) -> None:
        self.world, self.paper, self.spec = world, paper, spec
        self.lures: dict[int, Iterator[Any]] = {
            int(number): cycle(found) for number, found in spec["lures"].items()
        }

    def answers(self, opened: date) -> None:
        for number, (name, tries) in enumerate(self.spec["attempts"].items()):
            enrolment = self.world.enrolments[name]
            zone = enrolment.user.time_zone
            at = moments.evening(opened, zone, number, at=self.world.at)
            begins = at - timedelta(hours=2)
            for wrong in tries:
                begins = self._take(enrolment, [int(place) for place in wrong], begins)

    def _take(self, enrolment: Enrolment, wrong: Sequence[int], begins: Any) -> Any:
        attempt = attempts.start(enrolment, self.paper, pin=True, at=begins)
        given = {
            question.id: self._answer(question, number, wrong=number in wrong)
            for number, question in enumerate(self.paper.quiz.questions, 1)
        }
        ends = begins + timedelta(minutes=11 + len(wrong))
        attempts.finish(attempt, self.paper, given, at=ends)
        return ends + timedelta(minutes=4)

    def _answer(self, question: Question, number: int, *, wrong: bool) -> Answer:
        if not wrong:
            return typed(question.solution)
        lure = next(self.lures[number])
        if isinstance(lure, dict):
            return {int(left): int(right) for left, right in lure.items()}
        return [int(place) for place in lure] if isinstance(lure, list) else str(lure)
