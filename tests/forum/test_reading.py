"""Exact to the post, whatever happens: what was read, what was not, and what that adds up to."""

from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.following.actions import choose_for_space, choose_for_topic
from lms.following.vocabulary import OF_TOPICS
from lms.forum import actions, levels, noting, unread
from lms.forum.actions import Writing
from lms.forum.models import Level, Post, Topic
from lms.forum.reading import MOST_GAPS, Span, State
from lms.spaces.readers import Reader
from tests.forum.factories import a_post, a_space, a_topic
from tests.people import People

STEPS = 10_000


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


@pytest.fixture
def readers(people: People) -> list[User]:
    return [people.trainee, people.classmate, people.supervisor]


def test_lists_and_numbers_are_what_is_really_unread(
    people: People, readers: list[User], now: datetime
) -> None:
    """Random reading, writing, removing and moving; every list against a set kept by hand."""
    chance = Random(11)  # noqa: S311  # the same steps each time
    world = World(readers, people, now)
    for step in range(300):
        acts = [world.writes, world.reads] * 2
        acts += [world.removes, world.keeps_unread, world.moves, world.chooses]
        chance.choice(acts)(chance)
        if step % 10 == 0:
            world.agrees()
    world.agrees()


class World:
    """Two spaces, three topics, and what each reader has really seen of them."""

    def __init__(self, readers: list[User], people: People, now: datetime) -> None:
        self.readers, self.now, self.step = readers, now, 0
        self.spaces = [a_space(name=name, at=now) for name in ("Fees", "Visits")]
        self.topics = [
            a_topic(space, people.trainer, at=now) for space in (*self.spaces, self.spaces[0])
        ]
        self.seen: dict[tuple[int, int], set[int]] = {}
        self.wrote: set[tuple[int, int]] = set()
        self.of_topics: dict[tuple[int, int], Level] = {}
        self.of_spaces: dict[tuple[int, int], Level] = {}

    def writes(self, chance: Random) -> None:
        topic, by = chance.choice(self.topics), chance.choice(self.readers)
        self.step += 1
        at = self.now + timedelta(hours=self.step)
        actions.reply(topic, Writing(uuid4(), f"Post {self.step}", "en"), by=by, at=at)
        self.seen.setdefault((by.id, topic.id), set())
        self.wrote.add((by.id, topic.id))

    def reads(self, chance: Random) -> None:
        topic, reader = chance.choice(self.topics), chance.choice(self.readers)
        last = self.posts_of(topic)[-1].no
        first = chance.randint(1, last)
        span = Span(first, min(first + chance.randint(0, 5), last))
        noting.note_seen(reader, topic.id, span)
        numbers = set(range(span.first, span.last + 1))
        self.seen.setdefault((reader.id, topic.id), set()).update(numbers)

    def keeps_unread(self, chance: Random) -> None:
        topic, reader = chance.choice(self.topics), chance.choice(self.readers)
        no = chance.randint(1, self.posts_of(topic)[-1].no)
        if (reader.id, topic.id) in self.seen:
            noting.note_unread_from(reader, topic.id, no)
            self.seen[reader.id, topic.id] -= set(range(no, 10_000))

    def removes(self, chance: Random) -> None:
        post = chance.choice(self.posts_of(chance.choice(self.topics)))
        actions.remove(post, reason="Twice.", by=post.author, at=self.now)

    def moves(self, chance: Random) -> None:
        chance.choice(self.topics).space = chance.choice(self.spaces)
        db.session.flush()

    def chooses(self, chance: Random) -> None:
        """Of a topic they have opened, or of a space."""
        reader, topic = chance.choice(self.readers), chance.choice(self.topics)
        if chance.random() < 0.5:
            level = chance.choice(list(Level))
            choose_for_space(reader, topic.space_id, level)
            self.of_spaces[reader.id, topic.space_id] = level
        elif (reader.id, topic.id) in self.seen:
            level = chance.choice(list(OF_TOPICS))
            choose_for_topic(reader, topic.id, level)
            self.of_topics[reader.id, topic.id] = level

    def level_of(self, person: User, topic: Topic) -> Level:
        chosen = self.of_topics.get((person.id, topic.id))
        wrote = (person.id, topic.id) in self.wrote
        level = chosen or (Level.FOLLOW if wrote else Level.NORMAL)
        reason = "chose" if chosen else "wrote" if wrote else ""
        of_space = self.of_spaces.get((person.id, topic.space_id))
        return levels.of_topic(level, reason, of_space, leads=False).level

    def posts_of(self, topic: Topic) -> list[Post]:
        query = select(Post).where(Post.topic_id == topic.id).order_by(Post.no)
        return list(db.session.scalars(query))

    def agrees(self) -> None:
        for person in self.readers:
            wanted = {topic.id: self.unread(person, topic) for topic in self.topics}
            wanted = {number: posts for number, posts in wanted.items() if posts}
            reader = Reader(person)
            blocks = {Level.FOLLOW: unread.followed, Level.NORMAL: unread.elsewhere}
            for level, block in blocks.items():
                rows = db.session.execute(block(reader, person)).all()
                assert {row[0].id: (row[1], row[2]) for row in rows if row[1]} == {
                    topic.id: (len(wanted[topic.id]), min(wanted[topic.id]))
                    for topic in self.topics
                    if topic.id in wanted and self.level_of(person, topic) is level
                }
            sums = db.session.execute(unread.by_space(reader, person))
            by_space = {row[0]: row[1] for row in sums}
            assert by_space == self.summed(wanted)

    def unread(self, person: User, topic: Topic) -> set[int]:
        seen = self.seen.get((person.id, topic.id))
        if seen is None or self.level_of(person, topic) is Level.MUTE:
            return set()
        others = [post for post in self.posts_of(topic) if post.author_id != person.id]
        return {post.no for post in others if post.removed_at is None} - seen

    def summed(self, wanted: dict[int, set[int]]) -> dict[int, int]:
        found: dict[int, int] = {}
        for topic in self.topics:
            if topic.id in wanted:
                found[topic.space_id] = found.get(topic.space_id, 0) + len(wanted[topic.id])
        return found


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
    rows = db.session.execute(unread.elsewhere(Reader(person), person)).all()
    new = [topic.title for topic, count, _first in rows if not count]
    return [(topic.title, count) for topic, count, _first in rows if count], new
