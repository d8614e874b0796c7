from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, pdf
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.logbook.finding import hours
from lms.logbooks import drawing
from lms.logbooks.contents import outline_of
from lms.placements.finding import the_placement

LOGBOOK = "/placements/<int:placement_id>/logbook"

bp = Blueprint("logbooks", __name__)


@bp.get(LOGBOOK)
@open_to(Audience.MEMBERS)
def logbook(placement_id: int) -> ResponseReturnValue:
    """What the document will hold, and the document where it is drawn."""
    placement = the_placement(placement_id)
    outline = outline_of(placement)
    size = drawing.size(placement, outline)
    return render_template(
        "logbooks/logbook.html",
        placement=placement,
        counts=outline.counts,
        hours=hours(placement),
        own=placement.enrolment.user_id == me().id,
        kilobytes=None if size is None else size // 1024,
        pdf_is_on=pdf.is_on(),
    )


@bp.get(f"{LOGBOOK}.pdf")
@open_to(Audience.MEMBERS)
def document(placement_id: int) -> ResponseReturnValue:
    """The document as the log stands now; where it is not drawn yet, the page that asks for it."""
    placement = the_placement(placement_id)
    drawn = drawing.kept(placement)
    if drawn is None:
        return redirect(url_for(".logbook", placement_id=placement.id), 303)
    name = f"logbook-{placement.id}.pdf"
    return send_file(drawn, "application/pdf", as_attachment=True, download_name=name, etag=False)


@bp.post(f"{LOGBOOK}/drawing")
@open_to(Audience.MEMBERS)
def draw(placement_id: int) -> ResponseReturnValue:
    placement = the_placement(placement_id, even_closed=True)
    drawing.ask_for(placement, at=clock.now())
    flash(_("The logbook is being drawn. It takes a minute, with many photos up to five."))
    return redirect(url_for(".logbook", placement_id=placement.id), 303)
