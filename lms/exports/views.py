from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.exports import actions, queries
from lms.exports.models import Export
from lms.exports.offers import OFFERS, Asked, Offer
from lms.forms import Form

bp = Blueprint("exports", __name__)
OF_EDITION = "/editions/<int:edition_id>/exports"


@bp.get(f"{OF_EDITION}/new")
@open_to(Audience.MEMBERS)
def new_export(edition_id: int) -> ResponseReturnValue:
    """Says that it is large and asks whether to have it made."""
    kind, edition, offer = _the_offer(edition_id)
    return render_template(
        "exports/new_export.html",
        edition=edition,
        offer=offer,
        kind=kind,
        asked=_asked(),
        form=Form(),
    )


@bp.post(OF_EDITION)
@open_to(Audience.MEMBERS)
def create_export(edition_id: int) -> ResponseReturnValue:
    kind, edition, _offer = _the_offer(edition_id)
    row = actions.ask_for(kind, edition, _asked(), by=me(), at=clock.now())
    return redirect(url_for(".export", export_id=row.id), 303)


@bp.get("/exports/<int:export_id>")
@open_to(Audience.MEMBERS)
def export(export_id: int) -> ResponseReturnValue:
    """Being made, or ready to be fetched."""
    row = _mine(export_id)
    failed = row.ready_at is None and db.session.scalar(queries.has_failed(row)) is not None
    return render_template(
        "exports/export.html", export=row, offer=OFFERS[row.kind], failed=failed, kept=actions.KEPT
    )


@bp.get("/exports/<int:export_id>/file")
@open_to(Audience.MEMBERS)
def export_file(export_id: int) -> ResponseReturnValue:
    row = _mine(export_id)
    if row.ready_at is None:
        return redirect(url_for(".export", export_id=row.id), 303)
    try:
        file = actions.content_of(row)
    except FileNotFoundError:
        abort(404)
    answer = send_file(file, row.media_type, as_attachment=True, download_name=row.name, etag=False)
    answer.content_length = row.size or 0
    return answer


def _the_offer(edition_id: int) -> tuple[str, Edition, Offer]:
    kind, edition = request.values.get("kind", ""), the_edition(edition_id)
    offer = OFFERS.get(kind) or abort(404)
    allow(offer.may(me(), edition))
    return kind, edition, offer


def _asked() -> Asked:
    known = {"show", "supervisor"}
    return {name: value for name, value in request.values.items() if name in known}


def _mine(export_id: int) -> Export:
    """Theirs, and still theirs to see: roles may have ended since."""
    row = db.find_or_404(queries.mine(me(), export_id))
    allow(OFFERS[row.kind].may(me(), the_edition(row.edition_id)))
    return row
