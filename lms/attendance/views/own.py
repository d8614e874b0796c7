"""What the registers say of one person: for them, and for those who run the programme."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.agendas.days import days_of
from lms.attendance import queries
from lms.attendance.expected import standing_slots
from lms.attendance.finding import the_place
from lms.attendance.hours import hours_of
from lms.attendance.views import bp
from lms.db import db


@bp.get("/programmes/<int:programme_id>/people/<int:participation_id>/attendance")
@open_to(Audience.MEMBERS)
def of_one(programme_id: int, participation_id: int) -> ResponseReturnValue:
    here, place = the_place(programme_id, participation_id)
    programme = here.programme
    items = standing_slots(programme)
    said = dict(db.session.execute(queries.marks_of_place(place)).all())
    return render_template(
        "attendance/of_one.html",
        here=here,
        programme=programme,
        place=place,
        own=place.user_id == me().id,
        days=days_of(items, programme.zone),
        said=said,
        hours=hours_of(items, said, programme.certificate_percent),
    )
