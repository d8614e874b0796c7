"""Translate a post, or correct its translation: the original and the form beside each other."""

import re
from typing import Any

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, markdown
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.forum.held import policy as held
from lms.forum.held import queries as held_queries
from lms.translations import actions, policy
from lms.translations.actions import MeanwhileError, Wording
from lms.translations.forms import FirstPostForm, TranslationForm
from lms.translations.models import FIRST, PostTranslation, mark_of
from lms.translations.views import bp
from lms.translations.views.finding import Asked, address_of, asked_to_write
from lms.translations.words import agreed_words


@bp.get("/p/<int:post_id>/translations/<language>/edit")
@open_to(Audience.MEMBERS)
def edit(post_id: int, language: str) -> ResponseReturnValue:
    found = asked_to_write(post_id, language)
    row = next(iter(found.rows()), None)
    known = _known(row) if row else {"seen": "0"}
    return _page(found, _form(found, source=mark_of(found.post), **known))


def _known(row: PostTranslation) -> dict[str, Any]:
    seen = {"seen": str(row.version), "seen_kind": row.kind, "machine": row.is_of_machine}
    return {"title": row.title, "body": row.body, **seen}


@bp.post("/p/<int:post_id>/translations/<language>")
@open_to(Audience.MEMBERS)
def write(post_id: int, language: str) -> ResponseReturnValue:
    found = asked_to_write(post_id, language)
    form = _form(found)
    if not form.accepted() or _leads_elsewhere(form, found) or _gives_away(form, found):
        return _page(found, form), 422
    try:
        row = actions.write(found.post, language, _wording(form), by=me(), at=clock.now())
    except MeanwhileError as meanwhile:
        return _page(found, _said_of(form, meanwhile.row), theirs=meanwhile.row), 422
    drafts_done(_draft_of(found))
    return redirect(address_of(row), 303)


@bp.post("/p/<int:post_id>/translations/<language>/preview")
@open_to(Audience.MEMBERS)
def preview(post_id: int, language: str) -> ResponseReturnValue:
    """How it would look; nothing is kept."""
    found = asked_to_write(post_id, language)
    form = _form(found)
    if not form.accepted():
        return _page(found, form), 422
    return _page(found, form, preview=markdown.from_member(form.body.data or ""))


def _form(found: Asked, **filled_in: Any) -> TranslationForm:
    kind = FirstPostForm if found.post.no == FIRST else TranslationForm
    return kind(**filled_in)


def _wording(form: TranslationForm) -> Wording:
    """What is hidden in the form the page put there itself."""
    title = form.title.data if isinstance(form, FirstPostForm) else ""
    source, seen = form.source.data or "", form.seen.data or ""
    if not (re.fullmatch("[0-9a-f]{16}", source) and re.fullmatch("[0-9]{1,6}", seen)):
        abort(400)
    shown = int(seen) if form.seen_kind.data == form.kind else 0
    return Wording(title or "", form.body.data or "", source, shown, form.kind)


def _leads_elsewhere(form: TranslationForm, found: Asked) -> bool:
    """Links of somebody new are looked at first, and a translation is no way round that."""
    wording, post = _wording(form), found.post
    added = held.ways_out(f"{wording.title}\n\n{wording.body}") - held.ways_out(post.body)
    if not added or held.is_trusted(found.reader):
        return False
    if (db.session.scalar(held_queries.count_standing(me())) or 0) >= held.KNOWN_AFTER:
        return False
    form.body.errors = [_("Leave out the links that do not stand in the original.")]
    return True


def _gives_away(form: TranslationForm, found: Asked) -> bool:
    if not form.machine.data or policy.takes_words_of_machines(found.post.topic.space):
        return False
    form.machine.errors = [_("Not in this room: what is written here goes to nobody outside it.")]
    return True


def _said_of(form: TranslationForm, row: PostTranslation) -> TranslationForm:
    """With the sentence beside the text, which stays; sent again, it takes the place of theirs."""
    form.seen.data, form.seen_kind.data = str(row.version), row.kind
    form.body.errors = [
        _(
            "%(name)s has translated it meanwhile. Your text is still here: take over what is "
            "better there, and send it again as a correction.",
            name=row.by.name,
        )
    ]
    return form


def _page(
    found: Asked, form: TranslationForm, *, preview: str = "", theirs: PostTranslation | None = None
) -> str:
    post = found.post
    title = f"{post.topic.title}\n\n" if post.no == FIRST else ""
    return render_template(
        "translations/edit.html",
        post=post,
        into=found.language,
        form=form,
        preview=preview,
        theirs=theirs,
        is_new=form.seen.data == "0",
        has_changed=form.source.data != mark_of(post),
        takes_machines=policy.takes_words_of_machines(post.topic.space),
        words=agreed_words(
            f"{title}{post.body}", post.language, found.language, form.body.data or ""
        ),
        draft_key=_draft_of(found),
    )


def _draft_of(found: Asked) -> str:
    return f"{me().id}:translation-{found.post.id}-{found.language}"
