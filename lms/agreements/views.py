from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.guessing import guessable
from lms.accounts.session import me
from lms.accounts.views.links import public
from lms.agreements import actions, policy, queries
from lms.agreements.actions import ChangedMeanwhileError
from lms.agreements.forms import ArrangementsForm, HostForm, HostLinkForm, SignatureForm
from lms.agreements.models import HostLink, Means, Party
from lms.db import db
from lms.forms import drafts_done
from lms.placements.finding import the_placement, utc_today
from lms.placements.models import Placement

AGREEMENT = "/placements/<int:placement_id>/agreement"
PARTIES = {
    Party.TRAINEE: _l("Trainee"),
    Party.SUPERVISOR: _l("Supervisor"),
    Party.HOST: _l("Host in the cluster or network"),
}

bp = Blueprint("agreements", __name__)
bp.context_processor(lambda: {"PARTIES": PARTIES})


@bp.get(AGREEMENT)
@open_to(Audience.MEMBERS)
def agreement(placement_id: int) -> ResponseReturnValue:
    return _page(the_placement(placement_id))


@bp.post(f"{AGREEMENT}/arrangements")
@open_to(Audience.MEMBERS)
def arrange(placement_id: int) -> ResponseReturnValue:
    placement = _to_be_changed(placement_id)
    form = ArrangementsForm()
    if not form.accepted():
        return _page(placement, arranging=form), 422
    text, seen = form.arrangements.data or "", form.seen.data or ""
    try:
        actions.arrange(placement, text, seen=seen, by=me(), at=clock.now())
    except ChangedMeanwhileError:
        return _page(placement, arranging=form, changed=True), 409
    drafts_done(f"{me().id}:arrangements-{placement.id}")
    flash(_("Kept. Everybody signs this text from now on."))
    return _back(placement)


@bp.post(f"{AGREEMENT}/signature")
@open_to(Audience.MEMBERS)
def sign(placement_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    party = policy.party_of(me(), placement, on=utc_today())
    allow(party is not None)
    form = SignatureForm()
    if not form.accepted():
        return _page(placement, signing=form), 422
    assert party is not None  # noqa: S101  # allowed above
    try:
        actions.sign(placement, party, seen=form.seen.data or "", by=me(), at=clock.now())
    except ChangedMeanwhileError:
        return _changed_or_signed(placement, party)
    flash(_("Signed."))
    return _back(placement)


def _changed_or_signed(placement: Placement, party: Party) -> ResponseReturnValue:
    """The last signature may be the reader's own, sent twice."""
    if party in actions.present(placement).signed:
        return _back(placement)
    return _page(placement, changed=True), 409


@bp.get(f"{AGREEMENT}/host")
@open_to(Audience.MEMBERS)
def host(placement_id: int) -> ResponseReturnValue:
    """A page to hand over with the phone: nothing else can be reached from its form."""
    return _host_page(_to_hand_over(placement_id))


@bp.post(f"{AGREEMENT}/host")
@open_to(Audience.MEMBERS)
def sign_as_host(placement_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id)
    if Party.HOST in actions.present(placement).signed:
        return _back(placement)
    allow(policy.can_change(me(), placement, on=utc_today()))
    form = HostForm()
    if not form.accepted():
        return _host_page(placement, form), 422
    try:
        actions.sign_as_host(
            placement,
            name=form.name.data or "",
            position=form.position.data or "",
            means=Means.DEVICE,
            seen=form.seen.data or "",
            by=me(),
            at=clock.now(),
        )
    except ChangedMeanwhileError:
        return _host_page(placement, form, changed=True), 409
    flash(_("The host has signed. Thank you; please give the device back."))
    return _back(placement)


@bp.post(f"{AGREEMENT}/host-link")
@open_to(Audience.MEMBERS)
def send_link(placement_id: int) -> ResponseReturnValue:
    placement = _to_be_changed(placement_id)
    form, now = HostLinkForm(), clock.now()
    if not form.accepted():
        return _page(placement, linking=form), 422
    email = (form.email.data or "").lower()
    try:
        token = actions.send_link(placement, email, seen=form.seen.data or "", by=me(), at=now)
    except ChangedMeanwhileError:
        return _page(placement, linking=form, changed=True), 409
    address = public(url_for(".letter", token=token))
    actions.tell_host(placement, email, address=address, by=me(), at=now)
    flash(_("The letter to the host is on its way. Its link works for seven days."))
    return _back(placement)


@bp.get("/agreements/<token>")
@open_to(Audience.EVERYONE)
def letter(token: str) -> ResponseReturnValue:
    """What the host reads and signs, without an account."""
    return _letter_page(_open_link(token))


@bp.post("/agreements/<token>")
@open_to(Audience.EVERYONE)
def sign_by_link(token: str) -> ResponseReturnValue:
    link = _open_link(token, to_use=True)
    form = HostForm()
    if not form.accepted():
        return _letter_page(link, form), 422
    name, position = form.name.data or "", form.position.data or ""
    try:
        actions.use_link(link, name=name, position=position, at=clock.now())
    except ChangedMeanwhileError:
        return _letter_page(link, form, changed=True), 409
    return render_template("agreements/thanks.html", placement=link.agreement.placement, name=name)


def _to_be_changed(placement_id: int) -> Placement:
    placement = the_placement(placement_id)
    allow(policy.can_change(me(), placement, on=utc_today()))
    return placement


def _to_hand_over(placement_id: int) -> Placement:
    placement = _to_be_changed(placement_id)
    if Party.HOST in actions.present(placement).signed:
        abort(404)
    return placement


@guessable("links")
def _open_link(token: str, *, to_use: bool = False) -> HostLink:
    """Held when it is to be used: the second of two clicks finds it used."""
    query = queries.open_link(token, at=clock.now())
    held = query.with_for_update(of=HostLink) if to_use else query
    link = db.session.scalars(held).unique().one_or_none()
    if link is None:
        abort(410)
    return link


def _back(placement: Placement) -> ResponseReturnValue:
    return redirect(url_for(".agreement", placement_id=placement.id), 303)


def _page(placement: Placement, *, changed: bool = False, **forms: Any) -> str:
    """`forms` were sent and could not be taken; they go by the name the page has for them."""
    now, today = actions.present(placement), utc_today()
    party = policy.party_of(me(), placement, on=today)
    empty = {
        "arranging": ArrangementsForm(formdata=None, arrangements=now.arrangements),
        "signing": SignatureForm(formdata=None),
        "linking": HostLinkForm(formdata=None),
    }
    shown = empty | forms
    return render_template(
        "agreements/agreement.html",
        placement=placement,
        agreement=now,
        changed=changed,
        party=party,
        can_sign=placement.state == "proposed" and party is not None and party not in now.signed,
        can_change=policy.can_change(me(), placement, on=today),
        **shown,
    )


def _host_page(placement: Placement, form: HostForm | None = None, *, changed: bool = False) -> str:
    now, form = actions.present(placement), form or HostForm(formdata=None)
    form.seen.data = now.digest
    return render_template(
        "agreements/host.html", placement=placement, agreement=now, form=form, changed=changed
    )


def _letter_page(link: HostLink, form: HostForm | None = None, *, changed: bool = False) -> str:
    """What was written to the host, and whether it still stands."""
    placement, form = link.agreement.placement, form or HostForm(formdata=None)
    now = actions.present(placement)
    form.seen.data = link.agreement.digest
    stands = now.digest == link.agreement.digest and placement.state == "proposed"
    return render_template(
        "agreements/letter.html",
        placement=placement,
        agreement=now,
        form=form,
        changed=changed or not stands,
        email=link.email,
    )
