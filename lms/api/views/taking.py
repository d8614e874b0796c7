from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.session import me
from lms.api.problems import same_id_other_content
from lms.api.receipts import OtherContentError, Told, take_once
from lms.api.shapes import Sent


def received(key: UUID, kind: str, sent: Sent, act: Callable[[], Told]) -> ResponseReturnValue:
    """201 with what was done and the number of its receipt; 200 with the same, sent again."""
    try:
        kept = take_once(me(), key, kind, sent.digest, act, at=clock.now())
    except OtherContentError:
        raise same_id_other_content() from None
    answer = kept.receipt.answer | {"receipt": kept.receipt.id}
    return jsonify(answer), 201 if kept.is_new else 200


def written_at(sent: Sent) -> datetime:
    """The device's word, as far as it can be true."""
    return min(sent.written_at, clock.now())
