"""Write by mail: somebody's address for a space, and what a mail to it begins."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.config import Settings
from lms.inbound import space_addresses
from lms.inbound.forms import MailKindForm, RenewalForm
from lms.inbound.views import bp
from lms.spaces import actions as spaces
from lms.spaces import policy
from lms.spaces.finding import the_space
from lms.spaces.models import MailKind, Space
from lms.spaces.readers import this_reader


@bp.app_template_global()
def takes_mails() -> bool:
    """Whether this site reads mails that begin topics."""
    settings = _settings()
    return bool(settings.mail_domain and settings.mail_inbox)


@bp.get("/forum/<slug>/mail")
@open_to(Audience.MEMBERS)
def write_by_mail(slug: str) -> ResponseReturnValue:
    space = _where(slug)
    return _page(space, MailKindForm(kind=space.mail_kind))


@bp.post("/forum/<slug>/mail/addresses")
@open_to(Audience.MEMBERS)
def renew_address(slug: str) -> ResponseReturnValue:
    """The first of a space that is not used yet, or another in the place of one."""
    space, form = _where(slug), RenewalForm()
    seen, was_used = form.seen.data or "", bool(space.id)
    if was_used and seen.isascii() and seen.isdecimal():
        space_addresses.renew(me(), space, seen=int(seen[:6]))
        flash(_("You have a new address. Mails to the old one are not taken any more."))
    spaces.kept(space)
    return redirect(url_for(".write_by_mail", slug=slug), 303)


@bp.post("/forum/<slug>/mail/kinds")
@open_to(Audience.MEMBERS)
def choose_kind(slug: str) -> ResponseReturnValue:
    space, form = _where(slug), MailKindForm()
    allow(policy.can_lead(this_reader(), space))
    if not form.accepted():
        return _page(space, form), 422
    spaces.begin_by_mail(spaces.kept(space), MailKind(form.kind.data))
    flash(_("Saved."))
    return redirect(url_for(".write_by_mail", slug=slug), 303)


def _where(slug: str) -> Space:
    reader = this_reader()
    space = the_space(slug, reader)
    allow(policy.can_write(reader, space))
    return space


def _page(space: Space, form: MailKindForm) -> str:
    times = space_addresses.renewals(me(), space.id) if space.id else 0
    return render_template(
        "inbound/write_by_mail.html",
        space=space,
        address=space_addresses.address_for(me(), space.id, times) if space.id else "",
        times=times,
        form=form,
        confirms=bool(_settings().mail_authserv_id),
        can_lead=policy.can_lead(this_reader(), space),
    )


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
