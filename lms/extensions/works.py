"""What can be due in an edition, by the content of its course, with titles and addresses."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.course import Course
from lms.editions.models import Edition
from lms.extensions.dates import Kind, Work
from lms.i18n import language
from lms.quizzes.edition_quizzes import own_quizzes
from lms.quizzes.papers import Paper

_MINE = "fieldwork.mine"
KINDS = {
    Kind.QUIZ: _l("Quizzes"),
    Kind.PAPER: _l("Case papers"),
    Kind.DELIVERABLE: _l("Deliverables"),
    Kind.LOG: _l("Field log"),
}


class Task(NamedTuple):
    """A piece of work that may have a date, and the view that shows it.

    Commands ask for works too, and only a page can make an address.
    """

    kind: Kind
    ref: str
    title: str
    view: str
    place: Mapping[str, Any] = MappingProxyType({})

    @property
    def href(self) -> str:
        return url_for(self.view, **self.place)

    @property
    def name(self) -> str:
        """In forms."""
        return f"{self.kind.value}:{self.ref}"

    @property
    def work(self) -> Work:
        return self.kind.value, self.ref


def tasks_in(edition: Edition) -> list[Task]:
    """In the order of the course; one statement, for the quizzes of the edition itself."""
    own = [_quiz(own.paper) for own in own_quizzes(edition)]
    return [*own, *tasks_of_course(edition)]


def tasks_of_course(edition: Edition, *kinds: Kind) -> list[Task]:
    """Of these kinds, or all; without the quizzes that are the edition's alone. No statement."""
    course = course_or_404(edition.course_id)
    return [task for kind in kinds or _TASKS for task in _TASKS[kind](edition, course)]


def _quizzes(_edition: Edition, course: Course) -> Iterator[Task]:
    for number, day in enumerate(course.days, 1):
        place = {"course_id": course.id, "day_id": day.id}
        yield Task(Kind.QUIZ, day.ref, _day(number, day.title), "quizzes.quiz", place)
    if course.final_test:
        name, place = _("Final class test"), {"course_id": course.id}
        yield Task(Kind.QUIZ, course.final_test_ref, name, "quizzes.quiz", place)


def _day(number: int, title: str) -> str:
    return f"{_('Day %(number)s', number=number)} · {title}"


def own_quiz(edition: Edition, ref: str) -> Task:
    """One of the edition's alone, by its ref and without its name."""
    number = ref.rpartition("/quiz-")[2]
    place = {"edition_id": edition.id, "set_id": int(number)}
    return Task(Kind.QUIZ, ref, _("Quiz of your edition"), "question_sets.quiz", place)


def _quiz(paper: Paper) -> Task:
    return Task(Kind.QUIZ, paper.ref, paper.name, f"{paper.blueprint}.quiz", paper.place)


def _papers(edition: Edition, course: Course) -> Iterator[Task]:
    cases = library().case_studies
    for name in dict.fromkeys(name for day in course.days for name in day.cases):
        place = {"edition_id": edition.id, "case_id": name}
        title = cases[name].title.get(language())
        yield Task(Kind.PAPER, name, title, "case_studies.paper", place)


def _deliverables(_edition: Edition, course: Course) -> Iterator[Task]:
    for period in course.fieldwork.periods:
        for row in period.deliverables:
            yield Task(Kind.DELIVERABLE, f"{course.id}/{row.id}", row.title, _MINE)


def _log(_edition: Edition, course: Course) -> Iterator[Task]:
    periods = course.fieldwork.periods
    for number in (number for period in periods for number in period.weeks):
        yield Task(Kind.LOG, f"week:{number}", _("Week %(number)s", number=number), _MINE)
    for number in (number for period in periods for number in period.months):
        yield Task(Kind.LOG, f"month:{number}", _("Month %(number)s", number=number), _MINE)


_TASKS = {
    Kind.QUIZ: _quizzes,
    Kind.PAPER: _papers,
    Kind.DELIVERABLE: _deliverables,
    Kind.LOG: _log,
}
