from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts import actions, queries
from lms.accounts.access import Audience, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.forms import InviteForm
from lms.accounts.models import SiteRole
from lms.accounts.session import me
from lms.accounts.views.links import public
from lms.admin.views import bp
from lms.db import db

PAGE = 50
LONGEST = 120


@bp.get("/people")
@open_to(Audience.STAFF)
def people() -> ResponseReturnValue:
    return _page(InviteForm()), 200


@bp.post("/people")
@open_to(Audience.ADMINISTRATORS)
def invite_person() -> ResponseReturnValue:
    form, now = InviteForm(), clock.now()
    if not form.accepted():
        return _page(form), 422
    if form.site_role.data and (asked := not_confirmed()) is not None:
        return asked
    user, token = actions.invite(
        form.email.data or "",
        name=form.name.data or "",
        site_role=SiteRole(form.site_role.data) if form.site_role.data else None,
        language=me().language,
        at=now,
        by=me(),
    )
    address = public(url_for("accounts.invitation", token=token))
    actions.tell_of_invitation(user, address=address, invited_by=me().name, at=now)
    flash(_("An invitation is on its way to %(email)s.", email=user.email))
    return redirect(url_for(".people"), 303)


def _page(form: InviteForm) -> str:
    after, called = request.args.get("after", ""), request.args.get("q", "")[:LONGEST]
    rows = db.session.scalars(queries.people(after=after, called=called, most=PAGE)).all()
    older = None
    if len(rows) > PAGE:
        older = url_for(".people", after=rows[PAGE - 1].email, q=called or None)
    return render_template(
        "admin/people.html", form=form, people=rows[:PAGE], older=older, called=called
    )
