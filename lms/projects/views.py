from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions.models import Role
from lms.editions.roles import i_am
from lms.paging import page_of
from lms.projects import actions, atlas, queries
from lms.projects.forms import KINDS, STATUSES, ProjectForm
from lms.projects.models import Project
from lms.projects.parts import parts_of

bp = Blueprint("projects", __name__)

PAGE = 20
TOLD = (
    *("name", "kind", "place", "country", "rough_place"),
    *("sector", "branch", "status", "summary"),
)
MOST_ON_MAP = 150  # more would hide each other, and weigh more than a page may


@bp.context_processor
def words() -> dict[str, object]:
    return {"KINDS": KINDS, "STATUSES": STATUSES}


@bp.get("/projects")
@open_to(Audience.MEMBERS)
def projects() -> ResponseReturnValue:
    """Every cluster and network, by country and name, a page at a time."""
    page = page_of(select(Project), queries.ORDER, queries.place_in_order, most=PAGE)
    return render_template("projects/projects.html", page=page, can_add=_can_add())


@bp.get("/projects/map")
@open_to(Audience.MEMBERS)
def world_map() -> ResponseReturnValue:
    """All of them on one picture, with the historical examples of the library of cases."""
    rows = db.session.scalars(queries.projects().limit(MOST_ON_MAP)).all()
    return render_template(
        "projects/map.html",
        marks=atlas.marks(rows),
        examples=atlas.examples(),
        rows=rows,
        width=atlas.WIDTH,
        height=atlas.HEIGHT,
    )


@bp.get("/projects/<int:project_id>")
@open_to(Audience.MEMBERS)
def project(project_id: int) -> ResponseReturnValue:
    row = db.find_or_404(select(Project).where(Project.id == project_id))
    return render_template(
        "projects/project.html", project=row, parts=parts_of(row), spot=atlas.around(row)
    )


@bp.get("/projects/new")
@open_to(Audience.MEMBERS)
def new_project() -> ResponseReturnValue:
    allow(_can_add())
    return _form(ProjectForm())


@bp.post("/projects")
@open_to(Audience.MEMBERS)
def create_project() -> ResponseReturnValue:
    allow(_can_add())
    form = ProjectForm()
    if not form.accepted():
        return _form(form), 422
    row = actions.describe(at=clock.now(), **{name: form[name].data for name in TOLD})
    flash(_("%(name)s is on the list.", name=row.name))
    edition = _edition()
    if edition is None:
        return redirect(url_for(".project", project_id=row.id), 303)
    return redirect(f"/editions/{edition}/placements/new?project={row.id}", 303)


def _form(form: ProjectForm) -> str:
    return render_template("projects/new_project.html", form=form, edition=_edition())


def _edition() -> int | None:
    """Whose fieldwork was being set up when the cluster was missing: there it goes on."""
    return request.args.get("edition", type=int)


def _can_add() -> bool:
    """Whoever sets up fieldwork: staff and coordinators of an edition."""
    return me().is_staff or i_am(Role.COORDINATOR)
