"""Exact to the post, whatever happens: what was read, what was not, and what that adds up to."""

from datetime import datetime, timedelta
from random import Random

import pytest

from lms.accounts.models import User
from lms.db import db
from lms.forum import noting, unread, waiting
from lms.forum.reading import MOST_GAPS, Span, State
from lms.spaces.readers import Reader
from tests.forum.factories import a_post, a_space, a_topic
from tests.people import People

STEPS = 10_000


@pytest.mark.long
def test_a_state_says_of_each_post_what_was_seen_last() -> None:
    """Ten thousand random steps beside a plain set of numbers."""
    chance = Random(7)  # noqa: S311  # the same steps each time
    state, seen, last = State(), set[int](), 1
    for _step in range(STEPS):
        last += chance.random() < 0.4
        first = chance.randint(1, last)
        span = Span(first, min(first + chance.randint(0, 19), last))
        if chance.random() < 0.9:
            state, seen = state.after_seeing(span), seen | {*range(span.first, span.last + 1)}
        else:
            state, seen = state.unread_from(first), seen - {*range(first, last + 1)}
        if len(state.gaps) == MOST_GAPS:  # some were joined, which only makes more of them unread
            seen = {no for no in seen if state.has_read(no)}
        agree(state, seen, near=range(max(first - 25, 1), min(first + 25, last) + 1))


def agree(state: State, seen: set[int], *, near: range) -> None:
    assert state.last_read == max(seen, default=0)
    assert [no for no in near if state.has_read(no)] == [no for no in near if no in seen]
    apart = zip(state.gaps, state.gaps[1:], strict=False)
    assert all(one.last + 1 < two.first for one, two in apart)


def test_beyond_the_most_gaps_nothing_unread_becomes_read() -> None:
    state = State()
    for no in range(2, 2 * MOST_GAPS + 22, 2):
        state = state.after_seeing(Span(no, no))
    assert len(state.gaps) == MOST_GAPS
    assert not any(state.has_read(no) for no in range(1, 2 * MOST_GAPS + 21, 2))


def test_seeing_an_old_post_again_takes_nothing_back() -> None:
    state = State().after_seeing(Span(1, 40))
    assert state.after_seeing(Span(3, 3)) == state


def test_pages_that_knew_the_same_add_up(people: People, now: datetime) -> None:
    topic = a_topic(a_space(at=now), people.trainer, at=now)
    noting.note_seen(people.trainee, topic.id, Span(1, 3))
    knew = State(3)

    for seen in (Span(10, 12), Span(6, 7), Span(13, 13)):
        noting.note_seen(people.trainee, topic.id, seen, knew)

    assert unread.state_of(people.trainee, topic.id) == State(13, (Span(4, 5), Span(8, 9)))


def test_all_counts_as_read_but_what_came_since(people: People) -> None:
    reader, now = Reader(people.trainee), people.trainee.created_at + timedelta(hours=1)
    space, later = a_space(at=now), now + timedelta(hours=1)
    opened, new = (a_topic(space, people.trainer, title=name, at=now) for name in ("One", "Two"))
    noting.note_seen(people.trainee, opened.id, Span(1, 1))
    a_post(opened, people.trainer, at=now)
    assert lists(people.trainee) == ([("One", 1)], ["Two"])

    noting.note_read(reader, people.trainee, until=now)
    assert lists(people.trainee) == ([], [])

    a_post(new, people.trainer, at=later)
    noting.note_read(reader, people.trainee, until=now)
    assert lists(people.trainee) == ([("Two", 1)], [])


def test_a_topic_never_opened_is_new_and_not_unread(people: People) -> None:
    now = people.trainee.created_at
    a_topic(a_space(at=now), people.trainer, title="Begun", at=now + timedelta(hours=1))
    before = now - timedelta(days=1)
    a_topic(a_space(name="Old", at=now), people.trainer, title="Before your account", at=before)
    assert lists(people.trainee) == ([], ["Begun"])
    assert lists(people.trainer) == ([], [])


def lists(person: User) -> tuple[list[tuple[str, int]], list[str]]:
    """What goes on, with how many; what is new."""
    db.session.flush()
    rows = db.session.execute(
        *waiting.topics(waiting.Part.REST, Reader(person), person, most=10)
    ).all()
    new = [topic.title for topic, count, _first in rows if not count]
    return [(topic.title, count) for topic, count, _first in rows if count], new
