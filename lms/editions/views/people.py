from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts import actions as accounts
from lms.accounts import queries as accounts_queries
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.accounts.views.links import public
from lms.db import db
from lms.editions import actions, policy, queries
from lms.editions.finding import the_edition
from lms.editions.forms import LONGEST_NAME, EnrolForm
from lms.editions.models import Edition, Role
from lms.editions.paging import after_person, mark_of
from lms.editions.views import bp

PAGE = 50


@bp.get("/editions/<int:edition_id>/people")
@open_to(Audience.MEMBERS)
def people(edition_id: int) -> ResponseReturnValue:
    return _page(the_edition(edition_id), EnrolForm())


@bp.post("/editions/<int:edition_id>/people")
@open_to(Audience.MEMBERS)
def enrol(edition_id: int) -> ResponseReturnValue:
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    form = EnrolForm()
    if not form.accepted():
        return _page(edition, form), 422
    flash(_enrol(edition, form))
    return redirect(url_for(".people", edition_id=edition.id), 303)


def _enrol(edition: Edition, form: EnrolForm) -> str:
    """Enrol someone known, or invite and enrol someone new; the sentence that says which."""
    now, email, role = clock.now(), form.email.data or "", Role(form.role.data)
    db.hold(edition)
    user = db.session.scalars(accounts_queries.user_by_email(email)).one_or_none()
    if user is None or user.password_hash is None:
        user, token = accounts.invite(
            email, name=form.name.data or "", language=edition.language, at=now
        )
        address = public(url_for("accounts.invitation", token=token))
        accounts.tell_of_invitation(user, address=address, invited_by=me().name, at=now)
        actions.enrol(user, edition, role, at=now)
        return _said(email)
    enrolment, news = actions.enrol(user, edition, role, at=now)
    if not news:
        return _("%(email)s has this role already.", email=email)
    enrolment.user, enrolment.edition = user, edition
    address = public(url_for("learning.edition", edition_id=edition.id))
    actions.tell_of_enrolment(enrolment, address=address, by=me(), at=now)
    return _said(email)


def _said(email: str) -> str:
    """The same of people with and without an account: who has one is not said."""
    return _("%(email)s is in the edition and gets a letter.", email=email)


@bp.post("/editions/<int:edition_id>/people/<int:enrolment_id>/ending")
@open_to(Audience.MEMBERS)
def end_enrolment(edition_id: int, enrolment_id: int) -> ResponseReturnValue:
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    enrolment = db.find_or_404(queries.person_in(edition, enrolment_id))
    allow(policy.can_end(me(), edition, enrolment))
    actions.end(enrolment, at=clock.now())
    flash(_("%(name)s no longer has this role here.", name=_called(enrolment.user)))
    return redirect(url_for(".people", edition_id=edition.id), 303)


def _called(user: User) -> str:
    return user.name or user.email


def _page(edition: Edition, form: EnrolForm) -> str:
    called = request.args.get("q", "")[:LONGEST_NAME]
    query = queries.people_page(edition, after=after_person(), called=called, most=PAGE)
    rows = db.session.scalars(query).all()
    older = None
    if len(rows) > PAGE:
        mark = mark_of(rows[PAGE - 1])
        older = url_for(".people", edition_id=edition.id, after=mark, q=called or None)
    can_run = policy.can_run(me(), edition)
    return render_template(
        "editions/people.html",
        edition=edition,
        groups=[(role, list(found)) for role, found in groupby(rows[:PAGE], lambda row: row.role)],
        can_run=can_run,
        can_end={row.id for row in rows if policy.can_end(me(), edition, row)},
        form=form if can_run else None,
        older=older,
        called=called,
    )
