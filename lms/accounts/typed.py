"""What a person typed and has not sent: found again for them, and forgotten when it has arrived."""

from urllib.parse import parse_qs, urlsplit

from flask import Flask, Response, g, request
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from lms.accounts.models import SignIn
from lms.accounts.session import hashed_token, me_or_none
from lms.connections import SAFE_METHODS
from lms.db import db
from lms.drafts import actions, queries
from lms.drafts.interrupted import MARK, carried, form_page, key_of
from lms.drafts.models import Draft
from lms.forms import typed_before_by, when_done


def init_app(app: Flask) -> None:
    typed_before_by(_typed_on_this_page)
    when_done(_forget_draft)
    app.after_request(_forget_what_was_sent_again)
    app.jinja_env.globals.update(form_page=form_page, carried=carried)


def draft_of_mine(key: str) -> Draft | None:
    person = me_or_none()
    return db.session.scalars(queries.draft(person.id, key)).one_or_none() if person else None


def whose_session_ended() -> int | None:
    """The person behind a cookie that no longer opens anything."""
    token = hashed_token()
    query = select(SignIn.user_id).where(SignIn.token_hash == token)
    return db.session.scalars(query).one_or_none() if token else None


def _typed_on_this_page() -> MultiDict[str, str] | None:
    draft: Draft | None = g.get("given_back") if me_or_none() else None
    pairs = draft.fields.items() if draft else ()
    return MultiDict([(name, value) for name, values in pairs for value in values]) or None


def _forget_draft(key: str) -> None:
    """Only a form that a device kept here says so: others cost no statement."""
    owner, _colon, name = key.partition(":")
    person = me_or_none()
    if person and owner == str(person.id) and "draft_kept" in request.form:
        actions.forget(person.id, name)


def _forget_what_was_sent_again(response: Response) -> Response:
    """A form that was given back is forgotten once it was taken; another language takes none."""
    page = urlsplit(request.referrer or "")
    sent = request.method not in SAFE_METHODS and not request.path.startswith("/language")
    taken = sent and response.status_code < 400  # noqa: PLR2004
    if taken and MARK in parse_qs(page.query) and (person := me_or_none()):
        actions.forget(person.id, key_of(page.path))
    return response
