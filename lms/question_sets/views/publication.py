from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.editions.class_days import today_in
from lms.question_sets import actions, policy
from lms.question_sets.forms import PublicationForm
from lms.question_sets.views import bp
from lms.question_sets.views.finding import the_set
from lms.question_sets.views.sets import SET, set_page


@bp.post(f"{SET}/publication")
@open_to(Audience.MEMBERS)
def publish(edition_id: int, set_id: int) -> ResponseReturnValue:
    """Open it to the trainees of the edition, from a day on."""
    edition, row = the_set(edition_id, set_id)
    form = PublicationForm()
    accepted = form.accepted()
    if accepted and not policy.can_publish(row):
        form.form_errors.append(_("Add questions first: there is nothing to answer yet."))
    day = form.opens_on.data
    if form.errors or not accepted or day is None:
        return set_page(edition, row, publication=form), 422
    actions.publish(row, opens_on=day, at=clock.now())
    open_now = day <= today_in(edition)
    flash(_("Your trainees can take it now.") if open_now else _("Trainees see it on that day."))
    return redirect(url_for(".show", edition_id=edition.id, set_id=row.id), 303)


@bp.post(f"{SET}/publication/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw(edition_id: int, set_id: int) -> ResponseReturnValue:
    edition, row = the_set(edition_id, set_id)
    if row.published_at is not None:
        actions.withdraw(row, at=clock.now())
        flash(_("Nobody can begin it any more. Attempts stay readable."))
    return redirect(url_for(".show", edition_id=edition.id, set_id=row.id), 303)
