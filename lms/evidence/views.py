"""The photos and papers of an entry: for whoever may read the entry, as the entry itself."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.awaited import vocabulary as awaited
from lms.awaited.actions import TooManyError, refuse_withdrawn, take
from lms.awaited.forms import SendForm, WithdrawalForm
from lms.awaited.named import named_in_form
from lms.db import db
from lms.evidence import actions, policy, queries
from lms.evidence.forms import WaiverForm
from lms.evidence.models import MOST, Evidence
from lms.files import serving
from lms.files.intake import takes_files
from lms.files.kinds import RefusedError
from lms.files.vocabulary import hint, in_words
from lms.logbook import beside, vocabulary
from lms.logbook.finding import the_entry
from lms.logbook.models import LogEntry
from lms.placements.finding import the_placement, utc_today
from lms.placements.policy import can_review

bp = Blueprint("evidence", __name__)


@bp.app_context_processor
def words() -> dict[str, object]:
    return awaited.words() | {"MOST_EVIDENCE": MOST}


bp.context_processor(vocabulary.words)

ALL = "/placements/<int:placement_id>/entries/<uuid:entry_id>/evidence"
ONE = f"{ALL}/<digest>"


def beside_entry(entry: LogEntry) -> dict[str, object]:
    """What the pages of an entry show of its evidence."""
    return {
        "rows": db.session.scalars(queries.evidence_of(entry.id)).all(),
        "can_add": policy.can_add(me(), entry),
        "can_withdraw": policy.can_withdraw(me(), entry),
        "most": MOST,
    }


def expect_named(entry: LogEntry) -> None:
    """What the form of an entry names and its device sends afterwards."""
    if items := named_in_form(MOST):
        try:
            actions.expect(entry, items, at=clock.now())
        except TooManyError:
            flash(_("An entry holds %(most)s photos or papers.", most=MOST))


beside.tell("evidence/_of_entry.html", beside_entry)
beside.when_kept(expect_named)


@bp.get(ALL)
@open_to(Audience.MEMBERS)
def entry_evidence(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    entry = the_entry(the_placement(placement_id), entry_id)
    return _page(entry, SendForm(formdata=None))


@bp.post(ALL)
@open_to(Audience.MEMBERS)
@takes_files()
def add_evidence(placement_id: int, entry_id: UUID) -> ResponseReturnValue:
    entry = the_entry(the_placement(placement_id), entry_id)
    allow(policy.can_add(me(), entry))
    form = SendForm()
    if not form.accepted():
        return _page(entry, form), 422
    try:
        _take(entry, form)
    except RefusedError as error:
        form.file.errors = [in_words(error)]
        return _page(entry, form), 422
    except TooManyError:
        form.form_errors.append(_("An entry holds %(most)s photos or papers.", most=MOST))
        return _page(entry, form), 422
    flash(_("Received. It stands with your entry."))
    return redirect(url_for(".entry_evidence", placement_id=placement_id, entry_id=entry_id), 303)


def _take(entry: LogEntry, form: SendForm) -> None:
    """The same file again is the same evidence."""
    item, received = take(form.file.data, form.caption.data or "", form.consent.data)
    now = clock.now()
    rows = actions.expect(entry, [item], at=now)
    refuse_withdrawn(rows)
    actions.arrived(rows, received, by=me(), at=now)


@bp.get(ONE)
@open_to(Audience.MEMBERS)
def show_evidence(placement_id: int, entry_id: UUID, digest: str) -> ResponseReturnValue:
    _entry, row = _the_evidence(placement_id, entry_id, digest)
    return serving.answer(row.file or abort(404))


@bp.get(f"{ONE}/thumbnail")
@open_to(Audience.MEMBERS)
def show_thumbnail(placement_id: int, entry_id: UUID, digest: str) -> ResponseReturnValue:
    """The small copy that lists show; the picture is one tap away."""
    _entry, row = _the_evidence(placement_id, entry_id, digest)
    file = row.file or abort(404)
    return serving.answer_small(file) if file.is_picture else abort(404)


@bp.post(f"{ONE}/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw_evidence(placement_id: int, entry_id: UUID, digest: str) -> ResponseReturnValue:
    entry, row = _the_evidence(placement_id, entry_id, digest, even_closed=True)
    allow(policy.can_withdraw(me(), entry))
    form = WithdrawalForm()
    if not form.accepted():
        return _page(entry, SendForm(formdata=None), wrong=(row, form)), 422
    actions.withdraw(row, reason=form.reason.data, by=me(), at=clock.now())
    flash(_("Withdrawn: it is deleted. That it was there, and why it went, stays on record."))
    return redirect(url_for(".entry_evidence", placement_id=placement_id, entry_id=entry_id), 303)


@bp.post(f"{ONE}/waiver")
@open_to(Audience.MEMBERS)
def waive_evidence(placement_id: int, entry_id: UUID, digest: str) -> ResponseReturnValue:
    """A reviewer goes on without it."""
    entry, row = _the_evidence(placement_id, entry_id, digest)
    allow(can_review(me(), entry.placement, on=utc_today()))
    form = WaiverForm()
    if not form.accepted():
        return _page(entry, SendForm(formdata=None), wrong=(row, form)), 422
    reason = form.reason.data or ""
    actions.waive(row, reason=reason, by=me(), at=clock.now())
    flash(_("You can approve the entry without it."))
    return redirect(f"/reviews/{entry_id}", 303)


def _the_evidence(
    placement_id: int, entry_id: UUID, digest: str, *, even_closed: bool = False
) -> tuple[LogEntry, Evidence]:
    entry = the_entry(the_placement(placement_id, even_closed=even_closed), entry_id)
    return entry, db.find_or_404(queries.one_of(entry, digest))


def _page(
    entry: LogEntry,
    form: SendForm,
    wrong: tuple[Evidence, WaiverForm | WithdrawalForm] | None = None,
) -> str:
    said = beside_entry(entry)
    return render_template(
        "evidence/entry_evidence.html",
        placement=entry.placement,
        entry=entry,
        said=said,
        form=form,
        wrong=wrong,
        hint=hint(),
        can_waive=can_review(me(), entry.placement, on=utc_today()),
    )
