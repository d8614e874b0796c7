from datetime import datetime

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts import actions, half_way, queries, second_factor, throttle
from lms.accounts.access import Audience, open_to
from lms.accounts.forms import SignInForm
from lms.accounts.models import User
from lms.accounts.session import close_sign_in, me, me_or_none, open_sign_in
from lms.accounts.views import bp
from lms.config import LANGUAGES
from lms.db import db
from lms.drafts.interrupted import put_aside, take_up
from lms.i18n import speak_anew


@bp.get("/login")
@open_to(Audience.EVERYONE)
def login() -> ResponseReturnValue:
    if me_or_none():
        return redirect(next_page(), 303)
    return render_template("accounts/login.html", form=SignInForm(), typed=None)


@bp.post("/login")
@open_to(Audience.EVERYONE)
def sign_in() -> ResponseReturnValue:
    form, now = SignInForm(), clock.now()
    if not form.accepted():
        return render_template("accounts/login.html", form=form, typed=None), 422
    email = (form.email.data or "").lower()
    user = db.session.scalars(queries.user_by_email(email)).one_or_none()
    tries = throttle.count_sign_in(email, at=now)
    fits = actions.check_password(user, form.password.data or "")  # as slow for nobody
    if user is None or not fits:
        form.password.errors = [
            _("The address and the password do not fit together. Check both and try again.")
        ]
        return render_template("accounts/login.html", form=form, typed=None), 422
    throttle.forget_sign_in(tries, email, at=now)
    return let_in(user, remember=form.remember.data, at=now)


def let_in(user: User, *, remember: bool, at: datetime) -> ResponseReturnValue:
    """Past the password; who has a second factor still owes its code."""
    where = take_up(request.form.get("typed", ""), user.id, at=at) or next_page()
    if second_factor.has_factor(user):
        half_way.begin(user, remember=remember, at=at)
        return redirect(url_for(".code", next=where), 303)
    open_sign_in(user, remember=remember, at=at)
    return redirect(where, 303)


@bp.post("/logout")
@open_to(Audience.EVERYONE)
def logout() -> ResponseReturnValue:
    close_sign_in(at=clock.now())
    flash(_("You are signed out."))
    return redirect(url_for("today.show"), 303)


@bp.post("/language")
@open_to(Audience.EVERYONE)
def choose_language() -> ResponseReturnValue:
    """For a visitor this browser remembers it; for a member the account does."""
    person = me_or_none()
    _speak(request.form.get("language", ""), person)
    typed = request.form.get("typed", "")
    if typed and person is None:
        form = SignInForm(formdata=None)
        return render_template("accounts/login.html", form=form, typed=typed), 401
    given_back = take_up(typed, person.id, at=clock.now()) if person else None
    return redirect(given_back or next_page(), 303)


@bp.post("/language/with-what-was-typed")
@open_to(Audience.MEMBERS)
def go_on_in_language() -> ResponseReturnValue:
    """For browsers without scripts: a form that is not sent yet comes back in another language."""
    _speak(request.form.get("in_language", ""), me())
    return redirect(put_aside(me().id, next_page(), at=clock.now()), 303)


def _speak(chosen: str, person: User | None) -> None:
    if chosen in LANGUAGES:
        session["language"] = chosen
        session.permanent = True
        if person:
            person.language = chosen
        speak_anew()


def next_page() -> str:
    """Where to go on, if it is a path of this site; otherwise the first page."""
    wanted = request.values.get("next", "")
    safe = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    if safe and "\\" not in wanted and wanted.isprintable():
        return wanted
    return url_for("today.show")
