"""The questions of a quiz as a file for other platforms. It holds the right answers."""

from collections.abc import Iterable

from flask import Response, abort
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.content.exchange import Entry, entry_of, write_gift, write_moodle_xml
from lms.editions import policy
from lms.quizzes.papers import paper_or_404
from lms.quizzes.views import bp
from lms.quizzes.views.quizzes import OF_DAY, OF_ELECTIVE

WRITERS = {
    "gift": (write_gift, "text/plain", "gift.txt"),
    "xml": (write_moodle_xml, "application/xml", "xml"),
}


@bp.get(f"{OF_DAY}.<form>")
@bp.get(f"{OF_ELECTIVE}.<form>")
@open_to(Audience.MEMBERS)
def export(course_id: str, form: str, **piece: str) -> ResponseReturnValue:
    course = course_or_404(course_id)
    paper = paper_or_404(course, **piece)
    allow(policy.can_read_script(me(), course))
    entries = [entry_of(question) for question in paper.quiz.questions]
    return as_file(entries, form, name=paper.ref.replace("/", "-"))


def as_file(entries: Iterable[Entry], form: str, *, name: str) -> Response:
    """To be kept, never shown: `form` is gift or xml."""
    write, mimetype, ending = WRITERS.get(form) or abort(404)
    response = Response(write(entries), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
