"""Drafts of forms, for the script that keeps them while somebody types (static/js)."""

import json
from json import JSONDecodeError

from flask import abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.accounts.typed import draft_of_mine
from lms.accounts.views import bp
from lms.drafts import actions
from lms.drafts.actions import LONGEST_KEY, Fields
from lms.drafts.interrupted import key_of
from lms.i18n import show_time


@bp.post("/drafts")
@open_to(Audience.MEMBERS)
def keep_draft() -> ResponseReturnValue:
    key, fields = request.form.get("key", ""), _fields(request.form.get("fields", ""))
    if not 0 < len(key) <= LONGEST_KEY or fields is None:
        abort(422)
    now = clock.now()
    actions.keep(me().id, key, fields, at=now)
    return jsonify(said=_("Saved at %(time)s", time=show_time(now)))


@bp.get("/drafts/<path:key>")
@open_to(Audience.MEMBERS)
def draft(key: str) -> ResponseReturnValue:
    """What its owner typed on whatever device, with the moment in milliseconds; else nothing."""
    row = draft_of_mine(key)
    if row is None:
        return jsonify({})
    said = _("You typed this at %(time)s and did not send it.", time=show_time(row.saved_at))
    return jsonify(fields=row.fields, at=int(row.saved_at.timestamp() * 1000), said=said)


@bp.get("/unsent")
@open_to(Audience.MEMBERS)
def unsent() -> ResponseReturnValue:
    """A form whose page cannot be opened again: to be sent once more, or copied from."""
    row = draft_of_mine(key_of(request.args.get("to", "")))
    if row is None or not row.sent_to:
        abort(404)
    return render_template("accounts/unsent.html", draft=row)


def _fields(written: str) -> Fields | None:
    """Names with lists of texts, as the script sends them; anything else is None."""
    try:
        found = json.loads(written)
    except JSONDecodeError:
        return None
    lists = list(found.values()) if isinstance(found, dict) else [None]
    values = [value for one in lists for value in (one if isinstance(one, list) else [None])]
    return found if all(isinstance(value, str) for value in values) else None
