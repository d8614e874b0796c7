from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.api.problems import RefusedError
from lms.api.receipts import Told
from lms.api.shapes import Register, read
from lms.api.views import bp
from lms.api.views.taking import received
from lms.class_sessions import marking, policy, rolls
from lms.class_sessions.models import Attendance
from lms.class_sessions.rolls import Roll
from lms.class_sessions.views.finding import the_session_i_hold
from lms.class_sessions.views.registers import filled_in


@bp.put("/registers/<uuid:key>")
@open_to(Audience.MEMBERS)
def put_register(key: UUID) -> ResponseReturnValue:
    sent = read(Register)
    return received(key, "register", sent, lambda: _saved(sent))


def _saved(sent: Register) -> Told:
    session, now = the_session_i_hold(sent.edition, sent.session), clock.now()
    allow(policy.can_mark(me(), session, at=now))
    roll = filled_in(session, sent.form, now)
    if roll.errors:
        faults = {line.enrolment.user.name: line.error for line in roll.errors}
        raise RefusedError(422, "fields", _("Not saved yet. Please look at:"), fields=faults)
    try:
        kept = marking.mark(session, roll.choices(), by=me(), at=now)
    except marking.MarkedMeanwhileError as meanwhile:
        raise _disputed(roll, meanwhile.marks) from None
    href = url_for("class_sessions.attendance", edition_id=sent.edition, number=session.id)
    return {"others": len(kept), "href": href}


def _disputed(roll: Roll, marks: list[Attendance]) -> RefusedError:
    names = [line.enrolment.user.name for line in rolls.with_disputes(roll, marks).disputed]
    told = ngettext(
        "Somebody else marked %(num)s person differently meanwhile: %(names)s. Nothing of yours "
        "was saved. Open the attendance, check, and save.",
        "Somebody else marked %(num)s people differently meanwhile: %(names)s. Nothing of yours "
        "was saved. Open the attendance, check, and save.",
        len(names),
        names=", ".join(names),
    )
    return RefusedError(409, "marked_meanwhile", told)
