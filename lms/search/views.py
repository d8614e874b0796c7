from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts import pace
from lms.accounts.access import Audience, open_to
from lms.search.queries import MOST_PAGES
from lms.search.question import MOST_LETTERS, Question
from lms.search.results import search
from lms.search.sources import kinds, this_reader

A_SECOND = 5

bp = Blueprint("search", __name__)


@bp.get("/search")
@open_to(Audience.EVERYONE)
def show() -> ResponseReturnValue:
    """Without a question, a place to ask one."""
    typed = request.args.get("q", "")
    question = Question.of(typed)
    found = None
    if question:
        pace.hold("search", most=A_SECOND, at=clock.now())
        found = search(question, this_reader(), kind=_kind(), page=_page())
        if found.page > max(found.pages, 1):
            abort(404)
    return render_template(
        "search/search.html", typed=typed.strip()[:MOST_LETTERS], found=found, most=MOST_LETTERS
    )


def _kind() -> str | None:
    """What the reader narrowed the list to; an unknown kind is no kind."""
    asked = request.args.get("kind")
    return asked if asked in kinds() else None


def _page() -> int:
    raw = request.args.get("page", "1")
    page = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 4 else 0  # noqa: PLR2004  # no page has so many digits
    return page if 1 <= page <= MOST_PAGES else abort(404)
