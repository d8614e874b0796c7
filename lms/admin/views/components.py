from flask import render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.admin.views import bp


@bp.get("/components")
@open_to(Audience.STAFF)
def components() -> ResponseReturnValue:
    return render_template("admin/components.html")
