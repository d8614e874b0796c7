"""Comments with the answers below them, as pages show them."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lms.note_comments.models import NoteComment

ROOM = 9000
"""Letters of comments on the page of a note; what has no room there is one tap away."""


class Thread(NamedTuple):
    """`has_changed` says that the part reads otherwise today."""

    comment: NoteComment
    answers: list[NoteComment]
    has_changed: bool

    @property
    def letters(self) -> int:
        return sum(len(row.html) for row in (self.comment, *self.answers))


class OnPart(NamedTuple):
    """What stands beside one part, and how many comments are open on it."""

    threads: list[Thread]
    open: int


def threads_of(rows: Iterable[Sequence[Any]]) -> list[Thread]:
    """From rows that begin (comment or answer, has changed), in the order of writing."""
    found: dict[int, Thread] = {}
    for comment, has_changed, *_rest in rows:
        if comment.answers_id is None:
            found[comment.id] = Thread(comment, [], has_changed)
        elif comment.answers_id in found:
            found[comment.answers_id].answers.append(comment)
    return list(found.values())


def by_part(rows: Sequence[Sequence[Any]]) -> dict[str, OnPart]:
    """The newest come first to have room, and are read in the order of writing."""
    found = {comment.part: OnPart([], number) for comment, _changed, number in rows}
    left = ROOM
    for thread in reversed(threads_of(rows)):
        if thread.letters <= left:
            found[thread.comment.part].threads.insert(0, thread)
            left -= thread.letters
    return found
