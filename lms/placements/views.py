from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.content import library
from lms.db import db
from lms.editions.class_days import days_of
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.policy import can_run
from lms.editions.queries import editions_for, people_of
from lms.enrolling.queries import matches_in
from lms.intakes.spans import planned_end
from lms.placements import actions, moving, queries  # noqa: F401  # `moving` tells intakes what goes along
from lms.placements.forms import PlacementForm
from lms.projects.queries import projects

bp = Blueprint("placements", __name__)


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
        by=me(),
        at=clock.now(),
    )
    flash(_("The fieldwork of %(name)s is set up.", name=enrolment.user.name))
    return redirect(url_for("fieldwork.placement", placement_id=made.id), 303)


def _new_page(form: PlacementForm, edition: Edition) -> str:
    course, first = library().courses[edition.course_id], form.starts_on.data
    likely = [planned_end(course, first, calendar_factor=n) for n in (1, 2)] if first else None
    return render_template(
        "placements/new_placement.html", form=form, edition=edition, likely_ends=likely
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
    matched = _matched(edition, supervisors)
    form.projects = db.session.scalars(projects()).all()
    nothing = ("", _("Choose"))
    form.trainee.choices = [
        nothing,
        *((f"{row.id}:{row.user_id}", _name(row, placed, matched)) for row in trainees),
    ]
    form.supervisor.choices = [nothing, *((str(row.user_id), row.user.name) for row in supervisors)]
    form.project.choices = [
        nothing,
        *((str(row.id), f"{row.name}, {row.place}") for row in form.projects),
    ]
    chosen = {f"{row.id}:{row.user_id}": row for row in trainees}
    return chosen | {f"supervisor:{row.user_id}": row for row in supervisors}


def _matched(edition: Edition, supervisors: Sequence[Enrolment]) -> dict[int, str]:
    """Names of the supervisors that were noted when people were enrolled, by enrolment."""
    names = {row.user_id: row.user.name for row in supervisors}
    rows = db.session.scalars(matches_in(edition))
    return {row.enrolment_id: names.get(row.supervisor_id, "") for row in rows}


def _name(enrolment: Enrolment, placed: Collection[int], matched: Mapping[int, str]) -> str:
    name = enrolment.user.name or enrolment.user.email
    if enrolment.id in placed:
        return _("%(name)s (has fieldwork)", name=name)
    if supervisor := matched.get(enrolment.id):
        return _("%(name)s (supervisor: %(supervisor)s)", name=name, supervisor=supervisor)
    return name
