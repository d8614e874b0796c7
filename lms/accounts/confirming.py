"""Acts that ask for the password again when it was typed more than ten minutes ago.

The page that asks carries all that was sent, so that nothing has to be typed twice.
"""

from datetime import timedelta
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts import actions, throttle
from lms.accounts.session import me, this_sign_in

RECENT: Final = timedelta(minutes=10)
FIELD: Final = "present_password"
NOT_KEPT: Final = frozenset({FIELD, "csrf_token"})


def not_confirmed() -> ResponseReturnValue | None:
    """None when the reader has just shown who they are; otherwise the page that asks for it."""
    here, now = this_sign_in(), clock.now()
    if here is not None and here.confirmed_at > now - RECENT:
        return None
    typed = request.form.get(FIELD)
    if typed is None:
        return _page("")
    tries = throttle.count_sign_in(me().email, at=now)
    if here is None or not actions.check_password(me(), typed):
        return _page(_("That is not the password you use now."))
    throttle.forget_sign_in(tries, me().email, at=now)
    here.confirmed_at = now
    return None


def _page(fault: str) -> ResponseReturnValue:
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    return render_template("accounts/confirm.html", sent=sent, fault=fault, field=FIELD), 422
