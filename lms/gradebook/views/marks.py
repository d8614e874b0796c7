from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock, paging
from lms.accounts.access import Audience, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.db import db
from lms.editions.models import Edition, Role
from lms.editions.paging import after_person, mark_of
from lms.editions.queries import people_page
from lms.gradebook import actions, grids, queries
from lms.gradebook.grids import Grid
from lms.gradebook.models import LONGEST_COMMENT
from lms.gradebook.parts import Planned, planned_parts
from lms.gradebook.views import bp
from lms.gradebook.views.finding import the_edition_i_mark, the_part_i_mark

PAGE = 50


@bp.get("/editions/<int:edition_id>/marks")
@open_to(Audience.MEMBERS)
def parts(edition_id: int) -> ResponseReturnValue:
    """What is marked by hand, and how far it is."""
    edition = the_edition_i_mark(edition_id)
    course = course_or_404(edition.course_id)
    found = db.session.execute(queries.counts_in(edition))
    counts = {(row[0], row[1]): (row[2], row[3]) for row in found}
    return render_template(
        "gradebook/parts.html",
        edition=edition,
        planned=planned_parts(course),
        weights=course.assessment.weights,
        counts=counts,
        trainees=db.session.scalar(queries.count_trainees(edition)),
    )


@bp.get("/editions/<int:edition_id>/marks/<component>/<part_id>")
@open_to(Audience.MEMBERS)
def marks(edition_id: int, component: str, part_id: str) -> ResponseReturnValue:
    edition, part = the_part_i_mark(edition_id, component, part_id)
    query = people_page(edition, Role.TRAINEE, after=after_person(), most=PAGE)
    rows = db.session.scalars(query).all()
    found = db.session.scalars(queries.marks_for(part, [row.id for row in rows[:PAGE]]))
    grid = grids.grid_of(rows[:PAGE], found, reader=me())
    more = _href(edition, part, after=mark_of(rows[PAGE - 1])) if len(rows) > PAGE else None
    return _page(edition, part, grid, more)


def _href(edition: Edition, part: Planned, **more: object) -> str:
    place = {"edition_id": edition.id, "component": part.component.value, "part_id": part.id}
    return url_for(".marks", **place, **more)  # type: ignore[arg-type]  # values of an address


def _page(edition: Edition, part: Planned, grid: Grid, more: str | None = None) -> str:
    return render_template(
        "gradebook/marks.html",
        edition=edition,
        part=part,
        grid=grid,
        more=more,
        drafts=sum(
            line.row is not None and line.row.mark is not None and not line.row.released_at
            for line in grid.lines
        ),
        longest=LONGEST_COMMENT,
    )


@bp.post("/editions/<int:edition_id>/marks/<component>/<part_id>")
@open_to(Audience.MEMBERS)
def save_marks(edition_id: int, component: str, part_id: str) -> ResponseReturnValue:
    """As drafts; a mark that was released changes at once, after the password."""
    edition, part = the_part_i_mark(edition_id, component, part_id)
    grid = _sent(edition, part)
    if grid.errors:
        return _page(edition, part, grid), 422
    asked = not_confirmed() if grid.mends_released else None
    if asked is not None:
        return asked
    try:
        count = actions.enter(edition, part, grid.entries(), by=me(), at=clock.now())
    except actions.MarkedMeanwhileError as meanwhile:
        return _page(edition, part, grids.with_disputes(grid, meanwhile.marks)), 409
    flash(ngettext("%(num)s mark is saved.", "%(num)s marks are saved.", count))
    return redirect(_href(edition, part, after=request.args.get("after") or None), 303)


def _sent(edition: Edition, part: Planned) -> Grid:
    """Only of trainees of this edition: whom else a form names is not found."""
    numbers = grids.numbers_sent(request.form)
    trainees = db.session.scalars(queries.trainees_named(edition, numbers)).all()
    found = db.session.scalars(queries.marks_for(part, [row.id for row in trainees]))
    return grids.filled_in(grids.grid_of(trainees, found, reader=me()), request.form)


@bp.post("/editions/<int:edition_id>/marks/<component>/<part_id>/release")
@open_to(Audience.MEMBERS)
def release_marks(edition_id: int, component: str, part_id: str) -> ResponseReturnValue:
    """Of the person that the form names, or of all."""
    edition, part = the_part_i_mark(edition_id, component, part_id)
    only = None
    if request.form.get("enrolment"):
        number = request.form.get("enrolment", type=int) or abort(404)
        only = db.find_or_404(queries.trainees_named(edition, [number]))
    count = actions.release(edition, part, by=me(), at=clock.now(), only=only)
    flash(
        ngettext(
            "%(num)s mark is released: its trainee sees it now.",
            "%(num)s marks are released: their trainees see them now.",
            count,
        )
        if count
        else _("There was no draft to release.")
    )
    return redirect(_href(edition, part), 303)


@bp.get("/editions/<int:edition_id>/marks/<component>/<part_id>/changes")
@open_to(Audience.MEMBERS)
def mark_changes(edition_id: int, component: str, part_id: str) -> ResponseReturnValue:
    """All that was ever written or released here, the newest first; nothing about the reader."""
    edition, part = the_part_i_mark(edition_id, component, part_id)
    before = paging.before()
    query = queries.changes_of(edition, part, but=me().id, before=before, most=PAGE)
    rows = db.session.scalars(query).all()
    older = f"{request.path}?before={rows[PAGE - 1].id}" if len(rows) > PAGE else None
    return render_template(
        "gradebook/mark_changes.html", edition=edition, part=part, rows=rows[:PAGE], older=older
    )
