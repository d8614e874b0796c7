from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.roles import my_role_in
from lms.extensions import actions, policy, queries
from lms.extensions.dates import dates_for
from lms.extensions.forms import Row, rows_of, rows_sent
from lms.extensions.views import bp
from lms.extensions.works import KINDS, tasks_in


@bp.get("/editions/<int:edition_id>/dates")
@open_to(Audience.MEMBERS)
def dates(edition_id: int) -> ResponseReturnValue:
    """For those who teach, the dates of all as a form; a trainee finds their own."""
    edition = the_edition(edition_id)
    if policy.can_set_dates(me(), edition):
        present = db.session.scalars(queries.dates_in(edition))
        found = {(row.kind, row.ref): row.due_on for row in present}
        return _form(edition, rows_of(tasks_in(edition), found))
    return _own(edition, my_role_in(edition.id, Role.TRAINEE))


def _own(edition: Edition, trainee: Enrolment | None) -> str:
    due = dates_for([trainee]).all_of(trainee) if trainee else {}
    rows = [
        (task, due[work]) for task in tasks_in(edition) if (work := (task.kind, task.ref)) in due
    ]
    rows.sort(key=lambda row: row[1].on)
    return render_template("extensions/own_dates.html", edition=edition, rows=rows, kinds=KINDS)


def _form(edition: Edition, rows: list[Row]) -> str:
    return render_template("extensions/dates.html", edition=edition, rows=rows, kinds=KINDS)


@bp.post("/editions/<int:edition_id>/dates")
@open_to(Audience.MEMBERS)
def set_dates(edition_id: int) -> ResponseReturnValue:
    edition = the_edition(edition_id)
    allow(policy.can_set_dates(me(), edition))
    rows = rows_sent(tasks_in(edition), request.form)
    if any(row.error for row in rows):
        return _form(edition, rows), 422
    dates = {(row.task.kind.value, row.task.ref): row.on for row in rows}
    count = actions.set_dates(edition, dates, by=me(), at=clock.now())
    flash(ngettext("%(num)s date is changed.", "%(num)s dates are changed.", count))
    return redirect(url_for(".dates", edition_id=edition.id), 303)
