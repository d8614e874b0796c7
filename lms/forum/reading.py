"""How far somebody has read in a topic: exact, and never further than what they were shown.

All posts up to `last_read` are read, but for the gaps below it: who follows a link to post 40 has
not read 11 to 39.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_GAPS = 50


class Span(NamedTuple):
    """Numbers of posts, both ends included."""

    first: int
    last: int


@dataclass(frozen=True)
class State:
    """`gaps` in the order of the topic, apart from each other and below `last_read`."""

    last_read: int = 0
    gaps: tuple[Span, ...] = ()

    def has_read(self, no: int) -> bool:
        return no <= self.last_read and not any(gap.first <= no <= gap.last for gap in self.gaps)

    def after_seeing(self, seen: Span) -> "State":
        """Posts that were on the page are read; those between them and the mark become a gap."""
        gaps = [part for gap in self.gaps for part in _without(gap, seen)]
        if seen.first > self.last_read + 1:
            gaps.append(Span(self.last_read + 1, seen.first - 1))
        return State(max(self.last_read, seen.last), _few(gaps))

    def unread_from(self, no: int) -> "State":
        """The reader wants to come back to this post and what follows it."""
        if no > self.last_read:
            return self
        kept = [part for gap in self.gaps for part in _without(gap, Span(no, self.last_read))]
        while kept and kept[-1].last == no - 1:
            no = kept.pop().first
        return State(no - 1, tuple(kept))

    def carried(self, places: Sequence[int]) -> "State":
        """Of a topic that is made of the posts at these places, in this order."""
        state = State()
        for no, place in enumerate(places, 1):
            if self.has_read(place):
                state = state.after_seeing(Span(no, no))
        return state


def _without(gap: Span, seen: Span) -> list[Span]:
    """What is left of a gap: nothing, one end, or both."""
    before = Span(gap.first, min(gap.last, seen.first - 1))
    after = Span(max(gap.first, seen.last + 1), gap.last)
    return [part for part in (before, after) if part.first <= part.last]


def _few(gaps: list[Span]) -> tuple[Span, ...]:
    """Beyond so many, the two nearest become one: what lay between them counts as unread again."""
    while len(gaps) > MOST_GAPS:
        place = min(range(1, len(gaps)), key=lambda at: gaps[at].first - gaps[at - 1].last)
        gaps[place - 1 : place + 1] = [Span(gaps[place - 1].first, gaps[place].last)]
    return tuple(gaps)
