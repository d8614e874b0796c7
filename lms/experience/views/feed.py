"""The newest notes for programs that follow them: all, or those that a filter leaves."""

from flask import Response, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.accounts.views.links import public
from lms.content import library
from lms.db import db
from lms.experience import queries
from lms.experience.filtering import FilterForm
from lms.experience.models import PARTS, NoteText
from lms.experience.views import bp
from lms.experience.vocabulary import PART_NAMES
from lms.feed_tokens import actions as tokens
from lms.feed_tokens import queries as tokens_kept
from lms.feed_tokens.models import Purpose
from lms.feeds.answering import given_out, language_of, who_reads
from lms.feeds.atom import Entry
from lms.i18n import countries, in_language

JUST_MADE, MOST = "notes_feed_token", 30


@bp.get("/notes/feed")
@open_to(Audience.MEMBERS)
def feed_settings() -> ResponseReturnValue:
    """How to follow notes in a program. The secret part is shown once, after it was made."""
    form, token = _filter(), session.pop(JUST_MADE, None)
    return render_template(
        "experience/feed.html",
        kept=db.session.scalars(tokens_kept.token_of(me(), Purpose.NOTES)).one_or_none(),
        address=public(url_for(".feed", **form.asked, key=token)) if token else None,
        form=form,
    )


@bp.post("/notes/feed")
@open_to(Audience.MEMBERS)
def make_feed() -> ResponseReturnValue:
    session[JUST_MADE] = tokens.make(me(), Purpose.NOTES, at=clock.now())
    return redirect(url_for(".feed_settings", **_filter().asked), 303)


@bp.post("/notes/feed/revocation")
@open_to(Audience.MEMBERS)
def revoke_feed() -> ResponseReturnValue:
    tokens.revoke(me(), Purpose.NOTES)
    session.pop(JUST_MADE, None)
    flash(_("The address is switched off. Nobody reads notes by it any more."))
    return redirect(url_for(".feed_settings", **_filter().asked), 303)


@bp.get("/feeds/notes.atom")
@open_to(Audience.EVERYONE)
def feed() -> Response:
    """A filter that nothing passes yet is an empty feed; one that there is not, no feed at all."""
    person = who_reads(Purpose.NOTES)
    with in_language(language_of(person)):
        form = _filter()
        title = " · ".join([_("Experience notes"), *form.names])
    if any(request.args.get(field.name) and field.name not in form.asked for field in form):
        abort(404)
    query = queries.published(person).where(*form.conditions).limit(MOST)
    entries = [_entry(text) for text in db.session.scalars(query)]
    path, page = url_for(".feed", **form.asked), url_for(".notes", **form.asked)
    return given_out(title, path, entries, page=page)


def _filter() -> FilterForm:
    """Of all countries: in a feed that is followed, the first note of one may be still to come."""
    told_of = [code for code, _name in countries()]
    return FilterForm(request.args, framework=library().framework, told_of=told_of)


def _entry(text: NoteText) -> Entry:
    return Entry(
        f"/notes/{text.note_id}",
        text.title,
        text.note.author.name,
        text.language,
        _shown(text),
        updated=text.published_at or text.saved_at,
    )


def _shown(text: NoteText) -> Markup:
    """Its parts under their names, in its own language."""
    part = Markup("<h3>{}</h3><p>{}</p>")
    with in_language(text.language):
        said = [(PART_NAMES[name], getattr(text, name)) for name in PARTS]
        return Markup("").join(part.format(name, _lines(words)) for name, words in said if words)


def _lines(words: str) -> Markup:
    return Markup("<br>").join(words.splitlines())
