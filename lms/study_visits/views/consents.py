"""What a host allows, as somebody noted it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.study_visits import actions, queries
from lms.study_visits.finding import At, the_visit_i_edit
from lms.study_visits.forms import ConsentForm
from lms.study_visits.views import bp


@bp.get("/programmes/<int:programme_id>/visits/<int:visit_id>/consents")
@open_to(Audience.MEMBERS)
def consents(programme_id: int, visit_id: int) -> ResponseReturnValue:
    """What holds, in a form to change it, and what held before."""
    at = the_visit_i_edit(programme_id, visit_id)
    return _page(at, ConsentForm(obj=at.visit.consent))


@bp.post("/programmes/<int:programme_id>/visits/<int:visit_id>/consents")
@open_to(Audience.MEMBERS)
def note_consent(programme_id: int, visit_id: int) -> ResponseReturnValue:
    at, form = the_visit_i_edit(programme_id, visit_id), ConsentForm()
    if not form.accepted():
        return _page(at, form), 422
    actions.allow(at.visit, form.allowed(), by=me(), at=clock.now())
    flash(_("Kept: this is what holds from now on."))
    return redirect(url_for(".visit", programme_id=programme_id, visit_id=visit_id), 303)


def _page(at: At, form: ConsentForm) -> str:
    return render_template(
        "study_visits/consents.html",
        here=at.here,
        programme=at.here.programme,
        visit=at.visit,
        form=form,
        rows=db.session.scalars(queries.consents(at.visit)).all(),
    )
