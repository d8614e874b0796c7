from flask import render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.catalog.find import all_guides, guide_or_404, page_or_404
from lms.catalog.views import bp


@bp.get("/about/<page_id>")
@open_to(Audience.EVERYONE)
def page(page_id: str) -> ResponseReturnValue:
    """Where the courses come from and what stands beside them."""
    return render_template("catalog/page.html", page=page_or_404(page_id))


@bp.get("/guides")
@open_to(Audience.EVERYONE)
def guides() -> ResponseReturnValue:
    return render_template("catalog/guides.html", guides=all_guides())


@bp.get("/guides/<guide_id>")
@open_to(Audience.EVERYONE)
def guide(guide_id: str) -> ResponseReturnValue:
    """A reference to keep beside the work, such as on business plans or legal forms."""
    return render_template("catalog/guide.html", page=guide_or_404(guide_id))
