"""What a phone sends, as its outbox would."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict

from lms.class_sessions.models import ClassSession
from lms.placements.models import Placement
from tests.visitor import Visitor

COURSE = "cluster-broker"


def now() -> str:
    return datetime.now(UTC).isoformat()


def a_reading(**said: Any) -> dict[str, Any]:
    return {"course": COURSE, "lesson": "a1-1", "written_at": now()} | said


def an_attempt(fields: dict[str, list[str]], **said: Any) -> dict[str, Any]:
    return {"course": COURSE, "day": "a5", "fields": fields, "written_at": now()} | said


def an_entry_of(placement: Placement, form: dict[str, str], **said: Any) -> dict[str, Any]:
    sent = {
        "placement": placement.id,
        "version": str(uuid4()),
        "fields": in_lists(form),
        "written_at": now(),
    }
    return sent | said


def a_note(**said: Any) -> dict[str, Any]:
    fields = {"note-body": ["Ask Amina about her loom."], "note-paragraph": ["0"]}
    where = {"course": COURSE, "kind": "lesson", "page": "a1-1"}
    return where | {"fields": fields, "written_at": now()} | said


def a_register(session: ClassSession, form: dict[str, str], **said: Any) -> dict[str, Any]:
    where = {"edition": session.edition_id, "session": session.id}
    return where | {"fields": in_lists(form), "written_at": now()} | said


def in_lists(form: dict[str, Any]) -> dict[str, list[str]]:
    return {name: MultiDict(form).getlist(name) for name in form}


def at(kind: str, key: UUID | None = None) -> str:
    return f"/api/v1/{kind}/{key or uuid4()}"


def ten_times(visitor: Visitor, path: str, sent: dict[str, Any]) -> list[int]:
    """The receipts of the same thing, sent over and over; the first makes it, the rest find it."""
    first = visitor.put(path, sent)
    rest = [visitor.put(path, sent | {"sent_at": now()}, status=200) for _ in range(9)]
    return [answer["receipt"] for answer in (first, *rest)]
