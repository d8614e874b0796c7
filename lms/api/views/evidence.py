"""Photos and papers of a phone, in parts: what is here stays here, whatever breaks off."""

import base64
import re
from collections.abc import Sequence
from hashlib import sha256

from flask import Response, abort, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.api import awaiting
from lms.api.problems import RefusedError
from lms.api.views import bp
from lms.awaited import actions, parts
from lms.awaited.models import Awaited
from lms.awaited.parts import LARGEST_PART
from lms.awaited.vocabulary import why_refused
from lms.db import db
from lms.files import kinds
from lms.files.actions import Received, receive
from lms.files.kinds import Refusal
from lms.files.vocabulary import in_words

PARTS = "/evidence/<digest>/parts"


@bp.get(PARTS)
@open_to(Audience.MEMBERS)
def get_parts(digest: str) -> ResponseReturnValue:
    """How much is here; HEAD says it in `Upload-Offset` alone."""
    rows = _mine(digest)
    return _standing(rows, parts.held(me(), digest))


@bp.post(PARTS)
@open_to(Audience.MEMBERS)
def add_part(digest: str) -> ResponseReturnValue:
    """The next bytes. While they come from a slow phone no transaction is open."""
    rows = _mine(digest)
    if not rows[0].is_on_the_device:
        return _standing(rows, rows[0].size)
    db.let_go()
    held = _append(rows[0], _sent_part())
    if held == rows[0].size:
        _arrived(rows)
    elif rows[0].state == "expected":
        actions.on_its_way(rows)
    return _standing(rows, held)


def _mine(digest: str) -> Sequence[Awaited]:
    """What nobody announced is not taken."""
    return awaiting.named_by(me(), digest) or abort(404)


def _sent_part() -> bytes:
    """What came, if it is what was sent: a part may say its own digest (RFC 9530)."""
    if (request.content_length or 0) > LARGEST_PART:
        abort(413)
    part = request.get_data(cache=False)
    told = re.search(r"sha-256=:([^:]+):", request.headers.get("Content-Digest", ""))
    if told and told[1] != base64.b64encode(sha256(part).digest()).decode():
        raise RefusedError(400, "broken_part", _("This part was damaged on the way."))
    return part


def _append(row: Awaited, part: bytes) -> int:
    offset = request.args.get("offset", type=int)
    if offset is None:
        abort(400)
    try:
        return parts.append(me(), row.digest, part, offset=offset, size=row.size)
    except parts.WrongOffsetError as error:
        raise _out_of_step(error.held) from None
    except OSError as error:
        raise _no_room() from error


def _arrived(rows: Sequence[Awaited]) -> None:
    """Nothing but the whole file, drawn anew, is ever kept; what is no such file is refused."""
    digest = rows[0].digest
    try:
        awaiting.arrived(rows, _examined(rows[0]), by=me(), at=clock.now())
    except kinds.RefusedError as error:
        if error.why is Refusal.NO_ROOM:
            raise _no_room() from error
        actions.refused(rows, error.why)
        db.let_go()
        parts.forget(me(), digest)
        raise RefusedError(422, "refused", in_words(error)) from None
    db.let_go()
    parts.forget(me(), digest)


def _examined(row: Awaited) -> Received:
    try:
        return receive(parts.whole(me(), row.digest, row.name))
    except parts.OtherContentError:
        told = _("What arrived is not the file that was announced. Send it again.")
        raise RefusedError(422, "other_content", told, offset=0) from None
    except FileNotFoundError:
        raise _out_of_step(0) from None


def _out_of_step(held: int) -> RefusedError:
    told = _("This part does not follow what is here.")
    return RefusedError(409, "wrong_offset", told, offset=held)


def _no_room() -> RefusedError:
    return RefusedError(503, "no_room", in_words(kinds.RefusedError(Refusal.NO_ROOM)))


def _standing(rows: Sequence[Awaited], held: int) -> Response:
    row = rows[0]
    is_here = not row.is_on_the_device
    answer = jsonify(
        sha256=row.digest,
        state=row.state,
        offset=row.size if is_here else held,
        size=row.size,
        told=why_refused(row.refusal) if row.refusal else "",
        receipt=row.id,
        href=awaiting.page_of(row),
    )
    answer.headers["Upload-Offset"] = str(row.size if is_here else held)
    return answer
