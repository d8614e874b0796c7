from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me_or_none

bp = Blueprint("today", __name__)


@bp.get("/")
@open_to(Audience.EVERYONE)
def show() -> ResponseReturnValue:
    if me_or_none() is None:
        return render_template("today/front.html")
    return render_template("today/today.html")
