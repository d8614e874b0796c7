"""Exact to the post, however topics are moved, split and joined meanwhile."""

from datetime import datetime
from random import Random

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.arranging import actions
from lms.db import db
from lms.forum import noting
from lms.forum.models import ReadingGap, Topic
from lms.forum.reading import Span, State
from tests.forum.factories import a_post, a_space, a_topic
from tests.forum.test_reading import World
from tests.people import People

FEWEST = 2
STEPS = 300


@pytest.fixture
def readers(people: People) -> list[User]:
    return [people.trainee, people.classmate, people.supervisor]


def test_lists_and_numbers_are_what_is_really_unread(
    people: People, readers: list[User], now: datetime
) -> None:
    """As in the forum, with topics that are split and joined; every list beside plain sets."""
    chance = Random(13)  # noqa: S311  # the same steps each time
    world = OrderedWorld(readers, people, now)
    for step in range(STEPS):
        acts = [world.writes, world.reads] * 4
        acts += [world.removes, world.keeps_unread, world.moves, world.chooses]
        acts += [world.splits, world.joins]
        chance.choice(acts)(chance)
        if step % 10 == 0:
            world.agrees()
    world.agrees()


class OrderedWorld(World):
    """What a reader has seen of a post they have seen wherever it stands by now."""

    def moves(self, chance: Random) -> None:
        actions.move(chance.choice(self.topics), chance.choice(self.spaces))

    def splits(self, chance: Random) -> None:
        topic = chance.choice(self.topics)
        free = self.posts_of(topic)[1:]
        if not free:
            return
        going = sorted(
            chance.sample(free, chance.randint(1, min(len(free), 6))), key=lambda post: post.no
        )
        places = {post.no: no for no, post in enumerate(going, 1)}
        chosen = {post.id for post in going}
        new = actions.split(topic, chosen, "Another", by=self.readers[0], at=self.now)
        self.topics.append(new)
        for reader in self.readers:
            known = self.seen.get((reader.id, topic.id))
            if known is not None:
                self.seen[reader.id, new.id] = {places[no] for no in known if no in places}
                self.seen[reader.id, topic.id] = {no for no in known if no not in places}
                self.wants_the_same(reader, topic, new)

    def joins(self, chance: Random) -> None:
        if len(self.topics) <= FEWEST:
            return
        topic, into = chance.sample(self.topics, 2)
        row = actions.merge(topic, into, by=self.readers[0], at=self.now)
        self.topics.remove(topic)
        for reader in self.readers:
            known = self.seen.pop((reader.id, topic.id), None)
            if known is not None:
                here = self.seen.setdefault((reader.id, into.id), set())
                here.update(no + row.after for no in known)
                if not self.said(reader, into):
                    self.wants_the_same(reader, topic, into)

    def said(self, reader: User, topic: Topic) -> bool:
        key = (reader.id, topic.id)
        return key in self.of_topics or key in self.wrote

    def wants_the_same(self, reader: User, one: Topic, other: Topic) -> None:
        if (reader.id, one.id) in self.of_topics:
            self.of_topics[reader.id, other.id] = self.of_topics[reader.id, one.id]
        if (reader.id, one.id) in self.wrote:
            self.wrote.add((reader.id, other.id))


def test_a_gap_of_both_topics_stays_one(people: People, now: datetime) -> None:
    one, other = (a_topic(a_space(at=now), people.trainer, title=name, at=now) for name in "AB")
    for topic in (one, other):
        for _post in range(4):
            a_post(topic, people.trainer, at=now)
        noting.note_seen(people.trainee, topic.id, Span(1, 1))
        noting.note_seen(people.trainee, topic.id, Span(4, 4))
    db.session.refresh(one)
    db.session.refresh(other)
    actions.merge(one, other, by=people.trainer, at=now)
    here = select(ReadingGap.first, ReadingGap.last).where(ReadingGap.topic_id == other.id)
    gaps = [tuple(gap) for gap in db.session.execute(here)]
    assert sorted(gaps) == [(2, 3), (5, 5), (7, 8)]


def test_of_posts_that_go_what_was_read_is_read() -> None:
    state = State(9, (Span(3, 5),))
    assert state.carried([2, 4, 5, 7, 12]) == State(4, (Span(2, 3),))
    assert state.carried([4]) == State()
