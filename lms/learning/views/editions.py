from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content.course import Course
from lms.db import db
from lms.editions import policy, queries
from lms.editions.class_days import days_of, today_in
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.paging import after_person, mark_of
from lms.editions.roles import my_role_in
from lms.learning.panels import own_panels
from lms.learning.progress import progress_of, tallies
from lms.learning.steps import step_after
from lms.learning.views import bp
from lms.learning.views.courses import day_page

PAGE = 50


@bp.get("/editions/<int:edition_id>")
@open_to(Audience.MEMBERS)
def edition(edition_id: int) -> ResponseReturnValue:
    found = the_edition(edition_id)
    course = course_or_404(found.course_id)
    counts = queries.as_counts(list(db.session.execute(queries.head_count(found))))
    shown: dict[str, object] = {"step": None, "panels": [], "done": None}
    trainee = my_role_in(found.id, Role.TRAINEE)
    if policy.can_follow(me(), found):
        shown |= _followed(found, course)
    elif trainee is not None:
        shown |= _own(trainee, course)
    return render_template(
        "learning/edition.html",
        edition=found,
        course=course,
        counts=counts,
        days=days_of(found),
        today=today_in(found),
        can_run=policy.can_run(me(), found),
        can_copy=policy.can_open_edition(me()),
        **shown,
    )


def _followed(edition: Edition, course: Course) -> dict[str, object]:
    """A page of its trainees with how far each is."""
    query = queries.people_page(edition, Role.TRAINEE, after=after_person(), most=PAGE)
    rows = db.session.scalars(query).all()
    older = None
    if len(rows) > PAGE:
        older = url_for(".edition", edition_id=edition.id, after=mark_of(rows[PAGE - 1]))
    return {
        "trainees": rows[:PAGE],
        "tallies": tallies(rows[:PAGE], course),
        "more": older,
        "from_start": "after" not in request.args,
    }


def _own(trainee: Enrolment, course: Course) -> dict[str, object]:
    done = progress_of(trainee)
    return {
        "trainee": trainee,
        "step": step_after(course, done),
        "panels": own_panels(trainee),
        "done": done,
    }


@bp.get("/editions/<int:edition_id>/days/<int:number>")
@open_to(Audience.MEMBERS)
def edition_day(edition_id: int, number: int) -> ResponseReturnValue:
    found = the_edition(edition_id)
    course = course_or_404(found.course_id)
    when = next((day for day in days_of(found) if day.number == number), None)
    if when is None:
        abort(404)
    return day_page(course, when.day, edition=found, when=when)
