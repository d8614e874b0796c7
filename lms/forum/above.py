"""What features put above the posts of one kind of topic: a decision and its results.

A feature says once, when it is imported, what it asks of a topic of that kind (`stands_above`).
"""

from collections.abc import Callable
from typing import NamedTuple

from lms.forum.models import Kind, Topic
from lms.spaces.readers import Reader


class Above(NamedTuple):
    """The template is included with `what`."""

    template: str
    what: object


Asking = Callable[[Topic, Reader], object]
"""In one statement, as far as this reader may know of it; None where nothing is shown."""
_askings: dict[str, tuple[str, Asking]] = {}


def stands_above(kind: Kind, template: str) -> Callable[[Asking], Asking]:
    def register(asking: Asking) -> Asking:
        _askings[kind.value] = (template, asking)
        return asking

    return register


def above(topic: Topic, reader: Reader) -> Above | None:
    """None for most kinds of topics, which costs nothing."""
    if topic.kind not in _askings:
        return None
    template, asking = _askings[topic.kind]
    what = asking(topic, reader)
    return Above(template, what) if what is not None else None
