from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.catalog.find import cases_of, course_or_404, elective_or_404, electives_of
from lms.catalog.units import unit_of
from lms.content import library
from lms.editions.roles import my_traineeship
from lms.learning.panels import asides_of
from lms.learning.places import opened
from lms.learning.views import bp
from lms.learning.views.finding import progress_or_none
from lms.notes.beside import beside
from lms.notes.pages import ELECTIVE


@bp.get("/courses/<course_id>/electives")
@open_to(Audience.EVERYONE)
def electives(course_id: str) -> ResponseReturnValue:
    """They are a part of the course's page."""
    course = course_or_404(course_id)
    return redirect(url_for(".course", course_id=course.id, _anchor="electives"), 303)


@bp.get("/courses/<course_id>/electives/<elective_id>")
@open_to(Audience.MEMBERS)
def elective(course_id: str, elective_id: str) -> ResponseReturnValue:
    course = course_or_404(course_id)
    found, offered = elective_or_404(course, elective_id), electives_of(course)
    trainee, place = my_traineeship(course.id), course.electives.of.index(found.id)
    opened(trainee, ELECTIVE, found.ref, at=clock.now())
    return render_template(
        "learning/elective.html",
        course=course,
        elective=found,
        unit=unit_of(course, found),
        done=progress_or_none(trainee),
        trainee=trainee,
        before=offered[place - 1] if place else None,
        after=offered[place + 1] if place + 1 < len(offered) else None,
        cases=cases_of(found),
        asides=asides_of(course, found),
        framework=library().framework,
        notes=beside(course, ELECTIVE, found.ref, at=clock.now()),
    )
