"""Exact to the post, however topics are moved, split and joined meanwhile."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from lms.arranging import actions
from lms.db import db
from lms.forum import afterwards, noting, unread, waiting
from lms.forum.models import Level, ReadingGap, Topic, TopicReader
from lms.forum.reading import Span, State
from lms.search import actions as search
from tests.arranging.reading_people import Person
from tests.arranging.reading_world import World
from tests.forum.factories import a_post, a_space, a_topic
from tests.people import People

STEPS = {"sqlite": 10_000, "postgresql": 2_000}
"""On PostgreSQL each statement goes to another process and back, and its SQL is the same."""
MANY = 10_000  # no list gets so long
LOOKS = 100  # steps between two looks at everything one person sees


@pytest.fixture(autouse=True)
def nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search and the letters have tests of their own, and half of the time of a step."""
    monkeypatch.setattr(search, "keep_anew", lambda *_: None)
    monkeypatch.setattr(afterwards, "see_to", lambda *_, **__: None)


@pytest.mark.long
def test_lists_and_numbers_are_what_is_really_unread(people: People, now: datetime) -> None:
    """Reading, writing, removing, moving, splitting, joining, going and coming back, at random."""
    chance = Random(13)  # noqa: S311  # the same steps each time
    world = World(people, chance, now + timedelta(hours=1))
    for step in range(STEPS[db.engine.dialect.name]):
        world.steps()
        if step % LOOKS == 0:
            db.session.flush()
            agrees(world, world.people[step // LOOKS % len(world.people)])
    for person in world.people:
        agrees(world, person)


def agrees(world: World, person: Person) -> None:
    """Everything that counts or lists what is unread, against what is really unread."""
    wanted = {topic.id: world.unread(person, topic) for topic in world.topics}
    wanted = {number: posts for number, posts in wanted.items() if posts}
    blocks_agree(world, person, {number: len(posts) for number, posts in wanted.items()})
    sums_agree(world, person, {number: len(posts) for number, posts in wanted.items()})
    answers = db.session.scalars(*unread.answers_to(world.reader(person), most=MANY))
    assert [post.id for post in answers] == sorted(
        (post.id for posts in wanted.values() for post in posts if post.answers == person.user.id),
        reverse=True,
    )
    no_mark_went_back(person)


def blocks_agree(world: World, person: Person, wanted: dict[int, int]) -> None:
    """The three blocks of the page of what is new hold each topic once, where it belongs."""
    reader, places, new = world.reader(person), {}, set()
    for part in waiting.Part:
        rows = db.session.execute(
            *waiting.topics(part, reader, person.user, most=len(world.topics))
        )
        for topic, count, first in rows:
            if count:
                places[topic.id] = (part, count, first)
            else:
                new.add(topic.id)
    assert places == {
        topic.id: (
            part_of(world, person, topic),
            wanted[topic.id],
            min(post.no for post in world.unread(person, topic)),
        )
        for topic in world.topics
        if topic.id in wanted
    }
    assert new == {topic.id for topic in world.topics if world.is_new(person, topic)}
    count = waiting.count(reader, person.user, world.now)
    assert count == len(places) + len(new)


def part_of(world: World, person: Person, topic: Topic) -> waiting.Part:
    if world.level_of(person, topic) is Level.FOLLOW:
        return waiting.Part.FOLLOWED
    is_theirs = topic.space is world.class_room and person.is_enrolled
    return waiting.Part.EDITION if is_theirs else waiting.Part.REST


def sums_agree(world: World, person: Person, wanted: dict[int, int]) -> None:
    """What stands beside the name of a space is the sum of what stands beside its topics."""
    reader = world.reader(person)
    sums = dict(db.session.execute(*unread.by_space(reader)).all())
    here = {topic.id: topic.space for topic in world.topics}
    assert sums == dict(sum_up((here[number].id, count) for number, count in wanted.items()))
    space = world.chance.choice(world.spaces)
    if world.sees(person, space):
        rows = db.session.execute(*unread.in_space(reader, space))
        counts = {number: count for number, count, _first in rows}
        assert counts == {
            number: count for number, count in wanted.items() if here[number] is space
        }
        assert sum(counts.values()) == sums.get(space.id, 0)


def sum_up(pairs: Iterable[tuple[int, int]]) -> Counter[int]:
    found = Counter[int]()
    for key, count in pairs:
        found[key] += count
    return found


def no_mark_went_back(person: Person) -> None:
    """Only their own “Keep as unread” takes it back."""
    query = select(TopicReader.topic_id, TopicReader.last_read)
    rows = db.session.execute(query.where(TopicReader.user_id == person.user.id))
    marks = dict(rows.all())
    back = {number for number, mark in person.marks.items() if marks.get(number, 0) < mark}
    assert back <= person.kept_unread
    person.marks = marks
    person.kept_unread.clear()


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
