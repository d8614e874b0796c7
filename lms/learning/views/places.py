from flask import Response, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.catalog.find import course_or_404
from lms.editions.finding import my_traineeship_or_403
from lms.learning import places
from lms.learning.views import bp
from lms.notes.pages import page_or_404


@bp.post("/courses/<course_id>/places/<kind>/<page_id>")
@open_to(Audience.MEMBERS)
def leave_page(course_id: str, kind: str, page_id: str) -> ResponseReturnValue:
    """What a script sends when the reader puts the page away."""
    course = course_or_404(course_id)
    trainee = my_traineeship_or_403(course)
    page = page_or_404(course, kind, page_id)
    section = request.form.get("section", "")
    places.left_at(trainee, page.kind, page.ref, section, at=clock.now())
    return Response(status=204, content_type="text/plain")
