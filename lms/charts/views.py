from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.charts import queries, series
from lms.db import db
from lms.intakes.spans import MONTH
from lms.logbook.pace import rhythm
from lms.logbook.vocabulary import words
from lms.placements.calendar import unit_of
from lms.placements.finding import local_today, the_placement
from lms.stretches.queries import idle_in

bp = Blueprint("charts", __name__)
bp.context_processor(words)

STANDING_OUT = {
    "long_day": _l("A day has more than ten hours."),
    "weekends": _l("More than half of the entries are about Saturdays and Sundays."),
    "round_hours": _l("Nearly all entries are of whole hours."),
}


@bp.get("/placements/<int:placement_id>/charts")
@open_to(Audience.MEMBERS)
def charts(placement_id: int) -> ResponseReturnValue:
    """The log in pictures, of the entries that the reader may read."""
    placement = the_placement(placement_id)
    found = db.session.execute(queries.entries_drawn(placement, me()))
    rows = [(day, state, minutes, work, counted) for day, state, minutes, work, counted in found]
    met = [(entry, who) for entry, who in db.session.execute(queries.meetings(placement, me()))]
    points = series.points_of(placement, rows, local_today(placement))
    handed_in = [(row[0], row[2]) for row in rows if row[1] in series.HANDED_IN]
    idle = db.session.scalars(idle_in(placement)).all()
    return render_template(
        "charts/charts.html",
        placement=placement,
        points=points,
        monthly=unit_of(placement) == MONTH,
        begun=[point for point in points if point.noted is not None],
        top=max([placement.requirement_set.required_minutes, *(row.noted or 0 for row in points)]),
        mix=series.mix_of(rows),
        graph=series.graph_of(met),
        rhythm=rhythm(placement, handed_in, local_today(placement), idle),
        notable=[STANDING_OUT[name] for name in series.standing_out(rows)],
        own=placement.enrolment.user_id == me().id,
    )
