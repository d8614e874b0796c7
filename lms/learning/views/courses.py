"""A course, its class days and its fieldwork, with what the reader has done of it."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import (
    cases_of,
    course_or_404,
    day_or_404,
    days_around,
    electives_of,
    period_or_404,
)
from lms.catalog.units import unit_of
from lms.content import library
from lms.content.class_day import Day
from lms.content.course import Course
from lms.editions import policy
from lms.editions.class_days import ClassDay, days_of
from lms.editions.models import Edition
from lms.editions.roles import my_traineeship
from lms.learning.panels import asides_of, panels_of
from lms.learning.places import opened, stopped_at
from lms.learning.steps import step_after
from lms.learning.views import bp
from lms.learning.views.finding import my_course_with, progress_or_none
from lms.notes.beside import beside
from lms.notes.pages import DAY, FIELDWORK
from lms.quizzes.papers import final_test


@bp.get("/courses/<course_id>")
@open_to(Audience.EVERYONE)
def course(course_id: str) -> ResponseReturnValue:
    found = course_or_404(course_id)
    trainee = my_traineeship(found.id)
    done = progress_or_none(trainee)
    step = step_after(found, done) if done else None
    return render_template(
        "learning/course.html",
        course=found,
        test=final_test(found),
        electives=electives_of(found),
        framework=library().framework,
        trainee=trainee,
        done=done,
        tally=done.tally(found) if done else None,
        step=step,
        days=days_of(trainee.edition) if trainee and step else [],
        stopped=stopped_at(trainee),
    )


@bp.get("/courses/<course_id>/days/<day_id>")
@open_to(Audience.MEMBERS)
def day(course_id: str, day_id: str) -> ResponseReturnValue:
    found = course_or_404(course_id)
    piece = day_or_404(found, day_id)
    home = my_course_with(piece, instead_of=found)
    if home is not None:
        return redirect(url_for(".day", course_id=home.id, day_id=piece.id), 303)
    return day_page(found, piece)


def day_page(
    course: Course, day: Day, *, edition: Edition | None = None, when: ClassDay | None = None
) -> str:
    """A class day; inside an edition it has its date."""
    trainee = my_traineeship(course.id)
    opened(trainee, DAY, day.ref, at=clock.now())
    return render_template(
        "learning/day.html",
        course=course,
        day=day,
        unit=unit_of(course, day),
        number=course.days.index(day) + 1,
        around=days_around(course, day),
        fieldwork=course.fieldwork.periods[:1] if day == course.days[-1] else (),
        done=progress_or_none(trainee),
        trainee=trainee,
        cases=cases_of(day),
        framework=library().framework,
        script=policy.can_read_script(me(), course),
        edition=edition,
        when=when,
        panels=panels_of(edition, when) if edition and when else [],
        notes=beside(course, DAY, day.ref, at=clock.now()),
        asides=asides_of(course, day, edition, when),
    )


@bp.get("/courses/<course_id>/days/<day_id>/handout")
@open_to(Audience.MEMBERS)
def handout(course_id: str, day_id: str) -> ResponseReturnValue:
    """The whole day on one page, to be printed. No answers and no script are on it."""
    found = course_or_404(course_id)
    piece = day_or_404(found, day_id)
    return render_template(
        "learning/handout.html",
        course=found,
        day=piece,
        number=found.days.index(piece) + 1,
        lessons=[(lesson, lesson.body.in_print(lesson.id)) for lesson in piece.lessons],
        body=piece.body.in_print(piece.id),
        cases=cases_of(piece),
        framework=library().framework,
    )


@bp.get("/courses/<course_id>/fieldwork/<period_id>")
@open_to(Audience.MEMBERS)
def period(course_id: str, period_id: str) -> ResponseReturnValue:
    found = course_or_404(course_id)
    guide = period_or_404(found, period_id)
    periods = found.fieldwork.periods
    place, trainee = periods.index(guide), my_traineeship(found.id)
    opened(trainee, FIELDWORK, guide.ref, at=clock.now())
    return render_template(
        "learning/period.html",
        course=found,
        period=guide,
        before=periods[place - 1] if place else None,
        last_day=found.days[-1] if found.days and not place else None,
        trainee=trainee,
        after=periods[place + 1] if place + 1 < len(periods) else None,
        notes=beside(found, FIELDWORK, guide.ref, at=clock.now()),
        asides=asides_of(found, guide),
    )
