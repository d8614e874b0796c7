"""How the quizzes of an edition went, for those who teach it. No name stands beside an answer."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.catalog.find import course_or_404
from lms.db import db
from lms.editions import policy
from lms.editions.finding import the_edition
from lms.editions.models import Role
from lms.editions.queries import as_counts, head_count
from lms.quizzes import item_queries
from lms.quizzes.edition_quizzes import own_quizzes, shelves, studied
from lms.quizzes.items import FEWEST, WORTH_READING, items
from lms.quizzes.solutions import solution
from lms.quizzes.views import bp

PAGE = 12


@bp.get("/editions/<int:edition_id>/quizzes")
@open_to(Audience.MEMBERS)
def quizzes(edition_id: int) -> ResponseReturnValue:
    edition = the_edition(edition_id)
    allow(policy.can_follow(me(), edition))
    counts = as_counts(list(db.session.execute(head_count(edition))))
    taken = {row[0]: row[1:] for row in db.session.execute(item_queries.taken(edition))}
    return render_template(
        "quizzes/quizzes.html",
        edition=edition,
        trainees=counts.get(Role.TRAINEE, 0),
        own=own_quizzes(edition),
        shelves=shelves(course_or_404(edition.course_id)),
        taken=taken,
    )


@bp.get("/editions/<int:edition_id>/quizzes/<path:ref>")
@open_to(Audience.MEMBERS)
def quiz_statistics(edition_id: int, ref: str) -> ResponseReturnValue:
    edition = the_edition(edition_id)
    allow(policy.can_follow(me(), edition))
    quiz = studied(course_or_404(edition.course_id), edition, ref) or abort(404)
    answers = db.session.execute(item_queries.answers(edition, ref))
    found = items(quiz, answers, db.session.execute(item_queries.sums(edition, ref)))
    first = _first(len(found))
    return render_template(
        "quizzes/quiz_statistics.html",
        edition=edition,
        paper=quiz.paper,
        items=found[first : first + PAGE],
        first=first,
        all=len(found),
        page=PAGE,
        solution=solution,
        fewest=FEWEST,
        worth_reading=WORTH_READING,
    )


def _first(count: int) -> int:
    """Which question the page begins with: `from=12`."""
    written = request.args.get("from", "0")
    if not (written.isascii() and written.isdecimal() and len(written) < 5):  # noqa: PLR2004
        abort(404)
    return int(written) if int(written) < max(count, 1) else abort(404)
