"""What a device asks: is the server there, and what changed since it asked last."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Response, abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.api.queries import changed_entries, decisions_on, receipts_since
from lms.api.views import bp
from lms.awaited.models import Awaited
from lms.awaited.vocabulary import why_refused
from lms.db import db
from lms.evidence.models import Evidence
from lms.evidence.queries import evidence_of
from lms.logbook.models import LogEntry, Review
from lms.logbook.own_queries import own_placements
from lms.logbook.standing import standing
from lms.study_visits.photo_queries import changed_of

Told = dict[str, Any]
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@bp.get("/ping")
@open_to(Audience.EVERYONE)
def ping() -> ResponseReturnValue:
    """Words that no captive portal says, and the time, so that a device knows how far off it is."""
    answer = Response(f"weft {clock.now().isoformat()}\n", mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/sync")
@open_to(Audience.MEMBERS)
def sync() -> ResponseReturnValue:
    """`cursor` is what to ask with next time; the same answer twice costs no body."""
    since = _since()
    entries = db.session.scalars(changed_entries(me(), since)).all()
    ids = [row.id for row in entries]
    reviews: dict[UUID, list[Review]] = {}
    for row in db.session.scalars(decisions_on(ids)):
        reviews.setdefault(row.entry_id, []).append(row)
    proofs = db.session.scalars(evidence_of(*ids)).all()
    rows = [_entry(row, reviews.get(row.id, []), proofs) for row in entries]
    photos = db.session.scalars(changed_of(me(), since)).all()
    moments = [since, *(moment for row in rows for moment in row.pop("moments"))]
    moments += [m for row in photos for m in (row.received_at, row.withdrawn_at) if m]
    answer = jsonify(
        cursor=max(moments).isoformat(),
        entries=rows,
        photos=[_proof(row) for row in photos],
        receipts=[str(key) for key in db.session.scalars(receipts_since(me(), since))],
        placements=_placements(),
    )
    answer.add_etag()
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


def _since() -> datetime:
    """A moment that an answer gave; a plus sign in an address reads as a space."""
    try:
        moment = datetime.fromisoformat(request.args.get("since", LONG_AGO.isoformat()))
    except ValueError:
        abort(400)
    return moment if moment.tzinfo else abort(400)


def _entry(row: LogEntry, reviews: list[Review], proofs: Sequence[Evidence]) -> Told:
    assert row.current is not None  # noqa: S101  # the query joined it
    own = [proof for proof in proofs if proof.entry_id == row.id]
    moments = [row.current.received_at, row.submitted_at, *(one.decided_at for one in reviews)]
    moments += [
        m for proof in own for m in (proof.received_at, proof.waived_at, proof.withdrawn_at)
    ]
    return {
        "id": str(row.id),
        "placement": row.placement_id,
        "version": str(row.current.id),
        "digest": row.current.digest,
        "state": row.state,
        "day": row.activity_date.isoformat(),
        "minutes": row.minutes,
        "decision": _decision(standing(reviews)),
        "evidence": [_proof(proof) for proof in own],
        "href": url_for("logbook.entry", placement_id=row.placement_id, entry_id=row.id),
        "moments": [moment for moment in moments if moment],
    }


def _decision(reviews: list[Review]) -> Told | None:
    """The last that stands; one that was undone at once is none."""
    if not reviews:
        return None
    review = reviews[-1]
    return {
        "is": review.decision,
        "version": str(review.version_id),
        "minutes": review.minutes_allowed,
        "comment": review.comment,
        "at": review.decided_at.isoformat(),
    }


def _proof(row: Awaited) -> Told:
    told = why_refused(row.refusal) if row.refusal else ""
    return {"sha256": row.digest, "state": row.state, "told": told}


def _placements() -> list[Told]:
    """What is asked of the reader where they work, by the digest of its rules."""
    rows = [row[0] for row in db.session.execute(*own_placements(me()))]
    return [
        {"id": row.id, "state": row.state, "requirements": row.requirement_set.digest}
        for row in rows
    ]
