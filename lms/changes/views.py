from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.changes import actions
from lms.changes.forms import EndingForm, ExtensionForm, ReasonedForm, SupervisorForm
from lms.db import db
from lms.editions.models import Role
from lms.editions.policy import can_run
from lms.editions.queries import people_of
from lms.placements.finding import the_placement, utc_today
from lms.placements.models import AHEAD, RUNNING, Placement
from lms.placements.steps import Act

CHANGES = "/placements/<int:placement_id>/changes"

bp = Blueprint("changes", __name__)


@bp.get(CHANGES)
@open_to(Audience.MEMBERS)
def changes(placement_id: int) -> ResponseReturnValue:
    return _page(_mine_to_change(placement_id))


@bp.post(f"{CHANGES}/extension")
@open_to(Audience.MEMBERS)
def extend(placement_id: int) -> ResponseReturnValue:
    placement, form = _mine_to_change(placement_id), ExtensionForm()
    form.placement = placement
    ends_on, now = form.ends_on.data or placement.ends_on, clock.now()
    return _done(
        placement,
        form,
        lambda why: actions.extend(placement, ends_on, reason=why, by=me(), at=now),
        _("The last day is changed. Everybody sees it on the page of the fieldwork."),
    )


@bp.post(f"{CHANGES}/supervisor")
@open_to(Audience.MEMBERS)
def change_supervisor(placement_id: int) -> ResponseReturnValue:
    placement, form = _mine_to_change(placement_id), SupervisorForm()
    people = _offer(form, placement)
    today, now = utc_today(), clock.now()
    return _done(
        placement,
        form,
        lambda why: actions.change_supervisor(
            placement, people[form.supervisor.data], reason=why, by=me(), on=today, at=now
        ),
        _("The new supervisor is in charge from today on."),
    )


@bp.post(f"{CHANGES}/ending")
@open_to(Audience.MEMBERS)
def end(placement_id: int) -> ResponseReturnValue:
    placement, form = _mine_to_change(placement_id), EndingForm()
    now = clock.now()
    return _done(
        placement,
        form,
        lambda why: actions.end(placement, Act(form.how.data), reason=why, by=me(), at=now),
        _("The fieldwork has ended. Its log can still be read."),
    )


def _done(
    placement: Placement, form: ReasonedForm, change: Callable[[str], None], told: str
) -> ResponseReturnValue:
    if not form.accepted():
        return _page(placement, form), 422
    change(form.said.data or "")
    flash(told)
    return redirect(url_for("fieldwork.placement", placement_id=placement.id), 303)


def _mine_to_change(placement_id: int) -> Placement:
    placement = the_placement(placement_id)
    allow(can_run(me(), placement.enrolment.edition) and placement.state in (*AHEAD, *RUNNING))
    return placement


def _offer(form: SupervisorForm, placement: Placement) -> dict[str, User]:
    """Supervisors of the edition; nobody supervises themselves."""
    rows = db.session.scalars(people_of(placement.enrolment.edition, Role.SUPERVISOR))
    people = {
        str(row.user_id): row.user for row in rows if row.user_id != placement.enrolment.user_id
    }
    named = [(number, user.name) for number, user in people.items()]
    form.supervisor.choices = [("", _("Choose")), *named]
    return people


def _page(placement: Placement, sent: ReasonedForm | None = None) -> str:
    """`sent` is the form that could not be taken."""
    extension = sent if isinstance(sent, ExtensionForm) else ExtensionForm(formdata=None)
    supervisor = sent if isinstance(sent, SupervisorForm) else SupervisorForm(formdata=None)
    ending = sent if isinstance(sent, EndingForm) else EndingForm(formdata=None)
    if sent is not extension:
        extension.ends_on.data = placement.ends_on
    _offer(supervisor, placement)
    forms: dict[str, ReasonedForm] = {
        "extension": extension,
        "supervisor": supervisor,
        "ending": ending,
    }
    for name, form in forms.items():
        form.said.id = f"{name}-said"
    return render_template(
        "changes/changes.html",
        placement=placement,
        **forms,
    )
