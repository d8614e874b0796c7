from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.catalog.find import course_or_404
from lms.catalog.pictures import picture
from lms.content import library, root

bp = Blueprint("catalog", __name__)


@bp.get("/courses")
@open_to(Audience.EVERYONE)
def courses() -> ResponseReturnValue:
    found = [course_or_404(course_id) for course_id in library().courses]
    return render_template("catalog/courses.html", courses=found, framework=library().framework)


@bp.get("/courses/<course_id>/reading")
@open_to(Audience.EVERYONE)
def reading(course_id: str) -> ResponseReturnValue:
    course, framework = course_or_404(course_id), library().framework
    return render_template("catalog/reading.html", course=course, framework=framework)


@bp.get("/courses/<course_id>/media/<path:name>")
@open_to(Audience.EVERYONE)
def media(course_id: str, name: str) -> Response:
    """A picture of a lesson."""
    folder = root() / "courses" / course_or_404(course_id).id / "media"
    return picture(folder, name)


from lms.catalog import glossary, pages, rubrics  # noqa: E402, F401  # they put their routes on bp
