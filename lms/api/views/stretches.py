"""Reflections on a week or month, and its handing in, that were written without a connection."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.api.problems import RefusedError
from lms.api.receipts import Told
from lms.api.shapes import Closing, OfAStretch, Reflection, read
from lms.api.views import bp
from lms.api.views.taking import received
from lms.db import db
from lms.forms import Form
from lms.placements.calendar import Stretch
from lms.placements.finding import the_placement
from lms.placements.models import Placement
from lms.stretches import closings, reflections
from lms.stretches.forms import ReasonForm, ReflectionForm
from lms.stretches.views.finding import address_of, can_reflect, has_entries, is_final, the_stretch
from lms.stretches.views.stretch import known_of


@bp.put("/reflections/<uuid:key>")
@open_to(Audience.MEMBERS)
def put_reflection(key: UUID) -> ResponseReturnValue:
    sent = read(Reflection)
    return received(key, "reflection", sent, lambda: _reflected(sent))


@bp.put("/closings/<uuid:key>")
@open_to(Audience.MEMBERS)
def put_closing(key: UUID) -> ResponseReturnValue:
    sent = read(Closing)
    return received(key, "closing", sent, lambda: _closed(sent))


def _reflected(sent: Reflection) -> Told:
    placement, this = _found(sent)
    form = ReflectionForm(sent.form, meta={"csrf": False})
    _refuse_faults(form)
    if is_final(placement, this, known_of(placement, this).closing):
        told = _("It is assessed. From now on the supervisor can open it again, with a reason.")
        raise RefusedError(409, "moved_on", told, href=address_of(placement, this))
    try:
        reflections.write(placement, this, words=form.words, seen=form.seen, at=clock.now())
    except reflections.ChangedElsewhereError:
        told = _("This reflection was changed on another device. Open the form and choose.")
        raise RefusedError(409, "stale_base", told, href=address_of(placement, this)) from None
    if "close" in sent.fields:
        closings.close(placement, this, reason="", by=me(), at=clock.now())
    return {"href": address_of(placement, this)}


def _closed(sent: Closing) -> Told:
    placement, this = _found(sent)
    worked = "worked" in sent.fields
    entries = not worked and has_entries(placement, this)
    form = ReasonForm(sent.form, needed=not worked, has_entries=entries, meta={"csrf": False})
    _refuse_faults(form)
    if worked and db.session.scalars(reflections.reflection_on(placement, this)).first() is None:
        told = _("Write its reflection first, then hand it in.")
        raise RefusedError(422, "fields", told)
    reason = "" if worked else form.reason.data or ""
    closings.close(placement, this, reason=reason, by=me(), at=clock.now())
    return {"href": address_of(placement, this)}


def _found(sent: OfAStretch) -> tuple[Placement, Stretch]:
    placement = the_placement(sent.placement)
    this = the_stretch(placement, sent.unit, sent.number)
    allow(can_reflect(placement, this))
    return placement, this


def _refuse_faults(form: Form) -> None:
    if not form.validate():
        raise RefusedError(422, "fields", _("It is not complete."), fields=form.errors)
