"""What can be due in an edition, by the content of its course, with titles and addresses."""

from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.course import Course
from lms.extensions.dates import Kind
from lms.i18n import language
from lms.learning.edition_quizzes import own_quizzes
from lms.learning.models import Edition
from lms.learning.papers import Paper, final_test, quiz_of_day

KINDS = {
    Kind.QUIZ: _l("Quizzes"),
    Kind.PAPER: _l("Case papers"),
    Kind.DELIVERABLE: _l("Deliverables"),
    Kind.LOG: _l("Field log"),
}


class Task(NamedTuple):
    """A piece of work that may have a date."""

    kind: Kind
    ref: str
    title: str
    href: str

    @property
    def name(self) -> str:
        """In forms."""
        return f"{self.kind.value}:{self.ref}"


def tasks_in(edition: Edition) -> list[Task]:
    """In the order of the course; one statement, for the quizzes of the edition itself."""
    own = [_quiz(own.paper) for own in own_quizzes(edition)]
    return [*own, *tasks_of_course(edition)]


def tasks_of_course(edition: Edition) -> list[Task]:
    """Without the quizzes that are the edition's alone; no statement."""
    course = course_or_404(edition.course_id)
    return [*_quizzes(course), *_papers(edition, course), *_fieldwork(course)]


def _quizzes(course: Course) -> list[Task]:
    test = final_test(course)
    days = [
        _quiz(quiz_of_day(course, day))._replace(title=_day(number, day.title))
        for number, day in enumerate(course.days, 1)
    ]
    return [*days, *([_quiz(test)] if test else [])]


def _day(number: int, title: str) -> str:
    return f"{_('Day %(number)s', number=number)} · {title}"


def own_quiz(edition: Edition, ref: str) -> Task:
    """One of the edition's alone, by its ref and without its name."""
    number = ref.rpartition("/quiz-")[2]
    href = f"/editions/{edition.id}/question-sets/{number}/quiz"
    return Task(Kind.QUIZ, ref, _("Quiz of your edition"), href)


def _quiz(paper: Paper) -> Task:
    return Task(Kind.QUIZ, paper.ref, paper.name, paper.href)


def _papers(edition: Edition, course: Course) -> list[Task]:
    cases = library().case_studies
    names = dict.fromkeys(name for day in course.days for name in day.cases)
    return [
        Task(
            Kind.PAPER,
            name,
            cases[name].title.get(language()),
            url_for("case_studies.paper", edition_id=edition.id, case_id=name),
        )
        for name in names
    ]


def _fieldwork(course: Course) -> list[Task]:
    href = url_for("fieldwork.mine")
    periods = course.fieldwork.periods
    return [
        *(
            Task(Kind.DELIVERABLE, f"{course.id}/{row.id}", row.title, href)
            for period in periods
            for row in period.deliverables
        ),
        *(
            Task(Kind.LOG, f"week:{n}", _("Week %(number)s", number=n), href)
            for p in periods
            for n in p.weeks
        ),
        *(
            Task(Kind.LOG, f"month:{n}", _("Month %(number)s", number=n), href)
            for p in periods
            for n in p.months
        ),
    ]
