"""Notes on the page of a visit: what grew out of it, as its reader may see them."""

from flask import render_template

from lms.accounts.session import me_or_none
from lms.db import db
from lms.experience import queries
from lms.study_visits.beside import stands_beside
from lms.study_visits.models import StudyVisit


@stands_beside
def of_visit(visit: StudyVisit) -> str:
    rows = db.session.scalars(queries.grown_out_of(visit, me_or_none())).all()
    return render_template("experience/_of_visit.html", rows=rows)
