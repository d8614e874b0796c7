from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content import library
from lms.content.course import FieldworkPeriod
from lms.db import db
from lms.fieldwork import actions, gates, phase_queries, policy, queries
from lms.fieldwork.forms.placements import PlacementForm
from lms.fieldwork.models import LogEntry, Placement
from lms.fieldwork.pace import pace
from lms.fieldwork.reflections import fallen_short, minima_of
from lms.fieldwork.stretches import asked_of, planned_end, stretch_number, stretches_of
from lms.fieldwork.views import bp
from lms.fieldwork.views.finding import hours, local_today, the_placement, utc_today
from lms.learning.class_days import days_of
from lms.learning.models import Edition, Enrolment, Role
from lms.learning.policy import can_run
from lms.learning.queries import editions_for, people_of
from lms.projects.queries import projects

PAGE = 20


@bp.get("/fieldwork")
@open_to(Audience.MEMBERS)
def mine() -> ResponseReturnValue:
    """A trainee lands in their own log; who sees several placements chooses."""
    rows = db.session.scalars(queries.placements_for(me(), on=utc_today())).unique().all()
    own = [row for row in rows if row.enrolment.user_id == me().id]
    if len(own) == 1 and len(rows) == 1:
        return redirect(url_for(".placement", placement_id=own[0].id), 303)
    found = db.session.execute(queries.hours_of(*(row.id for row in rows))).all()
    totals = {row[0]: queries.as_hours(row) for row in found}
    paces = {row.id: pace(row, totals[row.id].submitted, local_today(row)) for row in rows}
    return render_template(
        "fieldwork/placements.html",
        placements=sorted(rows, key=lambda row: paces[row.id].on_plan),
        totals=totals,
        paces=paces,
    )


@bp.get("/placements/<int:placement_id>")
@open_to(Audience.MEMBERS)
def placement(placement_id: int) -> ResponseReturnValue:
    row = the_placement(placement_id)
    entries = db.session.scalars(queries.entries_of(row, me(), before=_cursor(), most=PAGE)).all()
    total, today, phases = hours(row), local_today(row), _phases(row)
    own = row.enrolment.user_id == me().id
    marks = db.session.execute(queries.marks_of(row, released=own)).all()
    reflected = {target for what, target in marks if what == "reflected"}
    days = [(line[0], line[1], line[2]) for line in db.session.execute(queries.entries_by_day(row))]
    minima = minima_of(row, days, reflected)
    return render_template(
        "fieldwork/placement.html",
        placement=row,
        entries=entries[:PAGE],
        older=_older(row, entries),
        hours=total,
        pace=pace(row, total.submitted, today),
        now=stretch_number(row, today),
        stretches=stretches_of(row),
        minima=minima,
        short=fallen_short(row, minima, today),
        assessed={target for what, target in marks if what == "assessed"},
        phases=phases,
        planned=gates.planned(phases, today),
        milestones=_milestones(row),
        can_write=policy.can_write_log(me(), row),
    )


def _phases(placement: Placement) -> list[gates.Phase]:
    """Only where the course has phases does it cost a question."""
    if not any(period.milestone for period in asked_of(placement)):
        return []
    reviews = db.session.scalars(phase_queries.milestone_reviews_of(placement)).all()
    return gates.phases_of(placement, reviews)


def _milestones(placement: Placement) -> dict[str, FieldworkPeriod]:
    """The phases by their milestone, with the words of the course."""
    course = course_or_404(placement.enrolment.edition.course_id)
    return {period.milestone.id: period for period in course.fieldwork.periods if period.milestone}


def _cursor() -> tuple[date, UUID] | None:
    """Where the page of older entries begins: `before=2026-11-20_<uuid>`."""
    raw = request.args.get("before")
    if not raw:
        return None
    try:
        day, number = raw.split("_")
        return date.fromisoformat(day), UUID(number)
    except ValueError:
        abort(404)


def _older(placement: Placement, entries: Sequence[LogEntry]) -> str | None:
    if len(entries) <= PAGE:
        return None
    last = entries[PAGE - 1]
    mark = f"{last.activity_date.isoformat()}_{last.id}"
    return url_for(".placement", placement_id=placement.id, before=mark)


@bp.get("/editions/<int:edition_id>/placements/new")
@open_to(Audience.MEMBERS)
def new_placement(edition_id: int) -> ResponseReturnValue:
    edition = _edition_i_coordinate(edition_id)
    form = PlacementForm(starts_on=_first_after_class(edition), project=request.args.get("project"))
    _offer_choices(form, edition)
    return _new_page(form, edition)


@bp.post("/editions/<int:edition_id>/placements")
@open_to(Audience.MEMBERS)
def create_placement(edition_id: int) -> ResponseReturnValue:
    edition = _edition_i_coordinate(edition_id)
    form = PlacementForm()
    people = _offer_choices(form, edition)
    if not form.accepted():
        return _new_page(form, edition), 422
    enrolment, first = people[form.trainee.data], form.starts_on.data
    assert first is not None  # noqa: S101  # the form asked for it
    course, factor = library().courses[edition.course_id], int(form.calendar_factor.data)
    enrolment.edition = edition
    made = actions.place(
        enrolment,
        course=course,
        project=next(row for row in form.projects if str(row.id) == form.project.data),
        supervisor=people[f"supervisor:{form.supervisor.data}"].user,
        starts_on=first,
        ends_on=form.ends_on.data or planned_end(course, first, calendar_factor=factor),
        calendar_factor=factor,
        at=clock.now(),
    )
    flash(_("The fieldwork of %(name)s is set up.", name=enrolment.user.name))
    return redirect(url_for(".placement", placement_id=made.id), 303)


def _new_page(form: PlacementForm, edition: Edition) -> str:
    course, first = library().courses[edition.course_id], form.starts_on.data
    likely = [planned_end(course, first, calendar_factor=n) for n in (1, 2)] if first else None
    return render_template(
        "fieldwork/new_placement.html", form=form, edition=edition, likely_ends=likely
    )


def _first_after_class(edition: Edition) -> date:
    """The Monday after the last class day."""
    class_ends = max(day.date for day in days_of(edition))
    return class_ends + timedelta(days=7 - class_ends.weekday())


def _edition_i_coordinate(edition_id: int) -> Edition:
    edition = db.find_or_404(editions_for(me()).where(Edition.id == edition_id))
    allow(can_run(me(), edition))
    return edition


def _offer_choices(form: PlacementForm, edition: Edition) -> dict[str, Enrolment]:
    """Fill the lists of the form; the enrolments behind its choices."""
    rows = db.session.scalars(people_of(edition, Role.TRAINEE, Role.SUPERVISOR)).all()
    placed = set(db.session.scalars(queries.placed_in(edition)))
    trainees = sorted(
        (row for row in rows if row.role == Role.TRAINEE), key=lambda row: row.id in placed
    )
    supervisors = [row for row in rows if row.role == Role.SUPERVISOR]
    form.projects = db.session.scalars(projects()).all()
    nothing = ("", _("Choose"))
    form.trainee.choices = [
        nothing,
        *((f"{row.id}:{row.user_id}", _name(row, placed)) for row in trainees),
    ]
    form.supervisor.choices = [nothing, *((str(row.user_id), row.user.name) for row in supervisors)]
    form.project.choices = [
        nothing,
        *((str(row.id), f"{row.name}, {row.place}") for row in form.projects),
    ]
    chosen = {f"{row.id}:{row.user_id}": row for row in trainees}
    return chosen | {f"supervisor:{row.user_id}": row for row in supervisors}


def _name(enrolment: Enrolment, placed: Collection[int]) -> str:
    name = enrolment.user.name or enrolment.user.email
    return _("%(name)s (has fieldwork)", name=name) if enrolment.id in placed else name
