from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me_or_none
from lms.content import library
from lms.i18n import language
from lms.programmes.vocabulary import STATES as PLACE_STATES
from lms.today.board import board_for
from lms.today.supervising import assess_label, stretch_address

bp = Blueprint("today", __name__)


@bp.get("/")
@open_to(Audience.EVERYONE)
def show() -> ResponseReturnValue:
    """For a visitor what this is; signed in, what is next."""
    person = me_or_none()
    if person is None:
        cases = [case.in_language(language()) for case in library().case_studies.values()]
        return render_template("today/front.html", cases=cases)
    now = clock.now()
    here = now.astimezone(ZoneInfo(person.time_zone)).date()
    return render_template(
        "today/today.html",
        board=board_for(person, now),
        today=here,
        assess_label=assess_label,
        stretch_address=stretch_address,
        PLACE_STATES=PLACE_STATES,
    )
