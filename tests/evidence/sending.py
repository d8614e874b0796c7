"""Photos in parts, as a phone sends them."""

import json
from contextvars import Context
from hashlib import sha256
from typing import Any

from werkzeug.test import TestResponse

from lms.db import db
from tests.visitor import Visitor

PART = 1000


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def address(data: bytes) -> str:
    return f"/api/v1/evidence/{digest_of(data)}/parts"


def manifest(data: bytes, **said: Any) -> dict[str, Any]:
    plain = {"sha256": digest_of(data), "bytes": len(data), "name": "x.jpg", "consent": "none"}
    return plain | said


def post(
    visitor: Visitor, data: bytes, part: bytes, offset: int | str, *, status: int = 200, **head: str
) -> dict[str, Any]:
    visitor.token()
    db.session.commit()
    answer: TestResponse = Context().run(
        visitor.client.post,
        f"{address(data)}?offset={offset}",
        data=part,
        content_type="application/octet-stream",
        headers={"X-CSRFToken": visitor.token(), **head},
    )
    db.session.expire_all()
    assert answer.status_code == status, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def send(visitor: Visitor, data: bytes, *, start: int = 0) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for offset in range(start, len(data), PART):
        told = post(visitor, data, data[offset : offset + PART], offset)
    return told


def standing(visitor: Visitor, data: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(visitor.get(address(data)).text)
    return told
