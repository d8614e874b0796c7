"""What is reported outside the forum, and waits on the same page for whoever decides about it.

A feature says once, when it is imported, which queue of its own there is (`waits_too`).
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import Select

from lms.spaces.readers import Reader


class Waiting(NamedTuple):
    """One text that was reported; `place` says where it stands and who wrote it."""

    href: str
    title: str
    title_language: str
    place: str
    words: str
    language: str
    said: int


class Queue(NamedTuple):
    """`rows` come the longest waiting first, and no more than asked for."""

    heading: str
    rows: Callable[[Reader, int], Sequence[Waiting]]
    how_many: Callable[[Reader], Select[int]]


_queues: list[Queue] = []


def waits_too(queue: Queue) -> None:
    _queues.append(queue)


def queues() -> Sequence[Queue]:
    return _queues
