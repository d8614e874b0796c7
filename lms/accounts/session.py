"""Who is asking: a token in a cookie, a row in `sign_in`, read again at every request."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast

from flask import Flask, Request, Response, current_app, g, request, session
from flask_login import LoginManager, current_user  # noqa: TID251  # this module wraps it
from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import contains_eager

from lms import clock
from lms.accounts.models import SignIn, User
from lms.config import Settings
from lms.connections import SAFE_METHODS
from lms.db import db
from lms.drafts.interrupted import MARK, key_of
from lms.drafts.models import Draft
from lms.i18n import reader_preferences

SEEN_EVERY = timedelta(minutes=5)
# Sign-in lengths: NIST SP 800-63B-4 bounds, shorter for staff, long for a trainee's own phone.
STAFF = (timedelta(minutes=30), timedelta(hours=12))
REMEMBERED = (timedelta(days=14), timedelta(days=30))
NOT_REMEMBERED = (timedelta(hours=2), timedelta(hours=12))

# Asked at every request, so it is put together once.
OPEN_SIGN_IN = (
    select(SignIn)
    .join(SignIn.user)
    .options(contains_eager(SignIn.user))
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        SignIn.idle_until > bindparam("now"),
        SignIn.ends_at > bindparam("now"),
        User.suspended_at.is_(None),
    )
)
WITH_DRAFT: Select[SignIn, Draft | None] = OPEN_SIGN_IN.add_columns(Draft).outerjoin(
    Draft, (Draft.owner_id == User.id) & (Draft.key == bindparam("draft"))
)
"""On a page that gives a form back: with what was typed in it, so that it costs no statement."""

manager = LoginManager()


def init_app(app: Flask) -> None:
    manager.init_app(app)
    manager.request_loader(_signed_in_person)
    reader_preferences(_language_and_zone)
    app.context_processor(lambda: {"me": me_or_none()})
    app.after_request(_note_seen)


def me() -> User:
    """The signed-in person. Only for views that are open to members."""
    return cast("User", current_user._get_current_object())  # noqa: SLF001  # the documented way out of the proxy


def me_or_none() -> User | None:
    if "plain_page" in g:
        return None
    person = current_user._get_current_object()  # noqa: SLF001
    return person if isinstance(person, User) else None


def this_sign_in() -> SignIn | None:
    """The row behind this browser's cookie, looked up if nothing has asked for it yet."""
    return cast("SignIn | None", g.get("sign_in")) if me_or_none() else None


def open_sign_in(user: User, *, remember: bool, at: datetime) -> None:
    """Sign in: a new token, a new form secret, and the old cookie's sign-in ended."""
    close_sign_in(at=at)
    idle, whole = STAFF if user.is_staff else REMEMBERED if remember else NOT_REMEMBERED
    token = secrets.token_urlsafe(32)
    row = SignIn(
        token_hash=_hash(token),
        user=user,
        browser=_browser(request),
        created_at=at,
        confirmed_at=at,
        seen_at=at,
        idle_until=at + idle,
        ends_at=at + whole,
        idle_minutes=int(idle.total_seconds() // 60),
    )
    db.session.add(row)
    g.new_cookie = (token, whole if remember else None)
    g.sign_in = row


def close_sign_in(*, at: datetime) -> None:
    row = this_sign_in()
    if row is not None:
        row.ended_at = at
        db.session.add(row)
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    g.new_cookie = ("", None)
    g.pop("sign_in", None)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _browser(asked: Request) -> str:
    """A rough name a person can tell apart from another: "Chrome, Android"."""
    agent = asked.user_agent.string
    browsers = ("Firefox", "Edg", "SamsungBrowser", "OPR", "Chrome", "Safari")
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    names = [next((name for name in group if name in agent), "") for group in (browsers, systems)]
    return ", ".join(name.replace("Edg", "Edge") for name in names if name)


def hashed_token() -> str | None:
    """What the row of this browser's cookie is found by, whether or not it still opens anything."""
    token = request.cookies.get(cookie_name())
    return _hash(token) if token else None


def _signed_in_person(asked: Request) -> User | None:
    """The person behind the cookie, suspended and ended ones left out; one statement."""
    token = asked.cookies.get(cookie_name())
    if not token or "plain_page" in g:
        return None
    asked_for = {"token_hash": _hash(token), "now": clock.now()}
    if MARK in asked.args:
        known = db.session.execute(WITH_DRAFT, asked_for | {"draft": key_of(asked.path)})
        row, g.given_back = known.one_or_none() or (None, None)
    else:
        row = db.session.scalars(OPEN_SIGN_IN, asked_for).one_or_none()
    if row is None:
        return None
    g.sign_in = row
    if session.get("language") != row.user.language:
        session["language"] = row.user.language  # for pages of errors, which ask nobody who reads
    return row.user


def _language_and_zone() -> tuple[str | None, str | None]:
    person = me_or_none()
    return (person.language, person.time_zone) if person else (None, None)


def _note_seen(response: Response) -> Response:
    """Set the cookie of a new sign-in; every five minutes note that the person is still there.

    A change notes it in its own transaction, which holds the writers' lock; a page in one beside.
    """
    if "new_cookie" in g:
        _set_cookie(response, *g.new_cookie)
        return response
    row, now = g.get("sign_in"), clock.now()
    if row is None or response.status_code >= 400 or row.seen_at >= now - SEEN_EVERY:  # noqa: PLR2004
        return response
    idle_until = now + timedelta(minutes=row.idle_minutes)
    seen = update(SignIn).where(SignIn.id == row.id).values(seen_at=now, idle_until=idle_until)
    if request.method in SAFE_METHODS:
        db.write_in_a_get()
        with db.engine.begin() as connection:
            connection.execute(seen)
    else:
        db.session.execute(seen)
    return response


def _set_cookie(response: Response, token: str, lasts: timedelta | None) -> None:
    options = {"path": "/", "secure": _settings().secure, "httponly": True, "samesite": "Lax"}
    if token:
        response.set_cookie(cookie_name(), token, max_age=lasts, **options)  # type: ignore[arg-type]
    else:
        response.delete_cookie(cookie_name(), **options)  # type: ignore[arg-type]


def cookie_name() -> str:
    return "__Host-sid" if _settings().secure else "sid"


def _settings() -> Settings:
    return cast("Settings", current_app.extensions["settings"])
