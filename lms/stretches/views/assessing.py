from dataclasses import replace

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.content import library
from lms.grading.actions import GradedMeanwhileError
from lms.grading.sheet import sheet_sent
from lms.placements import policy
from lms.placements.finding import the_placement, utc_today
from lms.stretches import actions
from lms.stretches.views import STRETCH, bp
from lms.stretches.views.finding import address_of, the_stretch
from lms.stretches.views.stretch import RUBRIC, Unsaved, stretch_page


@bp.post(f"{STRETCH}/assessment")
@open_to(Audience.MEMBERS)
def assess_stretch(placement_id: int, units: str, number: int) -> ResponseReturnValue:
    """A level for each criterion and a comment that names a strength and a next step."""
    placement, rubric = the_placement(placement_id), library().rubrics[RUBRIC]
    allow(policy.can_review(me(), placement, on=utc_today()))
    this = the_stretch(placement, units, number)
    sheet = sheet_sent(rubric)
    if sheet.errors:
        return stretch_page(placement, this, Unsaved(sheet)), 422
    try:
        row = actions.assess(placement, this.target, sheet.by(rubric), by=me(), at=clock.now())
    except GradedMeanwhileError as meanwhile:
        theirs = meanwhile.current
        sheet = replace(sheet, version=theirs.version)
        return stretch_page(placement, this, Unsaved(sheet, theirs)), 409
    who = placement.enrolment.user.name
    if row.released_at:
        flash(_("The assessment is saved. %(name)s can see it.", name=who))
    else:
        flash(
            _(
                "Saved, and drawn for a second mark. %(name)s sees it when that is settled.",
                name=who,
            )
        )
    return redirect(address_of(placement, this), 303)
