"""Addresses that say where a page begins. One that was not made here is refused with 400."""

import re
from datetime import UTC, datetime, timedelta

from flask import abort, request

from lms.forum.models import Topic

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def number_of(name: str) -> int | None:
    """Such as `after=40`."""
    written = request.args.get(name, "")
    if not written:
        return None
    return int(written) if re.fullmatch("[0-9]{1,9}", written) else abort(400)


def cursor_of(topic: Topic) -> str:
    """Its last post's moment in microseconds, and its id."""
    return f"{(topic.bumped_at - EPOCH) // timedelta(microseconds=1)}_{topic.id}"


def cursor() -> tuple[datetime, int] | None:
    """Where the page of older topics begins: `before=1790000000000000_7`."""
    written = request.args.get("before", "")
    if not written:
        return None
    found = re.fullmatch(r"([0-9]{1,16})_([0-9]{1,9})", written) or abort(400)
    return EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
