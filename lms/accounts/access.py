"""Audiences: what kind of person may call a view. A route without one stops the start."""

from collections.abc import Callable
from enum import Enum
from typing import NoReturn, TypeVar

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from lms.accounts.forms import SignInForm
from lms.accounts.session import me_or_none
from lms.accounts.typed import whose_session_ended
from lms.connections import SAFE_METHODS
from lms.drafts.interrupted import carried

View = TypeVar("View", bound=Callable[..., ResponseReturnValue | Response])


class Audience(Enum):
    EVERYONE = "everyone"
    MEMBERS = "members"
    STAFF = "administrators and coordinators"
    ADMINISTRATORS = "administrators"


AUDIENCE = "open_to"
OPEN_BY_NATURE = frozenset({"static"})


def open_to(audience: Audience) -> Callable[[View], View]:
    """Say who may call this view. Finer questions are asked inside it."""

    def mark(view: View) -> View:
        setattr(view, AUDIENCE, audience)
        return view

    return mark


def allow(permitted: bool) -> None:  # reads as a sentence: allow(can_reply(…))
    """Go on only if the policy says yes; otherwise 403."""
    if not permitted:
        abort(403)


def init_app(app: Flask) -> None:
    app.before_request(_check_audience)


def audience_of(endpoint: str) -> Audience:
    if endpoint in OPEN_BY_NATURE:
        return Audience.EVERYONE
    audience = getattr(current_app.view_functions[endpoint], AUDIENCE, None)
    if not isinstance(audience, Audience):
        raise TypeError(f"{endpoint} does not say whom it is open to")
    return audience


def check_all_routes(app: Flask) -> None:
    """Stop the start when a route names no audience."""
    with app.app_context():
        for rule in app.url_map.iter_rules():
            audience_of(rule.endpoint)


def _check_audience() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    audience = audience_of(request.endpoint)
    if audience is Audience.EVERYONE:
        return None
    person = me_or_none()
    if person is None:
        return _ask_to_sign_in()
    if audience is Audience.STAFF and not person.is_staff:
        abort(404)
    if audience is Audience.ADMINISTRATORS and not person.is_administrator:
        abort(404)
    return None


def not_here() -> NoReturn:
    """There is no such page for this reader; a visitor, for whom there may be one, signs in first.

    For pages of which visitors see some. They learn nothing: all others answer them alike.
    """
    abort(404 if me_or_none() else make_response(_ask_to_sign_in()))


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method not in SAFE_METHODS:
        return _ask_in_place()
    address = request.full_path.rstrip("?")
    return redirect(url_for("accounts.login", next=address), 303)


def _ask_in_place() -> ResponseReturnValue:
    """A form was sent after the session had ended: it travels through the sign-in."""
    owner = whose_session_ended() if request.form else None
    if owner is None:
        abort(401)
    form = SignInForm(formdata=None)
    return render_template("accounts/login.html", form=form, typed=carried(owner)), 401
