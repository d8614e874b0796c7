"""Addresses that say where a page begins. One that was not made here is refused with 400."""

import re
from datetime import UTC, datetime, timedelta

from flask import abort, request

from lms.forum.listed import Edge
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
    return f"{_written(topic.bumped_at)}_{topic.id}"


def cursor() -> tuple[datetime, int] | None:
    """Where the page of older topics begins: `before=1790000000000000_7`."""
    written = request.args.get("before", "")
    if not written:
        return None
    found = re.fullmatch(_PLACE, written) or abort(400)
    return _moment(found[1]), int(found[2])


def edge_of(edge: Edge, *, ranked: bool) -> str:
    """The same; where topics have a rank, that and the moment of the first page follow."""
    place = f"{_written(edge.moment)}_{edge.number}"
    return f"{place}_{edge.rank}_{_written(edge.as_of)}" if ranked else place


def edge_in(name: str, *, ranked: bool) -> Edge | None:
    """Of a list of one kind; an address of a list in another order is refused."""
    written = request.args.get(name, "")
    if not written:
        return None
    found = re.fullmatch(_RANKED if ranked else _PLACE, written) or abort(400)
    moment, number, rank, as_of = (*found.groups(), "0", found[1])[:4]
    return Edge(_moment(moment), int(number), int(rank), _moment(as_of))


_PLACE = "([0-9]{1,16})_([0-9]{1,9})"
_RANKED = f"{_PLACE}_([0-9]{{1,11}})_([0-9]{{1,16}})"


def _written(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def _moment(written: str) -> datetime:
    return EPOCH + timedelta(microseconds=int(written))
