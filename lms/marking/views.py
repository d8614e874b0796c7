from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.policy import can_run
from lms.grading.vocabulary import LEVEL_NAMES
from lms.marking import queries
from lms.marking.drift import LEVELS
from lms.marking.panel import markers_of, samples_of
from lms.second_marks.subjects import kind_of
from lms.second_marks.vocabulary import STATES

bp = Blueprint("marking", __name__)


@bp.get("/editions/<int:edition_id>/marking")
@open_to(Audience.MEMBERS)
def marking(edition_id: int) -> ResponseReturnValue:
    """For who runs the edition: what to talk about with those who mark. It ranks nobody."""
    edition = the_edition(edition_id)
    allow(can_run(me(), edition))
    held = db.session.scalars(queries.open_second_marks(edition)).unique().all()
    return render_template(
        "marking/marking.html",
        edition=edition,
        markers=markers_of(edition),
        samples=samples_of(edition, at=clock.now()),
        held=[(row, kind_of(row).name(row)) for row in held],
        LEVELS=LEVELS,
        LEVEL_NAMES=LEVEL_NAMES,
        STATES=STATES,
    )
