from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.placements.finding import the_placement, utc_today
from lms.placements.models import Placement
from lms.signoffs import naming, policy, telling
from lms.signoffs.forms import NameForm
from lms.signoffs.views import bp

PEOPLE = "/placements/<int:placement_id>/second-people"
ROLES = {"moderator": naming.MODERATOR, "second-marker": naming.SECOND_MARKER}


@bp.get(PEOPLE)
@open_to(Audience.MEMBERS)
def second_people(placement_id: int) -> ResponseReturnValue:
    """Who looks at this fieldwork when it is closed, and who marks again what is drawn."""
    return _page(_mine_to_staff(placement_id))


@bp.post(f"{PEOPLE}/<any('moderator', 'second-marker'):role>")
@open_to(Audience.MEMBERS)
def name_second_person(placement_id: int, role: str) -> ResponseReturnValue:
    placement, now = _mine_to_staff(placement_id), clock.now()
    people = naming.candidates(placement)
    form = NameForm(people)
    if not form.accepted():
        return _page(placement, role, form), 422
    person, kind = people.get(form.chosen), ROLES[role]
    changed = naming.name(placement, kind, person, by=me(), on=utc_today(), at=now)
    if changed and kind == naming.MODERATOR and placement.state == "assessed":
        telling.ask(placement, at=now)
    if person:
        flash(_("%(name)s is named from today on.", name=person.name))
    else:
        flash(_("Nobody in particular is named any more."))
    return redirect(url_for(".second_people", placement_id=placement.id), 303)


def _mine_to_staff(placement_id: int) -> Placement:
    placement = the_placement(placement_id, even_closed=True)
    allow(policy.can_name(me(), placement))
    return placement


def _page(placement: Placement, sent_as: str = "", sent: NameForm | None = None) -> str:
    people = naming.candidates(placement)
    forms = {}
    for role, kind in ROLES.items():
        row = naming.named(placement, kind)
        shown = NameForm(people, now=row.user_id if row else None, formdata=None)
        forms[role] = sent if sent and role == sent_as else shown
        forms[role].person.id = f"{role}-person"
    return render_template("signoffs/second_people.html", placement=placement, forms=forms)
