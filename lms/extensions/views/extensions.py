from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock, paging
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.queries import people_of
from lms.extensions import actions, policy, queries
from lms.extensions.forms import ExtensionForm
from lms.extensions.views import bp
from lms.extensions.works import Task, tasks_in

PAGE = 30


def _the_edition_i_teach(edition_id: int) -> Edition:
    edition = the_edition(edition_id)
    allow(policy.can_set_dates(me(), edition))
    return edition


@bp.get("/editions/<int:edition_id>/extensions")
@open_to(Audience.MEMBERS)
def extensions(edition_id: int) -> ResponseReturnValue:
    """All that were ever given, the newest first, and the form for another one."""
    edition = _the_edition_i_teach(edition_id)
    tasks, trainees = _choices(edition)
    return _page(edition, tasks, _offered(ExtensionForm(formdata=None), edition, tasks, trainees))


def _choices(edition: Edition) -> tuple[list[Task], list[Enrolment]]:
    return tasks_in(edition), list(db.session.scalars(people_of(edition, Role.TRAINEE)))


def _offered(
    form: ExtensionForm, edition: Edition, tasks: list[Task], trainees: list[Enrolment]
) -> ExtensionForm:
    present = db.session.scalars(queries.dates_in(edition))
    form.offer(tasks, trainees, {(row.kind, row.ref): row.due_on for row in present})
    return form


def _page(edition: Edition, tasks: list[Task], form: ExtensionForm) -> str:
    before = paging.before()
    query = queries.extensions_in(edition, before=before, most=PAGE)
    rows = db.session.scalars(query).all()
    older = f"{request.path}?before={rows[PAGE - 1].id}" if len(rows) > PAGE else None
    return render_template(
        "extensions/extensions.html",
        edition=edition,
        form=form,
        titles={task.work: task.title for task in tasks},
        rows=rows[:PAGE],
        older=older,
    )


@bp.post("/editions/<int:edition_id>/extensions")
@open_to(Audience.MEMBERS)
def give_extension(edition_id: int) -> ResponseReturnValue:
    edition = _the_edition_i_teach(edition_id)
    tasks, trainees = _choices(edition)
    form = _offered(ExtensionForm(), edition, tasks, trainees)
    if not form.accepted() or form.until_on.data is None:
        return _page(edition, tasks, form), 422
    kind, _colon, ref = form.task.data.partition(":")
    people = [row for row in trainees if row.id in set(form.people.data or ())]
    actions.give(
        edition,
        (kind, ref),
        people,
        until=form.until_on.data,
        reason=form.reason.data or "",
        by=me(),
        at=clock.now(),
    )
    flash(ngettext("%(num)s person has more time.", "%(num)s people have more time.", len(people)))
    return redirect(url_for(".extensions", edition_id=edition.id), 303)


@bp.post("/editions/<int:edition_id>/extensions/<int:extension_id>/ending")
@open_to(Audience.MEMBERS)
def end_extension(edition_id: int, extension_id: int) -> ResponseReturnValue:
    """It stays in the list, with who ended it."""
    edition = _the_edition_i_teach(edition_id)
    actions.end(edition, extension_id, by=me(), at=clock.now())
    flash(_("Ended: the usual date holds again."))
    return redirect(url_for(".extensions", edition_id=edition.id), 303)
