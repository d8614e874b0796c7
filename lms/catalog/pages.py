from flask import render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.catalog.find import page_or_404
from lms.catalog.views import bp


@bp.get("/about/<page_id>")
@open_to(Audience.EVERYONE)
def page(page_id: str) -> ResponseReturnValue:
    """Where the courses come from and what stands beside them."""
    return render_template("catalog/page.html", page=page_or_404(page_id))
