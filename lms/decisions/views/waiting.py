"""A question that waits for a look: what its author and whoever decides see, and its change."""

from typing import NamedTuple
from uuid import UUID

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.class_sessions.times import offset, readers_zone
from lms.db import db
from lms.decisions import waiting
from lms.decisions.actions import Question
from lms.decisions.clocks import HereAndThere, here_and_there
from lms.decisions.forms.beginning import FORMS, BeginningForm
from lms.decisions.models import Option
from lms.decisions.views import bp
from lms.decisions.vocabulary import Words, words_of
from lms.forms import drafts_done
from lms.forum.along import Waited, shown_while_it_waits
from lms.forum.held.models import HeldWriting
from lms.forum.held.queries import held, of_author
from lms.forum.views.writing import place_of


class Shown(NamedTuple):
    """`closes` is when it would close if it were let in now."""

    question: Question
    options: list[Words]
    closes: HereAndThere


@shown_while_it_waits("decisions/_waiting.html")
def waiting_question(author: User, key: UUID, waits: Waited) -> Shown | None:
    del author, key
    question = waiting.question_in(waits.kept)
    if question is None:
        return None
    offers = [Option(code="", **vars(offer)) for offer in question.proposed.offers]
    closes = waiting.closes_if_let_in(question, waits.since, at=clock.now())
    zone = question.time_zone
    return Shown(question, [words_of(one, zone) for one in offers], here_and_there(closes, zone))


@bp.get("/forum/held/<int:held_id>/beginning")
@open_to(Audience.MEMBERS)
def edit_waiting(held_id: int) -> ResponseReturnValue:
    row, question = _mine(of_author(held_id, me()))
    form = FORMS[question.rules.method](zone=readers_zone(), **_filled(row, question))
    return _page(row, form)


@bp.post("/forum/held/<int:held_id>/beginnings")
@open_to(Audience.MEMBERS)
def change_waiting(held_id: int) -> ResponseReturnValue:
    row, question = _mine(held(of_author(held_id, me())))
    form = FORMS[question.rules.method](zone=readers_zone())
    if not form.accepted():
        return _page(row, form), 422
    waiting.change(row, form.beginning(row.key), at=clock.now())
    drafts_done(_draft_of(row))
    flash(_("Kept. It waits for a look."))
    return redirect(place_of(row, row.place.slug), 303)


def _mine(query: Select[HeldWriting]) -> tuple[HeldWriting, Question]:
    """Nothing is there of what waits without a question, or has become a topic."""
    row = db.find_or_404(query)
    return row, waiting.question_in(row.waits.kept) or abort(404)


def _filled(row: HeldWriting, question: Question) -> dict[str, object]:
    zone = readers_zone()
    closes = question.closes_at.astimezone(zone)
    said = {"title": row.title, "body": row.body, "language": row.language}
    until = {"closes_on": closes.date(), "closes_at": closes.time()}
    content = FORMS[question.rules.method].filled(question.proposed, zone)
    word = {"asked_for": question.asked_for}
    return {**said, **until, **word, **vars(question.rules), **content}


def _page(row: HeldWriting, form: BeginningForm) -> str:
    return render_template(
        "decisions/edit_waiting.html",
        space=row.place,
        held=row,
        form=form,
        clock_shows=offset(clock.now(), form.zone),
        draft_key=_draft_of(row),
    )


def _draft_of(row: HeldWriting) -> str:
    return f"{me().id}:held-decision-{row.id}"
