"""However much is unread, one click has an end, and the next goes on where it was."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select

from lms.db import db
from lms.forum import noting, waiting
from lms.forum.models import Post, ReadingGap, Topic, TopicReader
from lms.spaces.models import Kind, Space
from lms.spaces.readers import Reader
from tests.forum.factories import a_post, a_space, a_topic
from tests.people import People
from tests.visitor import Visitor

MANY = 50_000


def fill(space: Space, people: People, count: int, *, at: datetime) -> None:
    """Topics with one post each, a second apart, the newest at `at`."""
    moments = [at - timedelta(seconds=count - number) for number in range(1, count + 1)]
    alike = {"kind": "discussion", "language": "en", "author_id": people.trainer.id, "last_no": 1}
    topics = [
        alike
        | {"space_id": space.id, "title": f"Topic {number}", "created_at": at, "bumped_at": moment}
        for number, moment in enumerate(moments, 1)
    ]
    db.session.execute(insert(Topic), topics)
    made = db.session.scalars(select(Topic.id).where(Topic.space_id == space.id)).all()
    text = {"body": "Text", "html": "<p>Text</p>", "markdown_version": "2", "language": "en"}
    said = text | {"no": 1, "author_id": people.trainer.id, "created_at": at}
    rows = [said | {"topic_id": number, "key": uuid4()} for number in made]
    db.session.execute(insert(Post), rows)
    db.session.commit()


@pytest.fixture
def later(people: People) -> datetime:
    return people.trainee.created_at + timedelta(hours=1)


@pytest.mark.long
def test_fifty_thousand_are_read_batch_by_batch_the_newest_first(
    people: People, later: datetime
) -> None:
    reader, person = Reader(people.trainee), people.trainee
    space = a_space(at=later)
    fill(space, people, MANY, at=later)
    left = noting.note_read(reader, person, until=later)
    assert left == MANY - noting.AT_ONCE
    newest, blanks = waiting.all_until(reader, person, later)
    number = db.session.scalar(newest.limit(1), blanks)
    assert db.session.get_one(Topic, number).title == f"Topic {left}"
    while left:
        before, left = left, noting.note_read(reader, person, until=later)
        assert before - left == min(noting.AT_ONCE, before)
    read = select(func.count()).select_from(TopicReader).where(TopicReader.last_read == 1)
    assert db.session.scalar(read) == MANY


def test_the_page_says_how_much_is_left_and_goes_on(
    visitor: Visitor, people: People, later: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "AT_ONCE", 20)
    fill(a_space(at=later), people, 45, at=later)
    visitor.signed_in(people.trainee)
    sent = {"until": later.isoformat()}
    answer = visitor.post("/forum/catch-up/reading", sent)
    visitor.get(answer.location)
    assert "25 older topics are left." in visitor.text()
    [until] = [node.attrs["value"] for node in visitor.all("input[name=until]")]
    visitor.get(visitor.post("/forum/catch-up/reading", {"until": until}).location)
    assert "5 older topics are left." in visitor.text()
    visitor.get(visitor.post("/forum/catch-up/reading", {"until": until}).location)
    assert "You have read everything" in visitor.text()


def test_what_one_may_not_see_is_neither_counted_nor_read(people: People, later: datetime) -> None:
    fill(a_space(Kind.STAFF, name="Staff", at=later), people, 3, at=later)
    reader = Reader(people.trainee)
    assert waiting.count(reader, people.trainee, later) == 0
    assert noting.note_read(reader, people.trainee, until=later) == 0
    assert db.session.scalar(select(func.count()).select_from(TopicReader)) == 0
    assert waiting.count(Reader(people.administrator), people.administrator, later) == 3


def test_a_post_that_was_passed_over_counts_as_read_too(people: People, later: datetime) -> None:
    topic = a_topic(a_space(at=later), people.trainer, at=later)
    for _post in range(3):
        a_post(topic, people.trainer, at=later)
    db.session.add(TopicReader(user_id=people.trainee.id, topic_id=topic.id, last_read=4))
    db.session.add(ReadingGap(user_id=people.trainee.id, topic_id=topic.id, first=2, last=3))
    db.session.flush()
    reader = Reader(people.trainee)
    assert waiting.count(reader, people.trainee, later) == 1
    noting.note_read(reader, people.trainee, until=later)
    assert waiting.count(reader, people.trainee, later) == 0
