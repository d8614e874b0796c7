from flask import jsonify
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me_or_none
from lms.api.openapi import document
from lms.api.views import bp
from lms.forms import form_token


@bp.get("/session")
@open_to(Audience.EVERYONE)
def session() -> ResponseReturnValue:
    """Asked before an outbox is sent: is the server there, who is signed in, a fresh form token."""
    person = me_or_none()
    return jsonify(
        person=person.id if person else None,
        csrf_token=form_token(),
        now=clock.now().isoformat(),
    )


@bp.get("/openapi.json")
@open_to(Audience.EVERYONE)
def openapi() -> ResponseReturnValue:
    return jsonify(document())
