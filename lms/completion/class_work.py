"""What class work brings to the award: lessons, quizzes, the final test, electives."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.catalog.find import electives_of
from lms.completion.facts import ENROLMENTS, Facts, rows_of
from lms.completion.requirements import Requirement, Source, know
from lms.content.course import Course
from lms.editions.models import Enrolment
from lms.learning.models import LessonCompletion
from lms.learning.progress import LESSON, QUIZ, Progress
from lms.quizzes import queries
from lms.quizzes.models import QuizAttempt
from lms.quizzes.papers import final_test

_LESSONS = rows_of(LESSON, LessonCompletion.enrolment_id, ref=LessonCompletion.lesson).where(
    LessonCompletion.enrolment_id.in_(ENROLMENTS)
)
_PASSED = {
    counts: rows_of(QUIZ, QuizAttempt.enrolment_id, ref=QuizAttempt.day)
    .where(QuizAttempt.enrolment_id.in_(ENROLMENTS), queries.passing(counts))
    .distinct()
    for counts in ("best", "last")
}


def _titles(course: Course) -> dict[str, str]:
    found = {
        "lessons": _("Work through every lesson"),
        "quizzes": _("Pass the quiz of every day"),
    }
    if course.final_test is not None:
        found["final-test"] = _("Pass the final class test")
    if course.electives.required:
        found["electives"] = _("Pass the quiz of the electives you choose")
    return found


def _read(enrolment: Enrolment, course: Course, facts: Facts) -> list[Requirement]:
    del enrolment
    done = progress_in(facts)
    return _class_days(course, done) + _test(course, done) + _electives(course, done)


def progress_in(facts: Facts) -> Progress:
    lessons, quizzes = (frozenset(row.ref for row in facts[kind]) for kind in (LESSON, QUIZ))
    return Progress(lessons, quizzes)


def _class_days(course: Course, done: Progress) -> list[Requirement]:
    titles, tally = _titles(course), done.tally(course)
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
    return [Requirement("final-test", _titles(course)["final-test"], passed, detail, test.href)]


def _electives(course: Course, done: Progress) -> list[Requirement]:
    """An elective counts when its quiz is passed."""
    most = course.electives.required
    if not most:
        return []
    passed = sum(row.ref in done.quizzes for row in electives_of(course))
    return [
        Requirement(
            "electives",
            _titles(course)["electives"],
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


know(Source(_titles, lambda course: (_LESSONS, _PASSED[course.assessment.quiz_counts]), _read))
