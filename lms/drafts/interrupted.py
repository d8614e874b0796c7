"""A form that was sent and not taken: through a sign-in or another language, back into its page.

What was typed travels in the form of the sign-in or of the languages, signed and with its owner's
number, so that nothing of it is kept for somebody who goes no further, and nobody else gets it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import current_app, request, session, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from lms.drafts import actions
from lms.drafts.actions import LONGEST_KEY, is_private

LASTS = timedelta(hours=12)
MARK = "typed"
"""In the address of a page that gives its form back."""
STOOD_ON = "form_page"


def carried(owner_id: int) -> str:
    """The form of this request, to be put into the form that leads on."""
    fields = {name: values for name, values in request.form.lists() if not is_private(name)}
    return _signer().dumps(
        {"owner": owner_id, "to": request.path, "page": form_page(), "fields": fields}
    )


def form_page() -> str:
    """The page on which the form stood, as far as it can be opened again.

    A form that is refused twice comes from its own refusal, so the first one remembers the page.
    """
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc == request.host and _opens(came_from.path):
        page = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
        session[STOOD_ON] = [request.path, page]
        return page
    sent_to, page = session.get(STOOD_ON, ("", ""))
    if sent_to == request.path:
        return str(page)
    return request.path if _opens(request.path) else ""


def _opens(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True


def take_up(token: str, owner_id: int, *, at: datetime) -> str | None:
    """Keep what was typed for its owner, and the address where it is given back."""
    try:
        known: Mapping[str, Any] = _signer().loads(token, max_age=int(LASTS.total_seconds()))
    except BadSignature:
        return None
    if known["owner"] != owner_id:
        return None
    page = str(known["page"])
    key = key_of(urlsplit(page).path or str(known["to"]))
    actions.keep(owner_id, key, known["fields"], sent_to=str(known["to"]), at=at)
    if not page:
        return url_for("accounts.unsent", to=known["to"])
    return _with_mark(page)


def _with_mark(page: str) -> str:
    if MARK in parse_qs(urlsplit(page).query):
        return page
    return f"{page}{'&' if '?' in page else '?'}{MARK}=1"


def put_aside(owner_id: int, page: str, *, at: datetime) -> str:
    """Keep the form of this request for its page; the address where it is given back."""
    actions.keep(owner_id, key_of(urlsplit(page).path), dict(request.form.lists()), at=at)
    return _with_mark(page)


def key_of(path: str) -> str:
    return f"page:{path}"[:LONGEST_KEY]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="interrupted form")
