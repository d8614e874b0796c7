from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.catalog.find import course_or_404
from lms.learning import places
from lms.learning.views import bp
from lms.learning.views.finding import my_traineeship_or_403
from lms.notes.pages import pages_of


@bp.post("/courses/<course_id>/places/<kind>/<page_id>")
@open_to(Audience.MEMBERS)
def leave_page(course_id: str, kind: str, page_id: str) -> ResponseReturnValue:
    """What a script sends when the reader puts the page away."""
    course = course_or_404(course_id)
    trainee = my_traineeship_or_403(course)
    found = [page for page in pages_of(course).values() if (page.kind, page.id) == (kind, page_id)]
    page = found[0] if found else abort(404)
    section = request.form.get("section", "")
    places.left_at(trainee, page.kind, page.ref, section, at=clock.now())
    return Response(status=204, content_type="text/plain")
