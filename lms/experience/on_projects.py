"""Notes on the page of a project: what was told from it, and what of others it uses."""

from collections.abc import Iterable

from flask import render_template

from lms.accounts.session import me
from lms.content import library
from lms.content.framework import Term
from lms.db import db
from lms.experience import queries
from lms.experience.models import NoteText
from lms.experience.vocabulary import USE_TONES, USES
from lms.projects.models import Project
from lms.projects.parts import Place, stands_on_the_page


@stands_on_the_page(Place.TOLD)
def of_project(project: Project) -> str:
    rows = db.session.execute(*queries.around(project, me())).all()
    told = [text for text, _use in rows if text.project_id == project.id]
    return render_template(
        "experience/_of_project.html",
        told=told,
        used=[(text, use) for text, use in rows if use and text.project_id != project.id],
        furthest=_furthest(told),
        USES=USES,
        USE_TONES=USE_TONES,
    )


def _furthest(told: Iterable[NoteText]) -> Term | None:
    """The last step of the process that its notes tell of; logs are nobody else's to read."""
    steps = {text.step for text in told}
    return next((step for step in reversed(library().framework.steps) if step.id in steps), None)
