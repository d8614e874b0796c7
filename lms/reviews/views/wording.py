"""Putting a phrase into the comment, and keeping the comment as a phrase; nothing is decided."""

from uuid import UUID

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.content import library
from lms.content.phrases import LONGEST
from lms.db import db
from lms.phrases import actions as phrases
from lms.phrases import queries as phrase_queries
from lms.phrases.bank import put_into
from lms.phrases.views import told_enough
from lms.reviews.forms import DecisionForm
from lms.reviews.views import bp
from lms.reviews.views.desk import desk_page
from lms.reviews.views.finding import the_entry_to_review


@bp.post("/reviews/<uuid:entry_id>/wording")
@open_to(Audience.MEMBERS)
def put_in_phrase(entry_id: UUID) -> ResponseReturnValue:
    """The page again with the phrase in its comment, for who has no script."""
    found = the_entry_to_review(entry_id)
    form = DecisionForm(minutes_of_entry=found.entry.minutes)
    said = _phrase(request.form.get("phrase", ""), found.entry.placement.enrolment.edition.language)
    form.comment.data = put_into(form.comment.data or "", said)
    return desk_page(found, form)


@bp.post("/reviews/<uuid:entry_id>/phrases")
@open_to(Audience.MEMBERS)
def keep_as_phrase(entry_id: UUID) -> ResponseReturnValue:
    """What is written in the comment, for the next time; it is still there for this one."""
    found = the_entry_to_review(entry_id)
    form = DecisionForm(minutes_of_entry=found.entry.minutes)
    said = form.comment.data or ""
    if not said or len(said) > LONGEST:
        told = _("A phrase has up to %(most)s characters. Write it in the comment.", most=LONGEST)
        form.comment.errors = (told,)
        return desk_page(found, form), 422
    try:
        phrases.keep(said, owner=me(), at=clock.now())
    except phrases.EnoughError:
        form.comment.errors = (told_enough(),)
        return desk_page(found, form), 422
    flash(_("Kept as a phrase. Put the part that differs in braces: {…}"))
    return desk_page(found, form)


def _phrase(key: str, language: str) -> str:
    """One's own by its number, a shared one by its name."""
    if key.isascii() and key.isdigit():
        return db.find_or_404(phrase_queries.phrase_of(me(), int(key))).text
    shared = {row.id: row.text for row in library().phrases.phrases}
    return shared[key].get(language) if key in shared else abort(404)
