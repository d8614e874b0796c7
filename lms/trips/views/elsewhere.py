"""Trips on the pages of projects and initiatives."""

from collections.abc import Sequence
from functools import partial

from flask import render_template

from lms import clock
from lms.db import db
from lms.initiatives.models import Initiative
from lms.initiatives.parts import stands_on_the_page as stands_on_initiatives
from lms.projects.models import Project
from lms.projects.parts import Place, stands_on_the_page
from lms.trips import queries
from lms.trips.models import ExchangeTrip
from lms.trips.views import WORDS
from lms.trips.vocabulary import standing


@stands_on_the_page(Place.TOGETHER)
def of_project(project: Project) -> str:
    return _drawn(db.session.scalars(*queries.of_project(project)).all())


@stands_on_initiatives
def of_initiative(initiative: Initiative) -> str:
    return _drawn(db.session.scalars(queries.of_initiative(initiative)).all())


def _drawn(rows: Sequence[ExchangeTrip]) -> str:
    if not rows:
        return ""
    said = partial(standing, today=clock.now().date())
    return render_template("trips/_of_page.html", rows=rows, standing=said, **WORDS)
