from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions import policy
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.intakes import moving
from lms.intakes.dates import Shift
from lms.intakes.forms import MoveForm
from lms.intakes.queries import move_number
from lms.intakes.views import bp

MOVES = "/editions/<int:edition_id>/moves"


@bp.get(f"{MOVES}/new")
@open_to(Audience.MEMBERS)
def new_move(edition_id: int) -> ResponseReturnValue:
    edition = _the_edition_i_run(edition_id)
    form = MoveForm(from_on=max(edition.starts_on, clock.now().date()))
    return render_template("intakes/new_move.html", edition=edition, form=form)


@bp.post(f"{MOVES}/preview")
@open_to(Audience.MEMBERS)
def preview_move(edition_id: int) -> ResponseReturnValue:
    """What goes where; nothing has moved yet."""
    edition, form = _the_edition_i_run(edition_id), MoveForm()
    if not form.accepted():
        return render_template("intakes/new_move.html", edition=edition, form=form), 422
    return _preview(edition, form)


@bp.post(MOVES)
@open_to(Audience.MEMBERS)
def move_edition(edition_id: int) -> ResponseReturnValue:
    edition, form = _the_edition_i_run(edition_id), MoveForm()
    if not form.accepted():
        return render_template("intakes/new_move.html", edition=edition, form=form), 422
    shift = _shift(edition, form)
    try:
        moving.move(edition, shift, number=form.turn, by=me(), at=clock.now())
    except moving.MovedMeanwhileError:
        return _preview(edition, form, outdated=True), 409
    flash(_("The dates are moved. Everybody in the edition is told."))
    return redirect(f"/editions/{edition.id}/timetable", 303)


def _preview(edition: Edition, form: MoveForm, *, outdated: bool = False) -> str:
    last = db.session.scalars(move_number(edition)).first()
    form.number.data = str(last.number + 1 if last else 1)
    rows = moving.foresee(edition, _shift(edition, form))
    return render_template(
        "intakes/move.html", edition=edition, form=form, rows=rows, outdated=outdated
    )


def _shift(edition: Edition, form: MoveForm) -> Shift:
    first, to = form.from_on.data, form.to_on.data
    assert first is not None and to is not None  # noqa: S101, PT018  # the form asked for both
    return Shift(first, to, edition.off, edition.off)


def _the_edition_i_run(edition_id: int) -> Edition:
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    return edition
