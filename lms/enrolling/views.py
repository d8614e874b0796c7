"""Enrol from a list: look at what would be done, then do just that."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.accounts.views.links import public
from lms.db import db
from lms.editions import policy
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Enrolment
from lms.editions.vocabulary import ROLES
from lms.enrolling import actions, queries
from lms.enrolling.actions import Addresses
from lms.enrolling.forms import ListForm
from lms.enrolling.sheets import unused_columns
from lms.enrolling.trial import Trial, Verdict, try_out

bp = Blueprint("enrolling", __name__)
LIST = "/editions/<int:edition_id>/enrolment-lists"


@bp.get(f"{LIST}/new")
@open_to(Audience.MEMBERS)
def new_list(edition_id: int) -> ResponseReturnValue:
    edition = _the_edition_i_run(edition_id)
    return render_template("enrolling/new_list.html", edition=edition, form=ListForm())


@bp.post(f"{LIST}/trial")
@open_to(Audience.MEMBERS)
def try_list(edition_id: int) -> ResponseReturnValue:
    """Line by line what would be done; nobody is enrolled yet and no letter goes out."""
    edition, form = _the_edition_i_run(edition_id), ListForm()
    if not form.accepted():
        return render_template("enrolling/new_list.html", edition=edition, form=form), 422
    trial, _everyone = _trial(edition, form)
    return _trial_page(edition, form, trial)


@bp.post(LIST)
@open_to(Audience.MEMBERS)
def enrol_list(edition_id: int) -> ResponseReturnValue:
    """Only what the page showed is done; if that has changed since, it is shown again."""
    edition, form = _the_edition_i_run(edition_id), ListForm()
    if not form.accepted():
        return render_template("enrolling/new_list.html", edition=edition, form=form), 422
    db.hold(edition)
    trial, everyone = _trial(edition, form)
    if form.shown.data != trial.digest and trial.changes:
        return _trial_page(edition, form, trial, outdated=True), 409
    address = Addresses(
        public(url_for("learning.edition", edition_id=edition.id)),
        lambda token: public(url_for("accounts.invitation", token=token)),
    )
    actions.enrol_list(edition, trial, everyone, by=me(), at=clock.now(), addresses=address)
    flash(_said(len(trial.of(Verdict.INVITED))))
    return redirect(url_for("editions.people", edition_id=edition.id), 303)


def _said(count: int) -> str:
    if not count:
        return _("Everybody of this list was in the edition already.")
    return ngettext(
        "%(num)s person is in the edition. A letter goes out.",
        "%(num)s people are in the edition. A letter goes out to each.",
        count,
    )


def _the_edition_i_run(edition_id: int) -> Edition:
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    return edition


def _trial(edition: Edition, form: ListForm) -> tuple[Trial, list[Enrolment]]:
    everyone = list(db.session.scalars(queries.everyone_in(edition)))
    matches = db.session.scalars(queries.matches_in(edition))
    return try_out(form.entries, everyone, matches), everyone


def _trial_page(edition: Edition, form: ListForm, trial: Trial, *, outdated: bool = False) -> str:
    form.text.data, form.shown.data = form.source, trial.digest
    return render_template(
        "enrolling/trial.html",
        edition=edition,
        form=form,
        trial=trial,
        outdated=outdated,
        unused=unused_columns(form.source),
        ROLES=ROLES,
    )
