"""Every quiz that the trainees of an edition can take: of class days, electives, the final test.

A feature above that has quizzes of one edition alone gives them with `provide`.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from flask_babel import gettext as _

from lms.catalog.find import electives_of
from lms.catalog.units import unit_of
from lms.content.course import Course
from lms.content.quiz import Question
from lms.editions.models import Edition
from lms.quizzes.papers import Paper, final_test, quiz_of, quiz_of_day


class Shelf(NamedTuple):
    """Quizzes of one kind under their heading."""

    title: str
    papers: Sequence[Paper]
    numbered: bool = False


class Own(NamedTuple):
    """A quiz of one edition alone, with its state in words and the page where it is prepared."""

    paper: Paper
    state: str
    tone: str
    desk: str


class Studied(NamedTuple):
    """A quiz with every question that was ever asked in it; `former` are those it has no more."""

    paper: Paper
    questions: Sequence[Question]
    former: frozenset[str] = frozenset()


class Source(Protocol):
    """Quizzes of one edition alone: all of them, and one by its ref."""

    def listed(self, edition: Edition) -> Sequence[Own]: ...

    def studied(self, edition: Edition, ref: str) -> Studied | None: ...


_sources: list[Source] = []


def provide(source: Source) -> None:
    """For a feature above, once, when it is imported."""
    _sources.append(source)


def own_quizzes(edition: Edition) -> list[Own]:
    return [own for source in _sources for own in source.listed(edition)]


def shelves(course: Course) -> list[Shelf]:
    """Those of the course; what is empty is left out."""
    test = final_test(course)
    electives = [quiz_of(course, unit_of(course, row)) for row in electives_of(course)]
    found = [
        Shelf(_("Class days"), [quiz_of_day(course, day) for day in course.days], numbered=True),
        Shelf(_("After the last class day"), [test] if test else []),
        Shelf(_("Electives"), electives),
    ]
    return [shelf for shelf in found if shelf.papers]


def studied(course: Course, edition: Edition, ref: str) -> Studied | None:
    """The quiz of this ref with its questions: of a test, all that may be drawn."""
    for source in _sources:
        own = source.studied(edition, ref)
        if own is not None:
            return own
    papers = (paper for shelf in shelves(course) for paper in shelf.papers)
    paper = next((paper for paper in papers if paper.ref == ref), None)
    if paper is None:
        return None
    drawn_from = [question for day in paper.pool for question in day]
    return Studied(paper, drawn_from or paper.quiz.questions)
