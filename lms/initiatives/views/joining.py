"""Partners, their consent, and what their people promise."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.initiatives import actions, policy, queries
from lms.initiatives.finding import Here, people_of, the_initiative, the_initiative_i_lead
from lms.initiatives.forms import ClosingForm, CommitmentForm, PartnerForm
from lms.initiatives.models import Commitment, Role
from lms.initiatives.views import bp
from lms.initiatives.views.initiatives import initiative_page


@bp.get("/initiatives/<int:number>/partners/new")
@open_to(Audience.MEMBERS)
def new_partner(number: int) -> ResponseReturnValue:
    return initiative_page(the_initiative_i_lead(number), partner=_partner_form())


@bp.post("/initiatives/<int:number>/partners")
@open_to(Audience.MEMBERS)
def add_partner(number: int) -> ResponseReturnValue:
    here, form = the_initiative_i_lead(number), _partner_form()
    if not form.accepted():
        return initiative_page(here, partner=form), 422
    actions.add_partner(here.initiative, int(form.project_id.data), Role(form.role.data))
    return _back(here)


def _partner_form() -> PartnerForm:
    form = PartnerForm()
    rows = db.session.scalars(queries.all_projects())
    form.project_id.choices = [
        ("", _("Choose one")),
        *((str(row.id), f"{row.name}, {row.place}") for row in rows),
    ]
    return form


@bp.post("/initiatives/<int:number>/partners/<int:partner_id>/consent")
@open_to(Audience.MEMBERS)
def consent(number: int, partner_id: int) -> ResponseReturnValue:
    """In the name of a project, by somebody who works in it."""
    here = the_initiative(number)
    row = next((row for row in here.partners if row.id == partner_id), None) or abort(404)
    mine = row.consent_by_id == me().id
    allow(mine or policy.can_consent(row, here.projects, here.initiative))
    actions.consent(row, by=me(), at=clock.now())
    flash(_("%(project)s consents, in your name.", project=row.project.name))
    return _back(here)


@bp.get("/initiatives/<int:number>/commitments/new")
@open_to(Audience.MEMBERS)
def new_commitment(number: int) -> ResponseReturnValue:
    here = the_initiative_i_lead(number)
    return initiative_page(here, promise=_commitment_form(here))


@bp.post("/initiatives/<int:number>/commitments")
@open_to(Audience.MEMBERS)
def promise(number: int) -> ResponseReturnValue:
    here = the_initiative_i_lead(number)
    form = _commitment_form(here)
    if not form.accepted():
        return initiative_page(here, promise=form), 422
    partner_id, person_id = map(int, form.who.data.split(":"))
    partner = next(row for row in here.partners if row.id == partner_id)
    person = next(row for row in people_of(here)[partner_id] if row.id == person_id)
    actions.promise(
        partner,
        person,
        key=form.number,
        what=form.what.data or "",
        due_on=form.day,
        at=clock.now(),
    )
    return _back(here)


def _commitment_form(here: Here) -> CommitmentForm:
    form = CommitmentForm()
    people = people_of(here)
    form.who.choices = [
        ("", _("Choose one")),
        *(
            (f"{row.id}:{person.id}", f"{person.name} ({row.project.name})")
            for row in here.partners
            for person in people[row.id]
        ),
    ]
    return form


@bp.get("/initiatives/<int:number>/commitments/<int:commitment_id>/closing")
@open_to(Audience.MEMBERS)
def new_closing(number: int, commitment_id: int) -> ResponseReturnValue:
    here = the_initiative(number)
    return _closing_page(here, _mine_to_close(here, commitment_id), ClosingForm())


@bp.post("/initiatives/<int:number>/commitments/<int:commitment_id>/completion")
@open_to(Audience.MEMBERS)
def complete(number: int, commitment_id: int) -> ResponseReturnValue:
    return _close(number, commitment_id, done=True)


@bp.post("/initiatives/<int:number>/commitments/<int:commitment_id>/dropping")
@open_to(Audience.MEMBERS)
def drop(number: int, commitment_id: int) -> ResponseReturnValue:
    return _close(number, commitment_id, done=False)


def _close(number: int, commitment_id: int, *, done: bool) -> ResponseReturnValue:
    here, form = the_initiative(number), ClosingForm()
    row = _mine_to_close(here, commitment_id)
    if not form.accepted():
        return _closing_page(here, row, form), 422
    actions.close(row, done=done, evidence=form.evidence.data or "", at=clock.now())
    flash(_("Noted. Thank you for saying so."))
    return _back(here)


def _mine_to_close(here: Here, commitment_id: int) -> Commitment:
    rows = db.session.scalars(queries.commitments(here.initiative))
    row = next((row for row in rows if row.id == commitment_id), None) or abort(404)
    allow(policy.can_close(me(), row, here.leads))
    return row


def _closing_page(here: Here, row: Commitment, form: ClosingForm) -> str:
    return render_template(
        "initiatives/closing.html", initiative=here.initiative, commitment=row, form=form
    )


def _back(here: Here) -> ResponseReturnValue:
    return redirect(url_for(".initiative", number=here.initiative.id), 303)
