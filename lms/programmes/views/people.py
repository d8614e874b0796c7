"""Who is in a programme, and who would like to be."""

from itertools import groupby

from flask import flash, redirect, render_template, url_for
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
from lms.programmes import places, queries
from lms.programmes.finding import Here, the_programme, the_programme_i_run
from lms.programmes.forms import InvitationForm, RefusalForm
from lms.programmes.models import Participation, Programme, Role, State
from lms.programmes.places import TwoPlacesError
from lms.programmes.views import bp

OPEN = (State.CONFIRMED, State.APPLIED, State.WAITING, State.INVITED)


@bp.get("/programmes/<int:programme_id>/people")
@open_to(Audience.MEMBERS)
def people(programme_id: int) -> ResponseReturnValue:
    """Those who come, for those who come too; who asks and waits, for those who run it."""
    here = the_programme(programme_id)
    allow(here.runs or here.takes_part)
    return _page(here, InvitationForm())


@bp.post("/programmes/<int:programme_id>/people")
@open_to(Audience.MEMBERS)
def invite(programme_id: int) -> ResponseReturnValue:
    here, form = the_programme_i_run(programme_id), InvitationForm()
    if not form.accepted():
        return _page(here, form), 422
    email, now = form.email.data or "", clock.now()
    try:
        places.invite(
            here.programme, _known_or_new(email, here.programme), Role(form.role.data), at=now
        )
    except TwoPlacesError:
        form.email.errors = [_("%(email)s has a place here, or was asked already.", email=email)]
        return _page(here, form), 422
    flash(_("%(email)s is invited and gets a letter.", email=email))
    return _back(here)


def _known_or_new(email: str, programme: Programme) -> User:
    db.hold(programme)
    user = db.session.scalars(accounts_queries.user_by_email(email)).one_or_none()
    if user is not None and user.password_hash is not None:
        return user
    now = clock.now()
    user, token = accounts.invite(email, name="", language=programme.language, at=now)
    address = public(url_for("accounts.invitation", token=token))
    accounts.tell_of_invitation(user, address=address, invited_by=me().name, at=now)
    return user


@bp.post("/programmes/<int:programme_id>/people/<int:participation_id>/confirmation")
@open_to(Audience.MEMBERS)
def confirm(programme_id: int, participation_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    row = _place(here, participation_id)
    allow(row.state != State.INVITED)  # that answer is the person's own
    if places.confirm(here.programme, row, at=clock.now()) is State.WAITING:
        said = _("No seat is free for %(name)s: now on the waiting list.", name=row.user.name)
    else:
        said = _("%(name)s has a place.", name=row.user.name)
    flash(said)
    return _back(here)


@bp.get("/programmes/<int:programme_id>/people/<int:participation_id>/refusal")
@open_to(Audience.MEMBERS)
def new_refusal(programme_id: int, participation_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    return _refusal_page(here, _place(here, participation_id), RefusalForm())


@bp.post("/programmes/<int:programme_id>/people/<int:participation_id>/refusal")
@open_to(Audience.MEMBERS)
def refuse(programme_id: int, participation_id: int) -> ResponseReturnValue:
    here, form = the_programme_i_run(programme_id), RefusalForm()
    row = _place(here, participation_id)
    if not form.accepted():
        return _refusal_page(here, row, form), 422
    reason = form.reason.data or ""
    places.end(here.programme, row, State.REFUSED, reason=reason, at=clock.now())
    flash(_("%(name)s reads that there is no place, and why.", name=row.user.name))
    return _back(here)


def _refusal_page(here: Here, row: Participation, form: RefusalForm) -> str:
    return render_template(
        "programmes/refuse.html", here=here, programme=here.programme, row=row, form=form
    )


def _place(here: Here, participation_id: int) -> Participation:
    """Of somebody else: who runs it does not decide on themselves."""
    row = db.find_or_404(queries.place(here.programme, participation_id))
    allow(row.user_id != me().id)
    return row


def _back(here: Here) -> ResponseReturnValue:
    return redirect(url_for(".people", programme_id=here.programme.id), 303)


def _page(here: Here, form: InvitationForm) -> str:
    states = OPEN if here.runs else (State.CONFIRMED,)
    rows = db.session.scalars(queries.people(here.programme, *states)).all()
    coming = [row for row in rows if row.state == State.CONFIRMED]
    asking = sorted(
        (row for row in rows if row.state != State.CONFIRMED),
        key=lambda row: (OPEN.index(State(row.state)), row.applied_at),
    )
    return render_template(
        "programmes/people.html",
        here=here,
        programme=here.programme,
        running=[row for row in coming if row.role != Role.PARTICIPANT],
        countries=[
            (country, list(found))
            for country, found in groupby(
                (row for row in coming if row.role == Role.PARTICIPANT),
                lambda row: row.country,
            )
        ],
        asking=asking,
        form=form if here.runs else None,
    )
