"""Evidence for tests, each with only what the test names."""

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from sqlalchemy import select

from lms.awaited.actions import Item
from lms.db import db
from lms.evidence import actions
from lms.evidence.models import Evidence
from lms.files.actions import receive
from lms.logbook.models import LogEntry
from tests.files.factories import a_photo, sent


def an_item(data: bytes | None = None, **said: Any) -> Item:
    data = data or a_photo()
    plain: dict[str, Any] = {
        "digest": sha256(data).hexdigest(),
        "size": len(data),
        "name": "dryers.jpg",
        "consent": "none",
        "caption": "The two dryers behind the house.",
    }
    return Item(**plain | said)


def expected(entry: LogEntry, data: bytes | None = None, **said: Any) -> Evidence:
    (row,) = actions.expect(entry, [an_item(data, **said)], at=datetime.now(UTC))
    db.session.commit()
    return row


def received(entry: LogEntry, data: bytes | None = None, **said: Any) -> Evidence:
    """As if it had come from the trainee's phone."""
    data = data or a_photo()
    row, file = expected(entry, data, **said), receive(sent(data, "dryers.jpg"))
    actions.arrived([row], file, by=entry.placement.enrolment.user, at=datetime.now(UTC))
    db.session.commit()
    return row


def form_of(data: bytes | None = None, name: str = "dryers.jpg", **said: Any) -> dict[str, Any]:
    """What a browser without a script sends."""
    fields = {"caption": "The two dryers behind the house.", "consent": "spoken"}
    return fields | said | {"file": (BytesIO(data or a_photo()), name)}


def rows() -> list[Evidence]:
    return list(db.session.scalars(select(Evidence).order_by(Evidence.id)))
