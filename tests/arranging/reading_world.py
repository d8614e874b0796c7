"""Spaces, topics and readers that change at random, beside a model that only counts.

The model knows of each person which posts they have seen, by the number a post keeps for ever,
and asks nothing of the program.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.arranging import actions as arranging
from lms.db import db
from lms.following.actions import choose_for_space, choose_for_topic
from lms.following.vocabulary import OF_TOPICS
from lms.forum import actions, levels, noting, unread
from lms.forum.actions import Writing
from lms.forum.held import actions as holding
from lms.forum.held.actions import Sent
from lms.forum.held.models import HeldWriting, Why
from lms.forum.models import Level, Post, Topic
from lms.forum.reading import Span
from lms.spaces import actions as spaces
from lms.spaces.models import Kind, Space
from lms.spaces.readers import Reader
from tests.arranging.reading_people import Person, Written
from tests.forum.factories import a_space, a_topic, space_of
from tests.people import People

LONGEST = 90
"""Numbers of one topic: below these, no reader has so many gaps that two become one."""


class World:
    def __init__(self, people: People, chance: Random, now: datetime) -> None:
        self.chance, self.now, self.edition = chance, now, people.edition
        everybody = (people.trainee, people.classmate, people.supervisor)
        self.people = [Person(user) for user in everybody] + [Person(people.trainer, leads=True)]
        self.circle = a_space(Kind.PROJECT, name="Looms", at=now)
        self.class_room = space_of(people.edition, at=now)
        themes = [a_space(name=name, at=now) for name in ("Fees", "Visits")]
        self.spaces = [*themes, self.circle, self.class_room]
        for person in self.people:
            spaces.admit(self.circle, person.user, at=now)
        self.topics: list[Topic] = []
        self.posts: dict[int, list[Written]] = {}
        self.waiting: list[HeldWriting] = []
        for space in self.spaces:
            self.begins(space)
        self.acts: list[Callable[[], None]] = (
            [self.reads] * 14 + [self.writes] * 4 + [self.keeps_unread] * 4 + [self.removes]
        ) + [self.chooses, self.moves, self.splits, self.joins, self.goes_or_comes]
        self.seldom = [self.begins, self.reads_all, self.waits, self.lets_in]

    def steps(self) -> None:
        self.now += timedelta(minutes=20)
        seldom = self.chance.random() < 0.05
        self.chance.choice(self.seldom if seldom else self.acts)()

    def anybody(self) -> Person:
        return self.chance.choice(self.people)

    def sees(self, person: Person, space: Space) -> bool:
        if space is self.circle:
            return person.is_member
        return person.is_enrolled if space is self.class_room else True

    def a_topic_of(self, person: Person) -> Topic | None:
        seen = [topic for topic in self.topics if self.sees(person, topic.space)]
        return self.chance.choice(seen[-12:]) if seen else None

    def begins(self, space: Space | None = None) -> None:
        person = self.anybody()
        space = space or self.chance.choice(self.spaces)
        if self.sees(person, space):
            topic = a_topic(space, person.user, title="A topic", at=self.now)
            first = db.session.scalars(select(Post.id).where(Post.topic_id == topic.id)).one()
            db.session.refresh(topic, ["resolved_at"])
            self.topics.append(topic)
            self.posts[topic.id] = [Written(first, 1, person.user.id, self.now)]
            self.has_written(person, topic)

    def has_written(self, person: Person, topic: Topic) -> None:
        person.opened.add(topic.id)
        person.wrote.add(topic.id)

    def writes(self) -> None:
        person = self.anybody()
        topic = self.a_topic_of(person)
        if topic is None or topic.last_no >= LONGEST:
            return
        known = self.chance.choice(self.posts[topic.id])
        answered = known if self.chance.random() < 0.3 and not known.is_removed else None
        to = db.session.get_one(Post, answered.id) if answered else None
        said = Writing(uuid4(), "A post.", "en")
        post = actions.reply(topic, said, to=to, by=person.user, at=self.now)
        author = answered.author if answered else None
        self.keeps(post, person, topic, author)

    def keeps(self, post: Post, person: Person, topic: Topic, answers: int | None = None) -> None:
        row = Written(post.id, post.no, person.user.id, post.created_at, answers)
        self.posts[topic.id].append(row)
        self.has_written(person, topic)

    def waits(self) -> None:
        """What is held is a post of nobody's list until it was looked at."""
        person = self.anybody()
        topic = self.a_topic_of(person)
        if topic is not None and len(self.waiting) < holding.MOST_WAITING:
            sent = Sent(Writing(uuid4(), "See https://fees.example.", "en"), topic.space, topic)
            row = holding.hold(sent, why=Why.LINKS, by=person.user, at=self.now)
            self.waiting.append(row)

    def lets_in(self) -> None:
        if not self.waiting or self.chance.random() < 0.5:
            return
        known = self.waiting.pop()
        db.session.expire(known)
        query = select(HeldWriting).options(
            joinedload(HeldWriting.author),
            joinedload(HeldWriting.space),
            joinedload(HeldWriting.topic).joinedload(Topic.space),
        )
        row = db.session.scalars(query.where(HeldWriting.id == known.id)).one()
        number = holding.release(row, seen=row.version, by=self.people[-1].user, at=self.now)
        post = db.session.get_one(Post, number)
        topic = next(topic for topic in self.topics if topic.id == post.topic_id)
        [author] = [person for person in self.people if person.user.id == post.author_id]
        self.keeps(post, author, topic)

    def reads(self) -> None:
        person = self.anybody()
        topic = self.a_topic_of(person)
        if topic is None:
            return
        first = self.chance.randint(1, topic.last_no)
        span = Span(first, min(first + self.chance.randint(0, 19), topic.last_no))
        if self.chance.random() < 0.3:
            noting.note_first_seen(person.user, topic.id, span)
        else:
            known = unread.state_of(person.user, topic.id)
            noting.note_seen(person.user, topic.id, span, known)
        person.opened.add(topic.id)
        shown = (post.id for post in self.posts[topic.id] if span.first <= post.no <= span.last)
        person.seen.update(shown)

    def keeps_unread(self) -> None:
        person = self.anybody()
        topic = self.a_topic_of(person)
        if topic is not None and topic.id in person.opened:
            no = self.chance.choice(self.posts[topic.id]).no
            noting.note_unread_from(person.user, topic.id, no)
            person.seen -= {post.id for post in self.posts[topic.id] if post.no >= no}
            person.kept_unread.add(topic.id)

    def reads_all(self) -> None:
        person = self.anybody()
        until = self.now - timedelta(hours=self.chance.choice([0, 0, 2]))
        there = [topic for topic in self.waiting_for(person) if self.bumped(topic) <= until]
        assert noting.note_read(self.reader(person), person.user, until=until) == 0
        for topic in there:
            person.opened.add(topic.id)
            person.seen.update(post.id for post in self.posts[topic.id])

    def removes(self) -> None:
        post = self.chance.choice(self.posts[self.chance.choice(self.topics[-12:]).id])
        query = select(Post).options(joinedload(Post.topic).joinedload(Topic.space))
        row = db.session.scalars(query.where(Post.id == post.id)).one()
        actions.remove(row, reason="Twice.", by=self.people[-1].user, at=self.now)
        post.is_removed = True

    def goes_or_comes(self) -> None:
        """Out of a space, or into it again: of what they may not see nothing is counted."""
        person = self.anybody()
        if self.chance.random() < 0.5:
            person.is_enrolled = not person.is_enrolled
            return
        person.is_member = not person.is_member
        if person.is_member:
            spaces.admit(self.circle, person.user, at=self.now)
        else:
            spaces.dismiss(self.circle, person.user)

    def moves(self) -> None:
        arranging.move(self.chance.choice(self.topics[-12:]), self.chance.choice(self.spaces))

    def splits(self) -> None:
        topic = self.chance.choice(self.topics[-12:])
        free = self.posts[topic.id][1:]
        if not free:
            return
        going = self.chance.sample(free, self.chance.randint(1, min(len(free), 6)))
        going.sort(key=lambda post: post.no)
        chosen, by = {post.id for post in going}, self.people[-1].user
        new = arranging.split(topic, chosen, "Another", by=by, at=self.now)
        db.session.refresh(new, ["resolved_at"])
        self.topics.append(new)
        self.posts[topic.id] = [post for post in self.posts[topic.id] if post.id not in chosen]
        self.posts[new.id] = going
        for no, post in enumerate(going, 1):
            post.no = no
        for person in self.people:
            if topic.id in person.opened:
                person.opened.add(new.id)
                self.wants_the_same(person, topic, new)

    def joins(self) -> None:
        topic, into = self.chance.sample(self.topics[-12:], 2)
        if topic.last_no + into.last_no > LONGEST:
            return
        row = arranging.merge(topic, into, by=self.people[-1].user, at=self.now)
        self.topics.remove(topic)
        for post in (came := self.posts.pop(topic.id)):
            post.no += row.after
        self.posts[into.id] += came
        for person in self.people:
            if topic.id in person.opened:
                if not {into.id} & (person.wrote | person.of_topics.keys()):
                    self.wants_the_same(person, topic, into)
                person.opened.discard(topic.id)
                person.opened.add(into.id)

    def wants_the_same(self, person: Person, one: Topic, other: Topic) -> None:
        if one.id in person.of_topics:
            person.of_topics[other.id] = person.of_topics[one.id]
        if one.id in person.wrote:
            person.wrote.add(other.id)

    def chooses(self) -> None:
        person = self.anybody()
        topic = self.a_topic_of(person)
        if topic is None:
            return
        if self.chance.random() < 0.3:
            level = self.chance.choice(list(Level))
            choose_for_space(person.user, topic.space_id, level)
            person.of_spaces[topic.space_id] = level
        elif topic.id in person.opened:
            level = self.chance.choice(list(OF_TOPICS))
            choose_for_topic(person.user, topic.id, level)
            person.of_topics[topic.id] = level

    def reader(self, person: Person) -> Reader:
        mine = frozenset({self.edition.id} if person.is_enrolled else set())
        return Reader(person.user, mine, mine if person.leads else frozenset(), teaches=False)

    def level_of(self, person: Person, topic: Topic) -> Level:
        chosen = person.of_topics.get(topic.id)
        wrote = topic.id in person.wrote
        level = chosen or (Level.FOLLOW if wrote else Level.NORMAL)
        reason = "chose" if chosen else "wrote" if wrote else ""
        of_space = person.of_spaces.get(topic.space_id)
        return levels.of_topic(level, reason, of_space, leads=False).level

    def unread(self, person: Person, topic: Topic) -> list[Written]:
        hears = self.sees(person, topic.space) and self.level_of(person, topic) is not Level.MUTE
        if topic.id not in person.opened or not hears:
            return []
        others = (post for post in self.posts[topic.id] if post.author != person.user.id)
        return [post for post in others if not post.is_removed and post.id not in person.seen]

    def is_new(self, person: Person, topic: Topic) -> bool:
        if topic.id in person.opened or not self.sees(person, topic.space):
            return False
        is_own = topic.author_id == person.user.id
        return not is_own and person.of_spaces.get(topic.space_id) is not Level.MUTE

    def waiting_for(self, person: Person) -> list[Topic]:
        return [
            topic
            for topic in self.topics
            if self.unread(person, topic) or self.is_new(person, topic)
        ]

    def bumped(self, topic: Topic) -> datetime:
        return max(post.at for post in self.posts[topic.id])
