from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.editions import policy
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.intakes import actions
from lms.intakes.forms import CopyForm
from lms.intakes.views import bp


@bp.get("/editions/<int:edition_id>/copies/new")
@open_to(Audience.MEMBERS)
def new_copy(edition_id: int) -> ResponseReturnValue:
    edition = _the_edition_i_copy(edition_id)
    return render_template("intakes/new_copy.html", edition=edition, form=CopyForm())


@bp.post("/editions/<int:edition_id>/copies")
@open_to(Audience.MEMBERS)
def copy_edition(edition_id: int) -> ResponseReturnValue:
    edition = _the_edition_i_copy(edition_id)
    form = CopyForm()
    if not form.accepted():
        return render_template("intakes/new_copy.html", edition=edition, form=form), 422
    first = form.starts_on.data
    assert first is not None  # noqa: S101  # the form asked for it
    copy = actions.copy_intake(
        edition, name=form.name.data or "", starts_on=first, off=form.spans, by=me(), at=clock.now()
    )
    flash(_("The copy is open, with its timetable and nobody in it yet. Look at its dates."))
    return redirect(f"/editions/{copy.id}/timetable", 303)


def _the_edition_i_copy(edition_id: int) -> Edition:
    """Who runs it, and may open editions at all."""
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition) and policy.can_open_edition(me()))
    return edition
