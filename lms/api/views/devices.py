"""What a device still holds, so that it is known when the device is lost or its data cleared."""

from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me, this_sign_in
from lms.api.shapes import Unsent, read
from lms.api.views import bp
from lms.devices import actions


@bp.put("/devices/<uuid:device_id>")
@open_to(Audience.MEMBERS)
def put_device(device_id: UUID) -> ResponseReturnValue:
    """The last word counts, so it needs no receipt."""
    sent, sign_in = read(Unsent), this_sign_in()
    unsent = actions.Unsent(sent.texts, sent.photos, sent.oldest_at)
    name = sign_in.browser if sign_in else ""
    row = actions.heard(me(), device_id, unsent, name=name, at=clock.now())
    return jsonify(heard_at=row.heard_at.isoformat())
