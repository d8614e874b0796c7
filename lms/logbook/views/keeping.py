"""What the full form and the quick note share: begun with what is likely, kept once."""

from collections.abc import Callable
from uuid import UUID, uuid5

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import allow
from lms.accounts.session import me, this_sign_in
from lms.content import library
from lms.db import db
from lms.forms import drafts_done
from lms.logbook import actions, beside, policy, queries
from lms.logbook.finding import uuid_or_400
from lms.logbook.forms import EntryForm
from lms.logbook.models import LogEntry, LogEntryVersion
from lms.logbook.templates import TEMPLATES, prompt_of
from lms.placements import policy as placement_policy
from lms.placements.finding import local_today, the_placement
from lms.placements.models import Placement

NAMESPACE = UUID("0d9f6b0e-3c5e-4d0c-9d0e-6c1f0a3b7e52")
Page = Callable[..., str]


def begun(placement: Placement) -> tuple[EntryForm, LogEntryVersion | None]:
    """An empty form with what the last entry makes likely, and that entry."""
    row = db.session.scalars(queries.entries_of(placement, me(), most=1)).first()
    last = row.current if row else None
    form = entry_form(placement, complete=False)
    form.activity_date.data = min(local_today(placement), placement.ends_on)
    form.place.data = last.place if last else ""
    return form, last


def entry_form(placement: Placement, *, complete: bool) -> EntryForm:
    return EntryForm(placement=placement, framework=library().framework, complete=complete)


def next_id(placement: Placement, form: str = "") -> UUID:
    """The id of the entry to come: the same until it is kept.

    A page loaded again after a lost answer sends the same id, so nothing is doubled; another
    device, being another sign-in, gets another. So does the other `form`: what one of them left
    in the outbox is not written over by the other.
    """
    written = db.session.scalar(queries.count_entries(placement))
    sign_in = this_sign_in()
    return uuid5(NAMESPACE, f"{placement.id}/{written}/{sign_in.id if sign_in else 0}{form}")


def keep(
    placement_id: int, entry_id: UUID, *, complete: bool, page: Page | None = None
) -> LogEntry | ResponseReturnValue:
    """The entry as now kept, or the page that says what stands in the way."""
    placement = the_placement(placement_id)
    allow(placement_policy.can_write_log(me(), placement))
    known = known_entry(placement, entry_id)
    if known is not None and not policy.can_edit(me(), known):
        return _already_moved_on(known)
    form = entry_form(placement, complete=complete)
    if not form.accepted():
        return (page or whole_page)(placement, entry_id, form, entry=known), 422
    base, now = uuid_or_400(form.base.data) if form.base.data else None, clock.now()
    said = form.writing()
    try:
        kept = actions.write(
            placement, entry_id, said, base=base, recorded_at=now, at=now, hand_in=complete
        )
    except actions.StaleVersionError as stale:
        form.base.data = str(stale.current.id)
        return whole_page(placement, entry_id, form, entry=known, theirs=stale.current), 409
    except actions.NotThisEntryError:
        abort(404)
    beside.kept(kept)
    drafts_done(f"{me().id}:entry-{entry_id}")
    return kept


def known_entry(placement: Placement, entry_id: UUID) -> LogEntry | None:
    query = queries.entry_of(placement, entry_id, me())
    entry = db.session.scalars(query).unique().one_or_none()
    if entry is not None:
        entry.placement = placement
    return entry


def _already_moved_on(entry: LogEntry) -> ResponseReturnValue:
    """Sent twice, or handed in from another device: the entry itself shows where it stands."""
    flash(_("This entry was handed in already."))
    address = url_for(".entry", placement_id=entry.placement_id, entry_id=entry.id)
    return redirect(address, 303)


def whole_page(placement: Placement, entry_id: UUID, form: EntryForm, **more: object) -> str:
    context = {"entry": None, "theirs": None, **more}
    return render_template(
        "logbook/write.html",
        placement=placement,
        entry_id=entry_id,
        form=form,
        framework=library().framework,
        template=TEMPLATES.get(form.activity.data or ""),
        templates={} if context["entry"] else TEMPLATES,
        prompt=prompt_of(local_today(placement).toordinal()),
        actors=db.session.scalars(queries.actors_known_to(placement)).all(),
        **context,
    )
