from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.guessing import guessable
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.logbook.vocabulary import CATEGORIES
from lms.logbooks import drawing
from lms.logbooks.contents import outline_of
from lms.logbooks.queries import head
from lms.placements.finding import local_today, the_placement, utc_today
from lms.placements.models import Placement
from lms.placements.steps import SIGNATURES, Act
from lms.signoffs import actions, completion, ending, heads, naming, policy, telling  # noqa: F401  # three of them tell others what they know
from lms.signoffs.actions import ChangedMeanwhileError
from lms.signoffs.blockers import blockers_of, marks_in, what_it_holds
from lms.signoffs.checking import checked
from lms.signoffs.forms import ReasonForm, SealedForm
from lms.signoffs.vocabulary import ACTS, DECLARATIONS, PARTIES, STATES, TONES

SIGN_OFF = "/placements/<int:placement_id>/sign-off"

bp = Blueprint("signoffs", __name__)


@bp.get(SIGN_OFF)
@open_to(Audience.MEMBERS)
def sign_off(placement_id: int) -> ResponseReturnValue:
    """What is still missing; then what the record will hold, and who signs it."""
    return _page(the_placement(placement_id))


@bp.post(f"{SIGN_OFF}/assessment")
@open_to(Audience.MEMBERS)
def assess(placement_id: int) -> ResponseReturnValue:
    placement, now = the_placement(placement_id), clock.now()
    allow(policy.can_assess(me(), placement, on=utc_today()))
    today = local_today(placement)
    try:
        sampled = actions.assess(placement, by=me(), at=now, today=today)
    except ChangedMeanwhileError:
        return _page(placement, changed=True), 409
    telling.ask(placement, at=now)
    if sampled:
        flash(_("Closed. A second person looks at it, then the trainee signs."))
    else:
        flash(_("Closed. It is not in the sample for a second look: the trainee signs next."))
    return _back(placement)


@bp.post(f"{SIGN_OFF}/moderation")
@open_to(Audience.MEMBERS)
def moderate(placement_id: int) -> ResponseReturnValue:
    """Confirm what the supervisor has closed, or send it back with a reason."""
    placement, now = the_placement(placement_id, even_closed=True), clock.now()
    allow(policy.can_moderate(me(), placement, on=utc_today()))
    form, back = ReasonForm(), "back" in request.form
    if back and not form.accepted():
        return _page(placement, sending=form), 422
    if back:
        actions.send_back(placement, form.said.data or "", by=me(), at=now)
        _arrived(placement, "moderation")
        flash(_("Sent back. The supervisor reads your reason."))
    else:
        actions.moderate(placement, by=me(), at=now)
        telling.ask(placement, at=now)
        flash(_("Confirmed. The trainee signs next."))
    return _back(placement)


@bp.post(f"{SIGN_OFF}/signature")
@open_to(Audience.MEMBERS)
def sign(placement_id: int) -> ResponseReturnValue:
    """Trainee, supervisor, programme: each the record as it stands before them."""
    placement, now = the_placement(placement_id, even_closed=True), clock.now()
    steps = actions.steps_of(placement)
    if any(row.by_id == me().id and row.act in SIGNATURES for row in steps):
        return _back(placement)
    allow(policy.can_sign(me(), placement, steps, on=utc_today()))
    act = policy.next_signature(steps)
    assert act is not None  # noqa: S101  # allowed above
    seen, said = SealedForm().seen.data or "", str(DECLARATIONS[act])
    try:
        actions.sign(placement, act, said, seen=seen, by=me(), at=now)
    except ChangedMeanwhileError:
        return _page(placement, changed=True), 409
    telling.ask(placement, at=now)
    if placement.state == "signed_off":
        drawing.ask_for(placement, at=now)
    flash(_("Signed."))
    return _back(placement)


@bp.post(f"{SIGN_OFF}/waiver")
@open_to(Audience.MEMBERS)
def waive(placement_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    allow(policy.can_waive(me(), placement))
    form = ReasonForm()
    if not form.accepted():
        return _page(placement, waiving=form), 422
    actions.waive(placement, form.said.data or "", by=me(), at=clock.now())
    _arrived(placement, "waiver")
    flash(_("Noted. The supervisor can close the fieldwork without these."))
    return _back(placement)


@bp.post(f"{SIGN_OFF}/corrections")
@open_to(Audience.MEMBERS)
def correct(placement_id: int) -> ResponseReturnValue:
    """Adds to the record; what it corrects stays."""
    placement = the_placement(placement_id, even_closed=True)
    allow(policy.can_correct(me(), placement))
    form = ReasonForm()
    if not form.accepted():
        return _page(placement, correcting=form), 422
    actions.correct(placement, form.said.data or "", by=me(), at=clock.now())
    _arrived(placement, "corrections")
    flash(_("The correction stands in the record now."))
    return _back(placement)


@bp.get("/records/<int:placement_id>/<int:number>/<digest>")
@open_to(Audience.EVERYONE)
@guessable("records")
def check(placement_id: int, number: int, digest: str) -> ResponseReturnValue:
    """For whoever holds a printed logbook; says nothing of whom it is about."""
    found = checked(placement_id, number, digest)
    page = render_template("signoffs/check.html", found=found, number=number)
    return page if found else abort(make_response(page, 404))


def _arrived(placement: Placement, action: str) -> None:
    """The draft goes by the last part of the address that its form is sent to."""
    drafts_done(f"{me().id}:{action}-{placement.id}")


def _back(placement: Placement) -> ResponseReturnValue:
    return redirect(url_for(".sign_off", placement_id=placement.id), 303)


def _page(placement: Placement, *, changed: bool = False, **forms: ReasonForm) -> str:
    """`forms` were sent and could not be taken; they go by the name the page has for them.

    No state has two of them, so one empty form is all: what was typed before is given back in it.
    """
    steps, holds = actions.steps_of(placement), what_it_holds(placement)
    shown = dict.fromkeys(FORMS, ReasonForm(formdata=None)) | forms
    return render_template(
        "signoffs/sign_off.html",
        placement=placement,
        steps=steps,
        signed={row.act: row for row in steps if row.act in SIGNATURES},
        holds=holds,
        changed=changed,
        **_to_close(placement, steps, holds),
        **_to_sign(placement, steps),
        **shown,
        **WORDS,
    )


FORMS = ("sending", "waiving", "correcting")
WORDS: dict[str, Any] = {
    "ACTS": ACTS,
    "CATEGORIES": CATEGORIES,
    "DECLARATIONS": DECLARATIONS,
    "PARTIES": PARTIES,
    "STATES": STATES,
    "TONES": TONES,
}


def _to_close(placement: Placement, steps: Any, holds: Any) -> dict[str, Any]:
    """What is asked only while it is being completed."""
    waived = any(row.act == Act.WAIVED for row in steps)
    today = local_today(placement)
    running = placement.state in {"active", "completing"}
    marks = marks_in(placement) if running else None
    return {
        "blockers": blockers_of(placement, holds, marks, waived=waived, on=today) if marks else [],
        "can_assess": policy.can_assess(me(), placement, on=utc_today()),
        "can_moderate": policy.can_moderate(me(), placement, on=utc_today()),
        "can_waive": policy.can_waive(me(), placement),
        "can_correct": policy.can_correct(me(), placement),
        "can_name": policy.can_name(me(), placement),
        "named": naming.named(placement, naming.MODERATOR),
    }


def _to_sign(placement: Placement, steps: Any) -> dict[str, Any]:
    """What the record holds, and its head, once it is to be signed."""
    closed = placement.state in {"assessed", "moderated", "signed_off"}
    return {
        "counts": outline_of(placement).counts if closed else {},
        "head": db.session.scalars(head(placement)).one_or_none() if closed else None,
        "next": policy.next_signature(steps),
        "can_sign": policy.can_sign(me(), placement, steps, on=utc_today()),
    }


from lms.signoffs import second_people  # noqa: E402, F401  # it puts its routes on bp
