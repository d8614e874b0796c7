from collections.abc import Callable
from uuid import UUID, uuid5

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me, this_sign_in
from lms.content import library
from lms.db import db
from lms.errors import show_http_error
from lms.forms import drafts_done
from lms.i18n import show_time
from lms.logbook import actions, beside, policy, queries
from lms.logbook.finding import the_entry, the_entry_and_opening, uuid_or_400
from lms.logbook.forms import EntryForm
from lms.logbook.models import LogEntry, LogEntryVersion
from lms.logbook.openings import Opened
from lms.logbook.standing import standing
from lms.logbook.states import IllegalTransitionError
from lms.logbook.templates import TEMPLATES, prompt_of, step_of
from lms.logbook.vocabulary import words
from lms.placements import policy as placement_policy
from lms.placements.finding import local_today, the_placement
from lms.placements.models import Placement

bp = Blueprint("logbook", __name__)
bp.context_processor(words)

NAMESPACE = UUID("0d9f6b0e-3c5e-4d0c-9d0e-6c1f0a3b7e52")
Page = Callable[..., str]


@bp.get("/placements/<int:placement_id>/entries/new")
@open_to(Audience.MEMBERS)
def new_entry(placement_id: int) -> ResponseReturnValue:
    """An empty entry with today's date and the place of the last one."""
    placement = the_placement(placement_id)
    allow(placement_policy.can_write_log(me(), placement))
    form, last = _begun(placement)
    if template := TEMPLATES.get(request.args.get("template", "")):
        form.activity.data = request.args["template"]
        form.step.data = step_of(template, placement.project, last)
    return _page(placement, _next_id(placement), form)


@bp.get("/placements/<int:placement_id>/entries/quick")
@open_to(Audience.MEMBERS)
def new_quick_note(placement_id: int) -> ResponseReturnValue:
    """Day, place and kind of work as the last time: minutes and one line are left to give."""
    placement = the_placement(placement_id)
    allow(placement_policy.can_write_log(me(), placement))
    form, last = _begun(placement)
    form.activity.data = last.activity if last else "visit"
    return _quick_page(placement, _next_id(placement, "quick"), form)


def _begun(placement: Placement) -> tuple[EntryForm, LogEntryVersion | None]:
    """An empty form with what the last entry makes likely, and that entry."""
    row = db.session.scalars(queries.entries_of(placement, me(), most=1)).first()
    last = row.current if row else None
    form = _form(placement, complete=False)
    form.activity_date.data = min(local_today(placement), placement.ends_on)
    form.place.data = last.place if last else ""
    return form, last


@bp.get("/placements/<int:placement_id>/entries/<uuid:entry_id>")
@open_to(Audience.MEMBERS)
def entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    return _entry_page(placement, entry_id)


def _entry_page(placement: Placement, entry_id: UUID) -> str:
    row, opened = the_entry_and_opening(placement, entry_id, at=clock.now())
    can_withdraw = policy.can_withdraw(me(), row)
    return render_template(
        "logbook/entry.html",
        placement=placement,
        entry=row,
        reviews=standing(db.session.scalars(queries.reviews_of(row))),
        framework=library().framework,
        can_edit=policy.can_edit(me(), row),
        can_withdraw=can_withdraw,
        opened=_until_when(opened) if opened and can_withdraw else None,
        parts=beside.parts_beside(row),
    )


def _until_when(opened: Opened) -> tuple[str, str, str]:
    """By whom it is open, since when, and until when it cannot be taken back for that."""
    return opened.name, show_time(opened.at), show_time(opened.ends_at)


@bp.get("/placements/<int:placement_id>/entries/<uuid:entry_id>/edit")
@open_to(Audience.MEMBERS)
def edit_entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    row = the_entry(placement, entry_id)
    allow(policy.can_edit(me(), row))
    form = _form(placement, complete=False)
    if row.current:
        form.fill_from(row.current)
    return _page(placement, entry_id, form, entry=row)


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/versions")
@open_to(Audience.MEMBERS)
def save_version(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """Keep what was written, as short as it may be."""
    answer = _keep(placement_id, entry_id, complete=False)
    if isinstance(answer, LogEntry):
        flash(_who_sees(answer))
        return redirect(url_for(".entry", placement_id=placement_id, entry_id=entry_id), 303)
    return answer


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/quick-note")
@open_to(Audience.MEMBERS)
def keep_quick_note(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """A draft that says what it still needs."""
    answer = _keep(placement_id, entry_id, complete=False, page=_quick_page)
    if isinstance(answer, LogEntry):
        flash(_("Noted. Complete it when you have a quiet moment."))
        return redirect(url_for("fieldwork.placement", placement_id=placement_id), 303)
    return answer


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/people")
@open_to(Audience.MEMBERS)
def add_row(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """The page again with all that was typed, and room for one more who was met."""
    placement = the_placement(placement_id)
    allow(placement_policy.can_write_log(me(), placement))
    form = _form(placement, complete=False)
    form.met.add_row()
    return _page(placement, entry_id, form, entry=_known(placement, entry_id))


def _who_sees(entry: LogEntry) -> str:
    if entry.state == "draft":
        return _("Kept as a draft. Only you see it until you hand it in.")
    return _("Kept. Your supervisor can see it; hand it in when it is ready.")


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/submission")
@open_to(Audience.MEMBERS)
def submit_entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    """Keep what was written and hand it in."""
    answer = _keep(placement_id, entry_id, complete=True)
    if isinstance(answer, LogEntry):
        flash(_("Handed in. Your supervisor will see it."))
        return redirect(url_for("fieldwork.placement", placement_id=placement_id), 303)
    return answer


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw_entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    row = the_entry(placement, entry_id)
    allow(policy.can_withdraw(me(), row))
    try:
        actions.withdraw(row, at=clock.now())
    except actions.UnderReviewError:
        return _entry_page(placement, entry_id), 409
    flash(_("Taken back. It is a draft again."))
    return redirect(url_for(".entry", placement_id=placement_id, entry_id=entry_id), 303)


@bp.post("/placements/<int:placement_id>/entries/<uuid:entry_id>/removal")
@open_to(Audience.MEMBERS)
def remove_entry(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    row = the_entry(the_placement(placement_id), entry_id)
    allow(policy.can_edit(me(), row) and row.state != "queried")
    actions.remove(row, at=clock.now())
    flash(_("The entry is removed from your log."))
    return redirect(url_for("fieldwork.placement", placement_id=placement_id), 303)


def _keep(
    placement_id: int, entry_id: UUID, *, complete: bool, page: Page | None = None
) -> LogEntry | ResponseReturnValue:
    """The entry as now kept, or the page that says what stands in the way."""
    placement = the_placement(placement_id)
    allow(placement_policy.can_write_log(me(), placement))
    known = _known(placement, entry_id)
    if known is not None and not policy.can_edit(me(), known):
        return _already_moved_on(known)
    form = _form(placement, complete=complete)
    if not form.accepted():
        return (page or _page)(placement, entry_id, form, entry=known), 422
    base, now = uuid_or_400(form.base.data) if form.base.data else None, clock.now()
    said = form.writing()
    try:
        kept = actions.write(
            placement, entry_id, said, base=base, recorded_at=now, at=now, hand_in=complete
        )
    except actions.StaleVersionError as stale:
        form.base.data = str(stale.current.id)
        return _page(placement, entry_id, form, entry=known, theirs=stale.current), 409
    except actions.NotThisEntryError:
        abort(404)
    beside.kept(kept)
    drafts_done(f"{me().id}:entry-{entry_id}")
    return kept


def _known(placement: Placement, entry_id: UUID) -> LogEntry | None:
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


def _next_id(placement: Placement, form: str = "") -> UUID:
    """The id of the entry to come: the same until it is kept.

    A page loaded again after a lost answer sends the same id, so nothing is doubled; another
    device, being another sign-in, gets another. So does the other `form`: what one of them left
    in the outbox is not written over by the other.
    """
    written = db.session.scalar(queries.count_entries(placement))
    sign_in = this_sign_in()
    return uuid5(NAMESPACE, f"{placement.id}/{written}/{sign_in.id if sign_in else 0}{form}")


def _form(placement: Placement, *, complete: bool) -> EntryForm:
    return EntryForm(placement=placement, framework=library().framework, complete=complete)


def _page(placement: Placement, entry_id: UUID, form: EntryForm, **more: object) -> str:
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


def _quick_page(placement: Placement, entry_id: UUID, form: EntryForm, **_more: object) -> str:
    form.hours.label.text, form.facts.label.text = _("Another time"), _("What happened?")
    return render_template(
        "logbook/quick_note.html", placement=placement, entry_id=entry_id, form=form
    )


@bp.app_errorhandler(IllegalTransitionError)
def show_moved_on(_error: IllegalTransitionError) -> ResponseReturnValue:
    return show_http_error(Conflict())
