from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.catalog.find import cases_of, course_or_404, lesson_or_404, neighbours
from lms.catalog.units import unit_of
from lms.content import library
from lms.content.class_day import Lesson
from lms.content.course import Course
from lms.editions.finding import my_traineeship_or_403
from lms.editions.models import Enrolment
from lms.editions.roles import my_traineeship
from lms.learning import actions, places
from lms.learning.views import bp
from lms.learning.views.finding import my_course_with, progress_or_none
from lms.notes.beside import beside
from lms.notes.pages import LESSON


@bp.get("/courses/<course_id>/<lesson_id>")
@open_to(Audience.MEMBERS)
def lesson(course_id: str, lesson_id: str) -> ResponseReturnValue:
    course = course_or_404(course_id)
    found = lesson_or_404(course, lesson_id)
    home = my_course_with(found, instead_of=course)
    if home is not None:
        return redirect(url_for(".lesson", course_id=home.id, lesson_id=found.id), 303)
    around, trainee = neighbours(course, found), my_traineeship(course.id)
    places.opened(trainee, LESSON, found.ref, at=clock.now())
    return render_template(
        "learning/lesson.html",
        course=course,
        lesson=found,
        unit=unit_of(course, around.unit),
        around=around,
        done=progress_or_none(trainee),
        trainee=trainee,
        stopped=places.stopped_at(trainee),
        cases=cases_of(found),
        framework=library().framework,
        notes=beside(course, LESSON, found.ref, at=clock.now()),
    )


@bp.post("/courses/<course_id>/<lesson_id>/completion")
@open_to(Audience.MEMBERS)
def complete_lesson(course_id: str, lesson_id: str) -> ResponseReturnValue:
    course, found, trainee = _my_lesson(course_id, lesson_id)
    actions.complete(trainee, found.ref, at=clock.now())
    flash(_("Noted: you have worked through “%(lesson)s”.", lesson=found.title))
    around = neighbours(course, found)
    following = around.next_of_unit
    if following is not None:
        return redirect(url_for(".lesson", course_id=course.id, lesson_id=following.id), 303)
    return redirect(unit_of(course, around.unit).quiz, 303)


@bp.post("/courses/<course_id>/<lesson_id>/completion/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw_completion(course_id: str, lesson_id: str) -> ResponseReturnValue:
    course, found, trainee = _my_lesson(course_id, lesson_id)
    actions.withdraw_completion(trainee, found.ref)
    flash(_("The lesson is open again."))
    return redirect(url_for(".lesson", course_id=course.id, lesson_id=found.id), 303)


def _my_lesson(course_id: str, lesson_id: str) -> tuple[Course, Lesson, Enrolment]:
    course = course_or_404(course_id)
    found = lesson_or_404(course, lesson_id)
    return course, found, my_traineeship_or_403(course)
