"""Initiatives on the pages of what takes part in them and of what they came from."""

from collections import defaultdict
from typing import NamedTuple

from flask import render_template
from markupsafe import Markup

from lms.db import db
from lms.initiatives import queries
from lms.initiatives.models import Initiative, Partner
from lms.programmes.models import Programme
from lms.programmes.parts import stands_on_the_page as stands_on_programmes
from lms.projects.models import Project
from lms.projects.parts import Place, stands_on_the_page


class Beside(NamedTuple):
    """An initiative and the projects in it besides the one whose page it is."""

    initiative: Initiative
    others: list[Partner]


@stands_on_the_page(Place.TOGETHER)
def of_project(project: Project) -> str:
    rows: dict[int, Initiative] = {}
    others: dict[int, list[Partner]] = defaultdict(list)
    for partner, initiative in db.session.execute(*queries.beside(project)):
        rows[initiative.id] = initiative
        if partner.project_id != project.id:
            others[initiative.id].append(partner)
    found = [Beside(row, others[row.id]) for row in rows.values()]
    return render_template("initiatives/_of_project.html", found=found, twins=_twins(found))


def _twins(found: list[Beside]) -> list[Project]:
    """With whom it has agreed on something: each once."""
    agreed = (row for row in found if row.initiative.agreed_at)
    return list({one.project_id: one.project for row in agreed for one in row.others}.values())


@stands_on_programmes
def of_programme(programme: Programme) -> str:
    return begun_from(programme_id=programme.id)


def begun_from(**origin: int) -> Markup:
    """What came of it, drawn; nothing where nothing came of it yet."""
    rows = db.session.scalars(queries.begun_from(**origin)).all()
    drawn = render_template("initiatives/_begun.html", rows=rows) if rows else ""
    return Markup(drawn)  # noqa: S704  # a template drew it
