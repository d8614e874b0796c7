"""Log entries of a phone: a UUID made there, and versions that name their base."""

from datetime import datetime, timedelta
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.api.problems import RefusedError, same_id_other_content
from lms.api.receipts import Told
from lms.api.shapes import Entry, read
from lms.api.views import bp
from lms.api.views.taking import received
from lms.awaited.actions import TooManyError
from lms.content import library
from lms.db import db
from lms.evidence import actions as evidence
from lms.evidence.models import MOST
from lms.logbook import actions
from lms.logbook.forms import EntryForm
from lms.logbook.merging import set_aside
from lms.logbook.models import WRITTEN, LogConflict, LogEntry, LogEntryVersion
from lms.logbook.states import IllegalTransitionError
from lms.logbook.writing import Device
from lms.placements import policy
from lms.placements.finding import the_placement
from lms.placements.models import Placement


@bp.put("/entries/<uuid:entry_id>")
@open_to(Audience.MEMBERS)
def put_entry(entry_id: UUID) -> ResponseReturnValue:
    sent = read(Entry)
    return received(sent.version, "entry", sent, lambda: _kept(entry_id, sent))


def _kept(entry_id: UUID, sent: Entry) -> Told:
    placement = the_placement(sent.placement)
    allow(policy.can_write_log(me(), placement))
    form = _form(placement, sent)
    if not form.validate():
        told = _("The entry is not complete yet. Mend it, then send it again.")
        raise RefusedError(422, "fields", told, fields=form.errors)
    entry = _written(placement, entry_id, form, sent)
    if sent.evidence:
        _expect(entry, sent)
    current = db.session.get_one(LogEntryVersion, entry.current_id)
    href = url_for("logbook.entry", placement_id=placement.id, entry_id=entry.id)
    return {
        "version": str(current.id),
        "digest": current.digest,
        "state": entry.state,
        "href": href,
    }


def _expect(entry: LogEntry, sent: Entry) -> None:
    """What follows the text in parts."""
    try:
        evidence.expect(entry, [named.item for named in sent.evidence], at=clock.now())
    except TooManyError:
        told = _("An entry holds %(most)s photos or papers.", most=MOST)
        raise RefusedError(422, "fields", told, fields={"evidence": [told]}) from None


def _form(placement: Placement, sent: Entry) -> EntryForm:
    """The page's own form; the token came with the request."""
    return EntryForm(
        sent.form,
        placement=placement,
        framework=library().framework,
        complete=sent.hand_in,
        at=_recorded_at(sent),
        zone=sent.time_zone,
        meta={"csrf": False},
    )


def _written(placement: Placement, entry_id: UUID, form: EntryForm, sent: Entry) -> LogEntry:
    try:
        return actions.write(
            placement,
            entry_id,
            form.writing(),
            base=sent.base,
            recorded_at=_recorded_at(sent),
            at=clock.now(),
            device=_device(sent),
            hand_in=sent.hand_in,
        )
    except actions.KnownVersionError as error:
        raise _known(placement, error.version, entry_id, form) from None
    except actions.StaleVersionError as error:
        set_aside(error.mine, error.current, at=clock.now())
        db.let_go()
        raise stale(placement, error.current) from None
    except actions.NotThisEntryError:
        raise _taken(placement, entry_id) from None
    except IllegalTransitionError:
        told = _("This entry was handed in or approved meanwhile, so it cannot be changed.")
        raise RefusedError(409, "moved_on", told) from None


def _known(
    placement: Placement, version: LogEntryVersion, entry_id: UUID, form: EntryForm
) -> RefusedError:
    """What was set aside before is still there; anything else is another text under its number."""
    is_aside = db.session.scalar(select(LogConflict.id).where(LogConflict.mine_id == version.id))
    same = version.entry_id == entry_id and version.digest == form.writing().digest
    if is_aside and same:
        entry = db.session.get_one(LogEntry, entry_id)
        return stale(placement, db.session.get_one(LogEntryVersion, entry.current_id))
    return same_id_other_content()


def stale(placement: Placement, current: LogEntryVersion) -> RefusedError:
    told = _("This entry was changed on another device since. Both are kept: choose on its page.")
    href = url_for("logbook.entry", placement_id=placement.id, entry_id=current.entry_id)
    return RefusedError(409, "stale_base", told, current=_copy(current), href=href)


def _device(sent: Entry) -> Device:
    return Device(sent.version, sent.time_zone, _clock_offset(sent), sent.written_at)


def _clock_offset(sent: Entry) -> int:
    """What its clock lacked when it last heard ours; else what it lacked when it sent."""
    if sent.clock_offset is not None:
        return sent.clock_offset
    offset = (clock.now() - sent.sent_at).total_seconds() if sent.sent_at else 0
    return round(max(min(offset, 2**31 - 1), -(2**31)))


def _recorded_at(sent: Entry) -> datetime:
    """The device's word put right, as far as it can be true."""
    return min(sent.written_at + timedelta(seconds=_clock_offset(sent)), clock.now())


def _taken(placement: Placement, entry_id: UUID) -> RefusedError:
    entry = db.session.get_one(LogEntry, entry_id)
    if entry.placement_id == placement.id:
        return RefusedError(410, "void", _("This entry was removed from your log."))
    return same_id_other_content()


def _copy(version: LogEntryVersion) -> Told:
    """What stands there now, in the names of the form."""
    names = ("activity", "activity_date", "minutes", "step", *WRITTEN)
    return {"version": str(version.id)} | {name: str(getattr(version, name)) for name in names}
