"""Somebody's own place: ask for it, answer an invitation, leave it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.programmes import places, policy
from lms.programmes.finding import Here, the_programme
from lms.programmes.forms import ApplicationForm
from lms.programmes.models import Participation, State
from lms.programmes.places import TwoPlacesError
from lms.programmes.views import bp
from lms.projects import queries as projects


@bp.get("/programmes/<int:programme_id>/application")
@open_to(Audience.MEMBERS)
def new_application(programme_id: int) -> ResponseReturnValue:
    here = the_programme(programme_id)
    allow(policy.can_apply(here.mine, here.phase))
    return _form_page(here, _form())


@bp.post("/programmes/<int:programme_id>/application")
@open_to(Audience.MEMBERS)
def apply(programme_id: int) -> ResponseReturnValue:
    here, form = the_programme(programme_id), _form()
    if here.mine is not None and here.mine.state == State.APPLIED:  # the same form, sent twice
        return _back(here)
    allow(policy.can_apply(here.mine, here.phase))
    if not form.accepted():
        return _form_page(here, form), 422
    project = int(form.project_id.data) or None
    expects = form.expects.data or ""
    try:
        places.apply(here.programme, by=me(), project_id=project, expects=expects, at=clock.now())
    except TwoPlacesError:
        return _back(here)
    drafts_done(_draft_of(here))
    flash(_("You have applied. The director answers you; you get a mail."))
    return _back(here)


@bp.post("/programmes/<int:programme_id>/acceptance")
@open_to(Audience.MEMBERS)
def accept(programme_id: int) -> ResponseReturnValue:
    """Of an invitation; where no seat is left it leads to the waiting list."""
    here = the_programme(programme_id)
    mine = _mine(here)
    allow(mine.state in {State.INVITED, State.CONFIRMED, State.WAITING})
    if places.confirm(here.programme, mine, at=clock.now()) is State.WAITING:
        flash(_("All seats are taken by now. You are on the waiting list."))
    else:
        flash(_("You are coming. Your place is confirmed."))
    return _back(here)


@bp.post("/programmes/<int:programme_id>/refusal")
@open_to(Audience.MEMBERS)
def decline(programme_id: int) -> ResponseReturnValue:
    """Of an invitation."""
    here = the_programme(programme_id)
    mine = _mine(here)
    allow(mine.state in {State.INVITED, State.DECLINED})
    places.end(here.programme, mine, State.DECLINED, at=clock.now())
    flash(_("You have declined. Thank you for saying so."))
    return _back(here)


@bp.post("/programmes/<int:programme_id>/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw(programme_id: int) -> ResponseReturnValue:
    here = the_programme(programme_id)
    mine = _mine(here)
    allow(mine.state == State.WITHDRAWN or policy.can_withdraw(mine, here.phase))
    places.end(here.programme, mine, State.WITHDRAWN, at=clock.now())
    flash(_("You have withdrawn. Your seat goes to who has waited longest."))
    return _back(here)


def _mine(here: Here) -> Participation:
    allow(here.mine is not None)
    assert here.mine is not None  # noqa: S101  # allow() ended the request otherwise
    here.mine.user = me()
    return here.mine


def _back(here: Here) -> ResponseReturnValue:
    return redirect(url_for(".programme", programme_id=here.programme.id), 303)


def _form() -> ApplicationForm:
    form = ApplicationForm()
    rows = db.session.scalars(projects.projects())
    form.project_id.choices = [
        ("", _("Choose one")),
        *((str(row.id), f"{row.name}, {row.place}") for row in rows),
        ("0", _("Another one, or none yet")),
    ]
    return form


def _form_page(here: Here, form: ApplicationForm) -> str:
    return render_template(
        "programmes/application.html",
        here=here,
        programme=here.programme,
        form=form,
        draft_key=_draft_of(here),
    )


def _draft_of(here: Here) -> str:
    return f"{me().id}:programme-{here.programme.id}"
