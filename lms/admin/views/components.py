from flask import render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.admin.forms import SampleForm
from lms.admin.views import bp


@bp.get("/components")
@open_to(Audience.STAFF)
def components() -> ResponseReturnValue:
    wrong = SampleForm(formdata=None, data={"email": "ana@"}, meta={"csrf": False})
    wrong.validate()
    return render_template("admin/components.html", form=wrong)
