"""What a trainee does next in class: the first lesson, quiz or test that is not done yet."""

from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from lms.catalog.find import course_or_404
from lms.content.course import Course
from lms.editions.models import Enrolment
from lms.learning.progress import Progress, progress_of
from lms.quizzes.papers import final_test, minutes_of


class Step(NamedTuple):
    title: str
    href: str
    minutes: int
    kind: str  # lesson, quiz or test
    ref: str
    place: str  # such as "Day 2, lesson 3"
    day: int  # 0 for what belongs to no day
    language: str = ""  # of the title, where it is not the reader's


def next_step(enrolment: Enrolment, *, done: Progress | None = None) -> Step | None:
    """The first lesson, quiz or test, in the order of the course, that is not done yet."""
    course = course_or_404(enrolment.edition.course_id)
    return step_after(course, done or progress_of(enrolment))


def step_after(course: Course, done: Progress) -> Step | None:
    for number, day in enumerate(course.days, 1):
        for lesson in day.lessons:
            if lesson.ref not in done.lessons:
                return Step(
                    lesson.title,
                    url_for("learning.lesson", course_id=course.id, lesson_id=lesson.id),
                    lesson.minutes,
                    "lesson",
                    lesson.ref,
                    _("Day %(day)s, lesson %(lesson)s", day=number, lesson=lesson.number),
                    number,
                    "" if lesson.translated else lesson.language,
                )
        if day.ref not in done.quizzes:
            return Step(
                _("Quiz: %(day)s", day=day.title),
                url_for("quizzes.quiz", course_id=course.id, day_id=day.id),
                minutes_of(day.quiz),
                "quiz",
                day.ref,
                _("Day %(day)s", day=number),
                number,
            )
    test = final_test(course)
    if test is None or test.ref in done.quizzes:
        return None
    after = _("After the last class day")
    return Step(test.title, test.href, test.minutes, "test", test.ref, after, 0)
