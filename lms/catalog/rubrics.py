"""The rubrics work is judged by, open to everyone: what counts is no secret."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.catalog.views import bp
from lms.content import library


@bp.get("/rubrics")
@open_to(Audience.EVERYONE)
def rubrics() -> ResponseReturnValue:
    return render_template("catalog/rubrics.html", rubrics=library().rubrics.values())


@bp.get("/rubrics/<rubric_id>")
@open_to(Audience.EVERYONE)
def rubric(rubric_id: str) -> ResponseReturnValue:
    found = library().rubrics.get(rubric_id) or abort(404)
    return render_template("catalog/rubric.html", rubric=found)
