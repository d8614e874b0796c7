"""For those who run a programme: who gets a certificate of participation, and one taken back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.session import me
from lms.attestations import actions, drawing, kind, queries  # noqa: F401  # the job, and the addresses of certificates
from lms.attestations.models import Attestation
from lms.attestations.standing import award_of
from lms.certificates.forms import RevocationForm
from lms.db import db
from lms.programmes.finding import Here, the_programme_i_run

bp = Blueprint("attestations", __name__)


@bp.get("/programmes/<int:programme_id>/certificates")
@open_to(Audience.MEMBERS)
def certificates(programme_id: int) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    award = award_of(here.programme)
    return render_template(
        "attestations/certificates.html",
        here=here,
        programme=here.programme,
        award=award,
        is_open=award.is_open(clock.now()),
    )


@bp.post("/programmes/<int:programme_id>/certificates")
@open_to(Audience.MEMBERS)
def issue(programme_id: int) -> ResponseReturnValue:
    """To everybody who attended enough and has none yet."""
    here = the_programme_i_run(programme_id)
    rows = actions.issue(here.programme, by=me(), at=clock.now())
    flash(
        ngettext(
            "%(num)s certificate is issued; the person is told.",
            "%(num)s certificates are issued; those people are told.",
            len(rows),
        )
        if rows
        else _("Nothing was issued: nobody is waiting for a certificate.")
    )
    return _back(here)


@bp.get("/programmes/<int:programme_id>/certificates/<serial>/revocation")
@open_to(Audience.MEMBERS)
def new_revocation(programme_id: int, serial: str) -> ResponseReturnValue:
    here = the_programme_i_run(programme_id)
    return _form_page(here, _issued(here, serial), RevocationForm())


@bp.post("/programmes/<int:programme_id>/certificates/<serial>/revocation")
@open_to(Audience.MEMBERS)
def revoke(programme_id: int, serial: str) -> ResponseReturnValue:
    here, form = the_programme_i_run(programme_id), RevocationForm()
    row = _issued(here, serial)
    if not form.accepted():
        return _form_page(here, row, form), 422
    if (asked := not_confirmed()) is not None:
        return asked
    actions.revoke(row, by=me(), why=form.why.data or "", at=clock.now())
    flash(_("The certificate of %(name)s is revoked.", name=row.name))
    return _back(here)


def _issued(here: Here, serial: str) -> Attestation:
    query = queries.of_programme(here.programme).where(Attestation.serial == serial)
    return db.find_or_404(query)


def _form_page(here: Here, row: Attestation, form: RevocationForm) -> str:
    return render_template(
        "attestations/revocation.html",
        here=here,
        programme=here.programme,
        attestation=row,
        form=form,
    )


def _back(here: Here) -> ResponseReturnValue:
    return redirect(url_for(".certificates", programme_id=here.programme.id), 303)
