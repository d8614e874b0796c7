"""Links sent by mail: forgotten passwords and invitations."""

from flask import abort, current_app, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts import actions, queries, throttle
from lms.accounts.access import Audience, open_to
from lms.accounts.forms import ForgottenForm, NewPasswordForm, WelcomeForm
from lms.accounts.guessing import guessable
from lms.accounts.models import OneTimeLink
from lms.accounts.views import bp
from lms.accounts.views.sign_in import let_in
from lms.db import db


@bp.get("/password/forgotten")
@open_to(Audience.EVERYONE)
def forgotten() -> ResponseReturnValue:
    return render_template("accounts/forgotten.html", form=ForgottenForm())


@bp.post("/password/forgotten")
@open_to(Audience.EVERYONE)
def ask_for_reset() -> ResponseReturnValue:
    """The same answer whether or not there is such an account."""
    form, now = ForgottenForm(), clock.now()
    if not form.accepted():
        return render_template("accounts/forgotten.html", form=form), 422
    email = (form.email.data or "").lower()
    throttle.count_reset(email, at=now)
    user = db.session.scalars(queries.user_by_email(email)).one_or_none()
    if user is not None and user.suspended_at is None:
        token = actions.make_link(user, "password", lasts=actions.RESET_LASTS, at=now)
        actions.tell_how_to_reset(user, address=public(url_for(".reset", token=token)), at=now)
    return render_template("accounts/forgotten_sent.html", email=email)


@bp.get("/password/reset/<token>")
@open_to(Audience.EVERYONE)
def reset(token: str) -> ResponseReturnValue:
    link = _open_link(token, "password")
    return render_template("accounts/reset.html", form=NewPasswordForm(), user=link.user)


@bp.post("/password/reset/<token>")
@open_to(Audience.EVERYONE)
def create_password(token: str) -> ResponseReturnValue:
    link = _open_link(token, "password", to_use=True)
    form, now = NewPasswordForm(context=(link.user.email, link.user.name)), clock.now()
    if not form.accepted():
        return render_template("accounts/reset.html", form=form, user=link.user), 422
    user = actions.use_link(link, password=form.new_password.data or "", at=now)
    flash(_("Your new password is set."))
    return let_in(user, remember=False, at=now)


@bp.get("/invitations/<token>")
@open_to(Audience.EVERYONE)
def invitation(token: str) -> ResponseReturnValue:
    link = _open_link(token, "invitation")
    form = WelcomeForm(user=link.user)
    return render_template("accounts/invitation.html", form=form, user=link.user)


@bp.post("/invitations/<token>")
@open_to(Audience.EVERYONE)
def accept_invitation(token: str) -> ResponseReturnValue:
    link = _open_link(token, "invitation", to_use=True)
    form, now = WelcomeForm(user=link.user), clock.now()
    if not form.accepted():
        return render_template("accounts/invitation.html", form=form, user=link.user), 422
    user = actions.accept_invitation(
        link,
        name=form.name.data or "",
        email=(form.email.data or "") if form.email else "",
        password=form.new_password.data or "",
        at=now,
    )
    flash(_("Welcome, %(name)s. Your account is ready.", name=user.name))
    return let_in(user, remember=False, at=now)


def public(path: str) -> str:
    """A whole address for letters, from the setting: a forged Host header cannot bend it."""
    return str(current_app.extensions["settings"].public_url).rstrip("/") + path


@guessable("links")
def _open_link(token: str, purpose: str, *, to_use: bool = False) -> OneTimeLink:
    """Held when it is to be used: the second of two clicks finds it used."""
    query = queries.open_link(token, purpose, at=clock.now())
    held = query.with_for_update(of=OneTimeLink) if to_use else query
    link = db.session.scalars(held).one_or_none()
    return link if link is not None else abort(410)
