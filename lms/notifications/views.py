from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.accounts import actions as accounts
from lms.accounts.access import Audience, open_to
from lms.accounts.guessing import guessable
from lms.accounts.models import User
from lms.accounts.session import me
from lms.config import Settings
from lms.db import db
from lms.forms import without_form_token
from lms.jobs.actions import regularly
from lms.notifications import actions, digest
from lms.notifications.forms import NotificationsForm
from lms.notifications.models import Category

bp = Blueprint("notifications", __name__)


@bp.get("/settings/notifications")
@open_to(Audience.MEMBERS)
def settings() -> ResponseReturnValue:
    ways = actions.hows([me()])
    form = NotificationsForm.showing({category: ways[me().id, category] for category in Category})
    return _page(form)


@bp.post("/settings/notifications")
@open_to(Audience.MEMBERS)
def update_settings() -> ResponseReturnValue:
    form = NotificationsForm()
    if not form.accepted():
        return _page(form), 422
    actions.choose(me(), form.chosen())
    flash(_("Your settings are saved."))
    return redirect(url_for(".settings"), 303)


def _page(form: NotificationsForm) -> str:
    known: Settings = current_app.extensions["settings"]
    return render_template(
        "notifications/settings.html", form=form, answers_by_mail=bool(known.mail_domain)
    )


@bp.post("/settings/notifications/reply-addresses")
@open_to(Audience.MEMBERS)
def end_reply_addresses() -> ResponseReturnValue:
    """Mails sent until now can no longer be answered; those to come carry new addresses."""
    accounts.end_reply_addresses(me())
    flash(_("From now on your mails carry new addresses. Answers to older ones are not taken."))
    return redirect(url_for(".settings"), 303)


@bp.get("/unsubscribe/<token>")
@open_to(Audience.EVERYONE)
def leave(token: str) -> ResponseReturnValue:
    """Only asks, so that a scanner of mails that opens every link ends nothing."""
    return render_template("notifications/leave.html", user=_owner(token), token=token)


@bp.post("/unsubscribe/<token>")
@open_to(Audience.EVERYONE)
@without_form_token  # a mail program posts here by itself (RFC 8058); the signed token allows it
def end_mails(token: str) -> ResponseReturnValue:
    user = _owner(token)
    actions.end_all(user)
    return render_template("notifications/left.html", user=user)


@guessable("links")
def _owner(token: str) -> User:
    number = actions.user_id_in(token)
    if number is None:
        abort(404)
    return db.find_or_404(select(User).where(User.id == number))


@regularly
def send_mails_of_the_day() -> None:
    digest.send(clock.now())
