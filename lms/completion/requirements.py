"""What is left until the award.

Learning knows lessons and quizzes. A feature above it adds what it knows, such as approved hours,
with `provide`; each page that lists requirements then shows them too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.catalog.find import course_or_404, electives_of
from lms.content.course import Course
from lms.learning.models import Enrolment
from lms.learning.papers import final_test
from lms.learning.progress import Progress, progress_of


@dataclass(frozen=True)
class Requirement:
    """One thing the award asks for. `detail` says how far it is, in the reader's words.

    `minutes` is set where work was approved in hours: the certificate prints their sum.
    """

    key: str
    title: str
    met: bool
    detail: str
    href: str
    minutes: int | None = None


Provider = Callable[[Enrolment, datetime], Iterable[Requirement]]
Titles = Callable[[Course], dict[str, str]]
_providers: list[Provider] = []
_titles: list[Titles] = []


def provide(provider: Provider) -> Provider:
    """Add requirements to every list; for a feature above, once, when it is imported."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def entitle(titles: Titles) -> Titles:
    """Name what a provider may ask of any trainee of a course: {key: title}."""
    if titles not in _titles:
        _titles.append(titles)
    return titles


def titles_in(course: Course) -> dict[str, str]:
    """All that the award of a course may ask, whoever the trainee is; no statement."""
    return {
        key: title for titles in [_own_titles, *_titles] for key, title in titles(course).items()
    }


def _own_titles(course: Course) -> dict[str, str]:
    found = {
        "lessons": _("Work through every lesson"),
        "quizzes": _("Pass the quiz of every day"),
    }
    if course.final_test is not None:
        found["final-test"] = _("Pass the final class test")
    if course.electives.required:
        found["electives"] = _("Pass the quiz of the electives you choose")
    return found


def requirements_for(
    enrolment: Enrolment, at: datetime, *, done: Progress | None = None
) -> list[Requirement]:
    """All that the award asks of this trainee, met or not; its edition must be loaded."""
    found = _own(enrolment, done or progress_of(enrolment))
    return found + [row for provider in _providers for row in provider(enrolment, at)]


def _own(enrolment: Enrolment, done: Progress) -> list[Requirement]:
    course = course_or_404(enrolment.edition.course_id)
    return _class_work(course, done) + _test(course, done) + _electives(course, done)


def _class_work(course: Course, done: Progress) -> list[Requirement]:
    titles, tally = _own_titles(course), done.tally(course)
    href = url_for("learning.course", course_id=course.id)
    return [
        Requirement(
            "lessons",
            titles["lessons"],
            tally.lessons == tally.most_lessons,
            ngettext(
                "%(done)s of %(num)s lesson",
                "%(done)s of %(num)s lessons",
                tally.most_lessons,
                done=tally.lessons,
            ),
            href,
        ),
        Requirement(
            "quizzes",
            titles["quizzes"],
            tally.quizzes == tally.most_quizzes,
            ngettext(
                "%(done)s of %(num)s quiz",
                "%(done)s of %(num)s quizzes",
                tally.most_quizzes,
                done=tally.quizzes,
            ),
            href,
        ),
    ]


def _test(course: Course, done: Progress) -> list[Requirement]:
    test = final_test(course)
    if test is None:
        return []
    passed = test.ref in done.quizzes
    detail = _("Passed") if passed else _("Not passed yet")
    return [Requirement("final-test", _own_titles(course)["final-test"], passed, detail, test.href)]


def _electives(course: Course, done: Progress) -> list[Requirement]:
    """An elective counts when its quiz is passed."""
    most = course.electives.required
    if not most:
        return []
    passed = sum(row.ref in done.quizzes for row in electives_of(course))
    return [
        Requirement(
            "electives",
            _own_titles(course)["electives"],
            passed >= most,
            ngettext(
                "%(done)s of %(num)s elective",
                "%(done)s of %(num)s electives",
                most,
                done=min(passed, most),
            ),
            url_for("learning.course", course_id=course.id, _anchor="electives"),
        )
    ]
