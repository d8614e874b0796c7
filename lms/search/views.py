from collections.abc import Mapping

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts import pace
from lms.accounts.access import Audience, open_to
from lms.search import edges
from lms.search.edges import Edge, NoSuchEdgeError
from lms.search.forms import FilterForm
from lms.search.narrowing import talk
from lms.search.question import MOST_LETTERS, Question
from lms.search.results import search
from lms.search.sources import this_reader

A_SECOND = 5

bp = Blueprint("search", __name__)


@bp.get("/search")
@open_to(Audience.EVERYONE)
def show() -> ResponseReturnValue:
    """Without a question, a place to ask one."""
    typed, reader = request.args.get("q", ""), this_reader()
    question = Question.of(typed)
    if question:
        pace.hold("search", most=A_SECOND, at=clock.now())
    form = FilterForm(request.args, talk=talk(), reader=reader)
    right, found, status = form.validate(), None, 200
    if not right:
        status = 422
    elif question:
        narrowed = form.narrowed()
        try:
            edge = _edge(question, narrowed.asked)
            found = search(question, reader, narrowed, edge)
        except NoSuchEdgeError:
            status = 400
    typed = typed.strip()[:MOST_LETTERS]
    return render_template(
        "search/search.html", typed=typed, question=question, form=form, found=found, status=status
    ), status


def _edge(question: Question, asked: Mapping[str, str]) -> Edge | None:
    """Where the page begins: `after=` a place in the order, or before it where it ends."""
    for name in ("before", "after"):
        if typed := request.args.get(name):
            return Edge(edges.read(typed, question, asked), back=name == "before")
    return None
