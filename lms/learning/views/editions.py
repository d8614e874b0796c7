import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.course import Course
from lms.db import db
from lms.i18n import language
from lms.learning import policy, queries
from lms.learning.class_days import days_of
from lms.learning.models import Edition, Enrolment, Role
from lms.learning.panels import own_panels
from lms.learning.progress import progress_of, tallies
from lms.learning.roles import my_enrolments, my_role_in
from lms.learning.steps import step_after
from lms.learning.views import bp
from lms.learning.views.courses import day_page
from lms.learning.views.finding import the_edition
from lms.learning.views.paging import after_person, mark_of

PAGE = 50


@bp.get("/editions")
@open_to(Audience.MEMBERS)
def editions() -> ResponseReturnValue:
    rows = db.session.scalars(queries.editions_page(me(), before=_cursor(), most=PAGE)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    mine: dict[int, list[str]] = {}
    for row in my_enrolments():
        mine.setdefault(row.edition_id, []).append(row.role)
    return render_template(
        "learning/editions.html",
        editions=rows[:PAGE],
        roles=mine,
        titles={course.id: course.title.get(language()) for course in library().courses.values()},
        older=url_for(".editions", before=f"{last.starts_on}_{last.id}") if last else None,
        can_open=policy.can_open_edition(me()),
        today=clock.now().date(),
    )


def _cursor() -> tuple[date, int] | None:
    """Where the page of older editions begins: `before=2026-11-20_7`."""
    raw = request.args.get("before")
    if not raw:
        return None
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)_(\d{1,9})", raw)
    try:
        return (date.fromisoformat(found[1]), int(found[2])) if found else abort(404)
    except ValueError:
        abort(404)


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
        today=_today(found),
        can_run=policy.can_run(me(), found),
        can_copy=policy.can_open_edition(me()),
        **shown,
    )


def _today(edition: Edition) -> date:
    """The date where the class is."""
    return datetime.now(ZoneInfo(edition.time_zone)).date()


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
