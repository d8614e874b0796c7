"""A topic of ten thousand posts opens anywhere as fast and as light as at its beginning."""

import gzip
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event, insert, select

from lms.db import db
from lms.forum.models import Post, Topic, TopicReader
from tests.forum.factories import a_space, a_topic
from tests.people import People
from tests.visitor import Visitor

pytestmark = pytest.mark.long
MANY = 10_000
NEWS = ["/forum", "/forum/fees-and-budgets", "/forum/catch-up"]
"""Lists that say how much is unread."""
ONE_LOOK, GRAIN = 20, 50
"""Steps of SQLite's machine: for one post that is looked at, and between two counts."""
MANY_ROWS = tuple(f"SCAN {table}" for table in ("topic", "post", "user", "directory", "enrolment"))
LIKE_THE_FIRST = 0.1  # as much more or less a page may weigh


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    topic = a_topic(a_space(at=now), people.trainer, at=now - timedelta(days=MANY))
    said = {"topic_id": topic.id, "author_id": people.trainer.id, "language": "en"}
    said |= {"body": "Nine looms.", "html": "<p>Nine looms.</p>", "markdown_version": "2"}
    moments = [now - timedelta(days=MANY - no) for no in range(2, MANY + 1)]
    rows = [
        said | {"no": no, "key": uuid4(), "created_at": moment}
        for no, moment in enumerate(moments, 2)
    ]
    db.session.execute(insert(Post), rows)
    topic.last_no, topic.bumped_at = MANY, now
    db.session.add(TopicReader(user_id=people.stranger.id, topic_id=topic.id, last_read=MANY))
    db.session.commit()
    return topic


def looked_at(app: Flask, people: People, address: str) -> tuple[int, int]:
    """How much its page weighs and how many statements it takes, for who has read all.

    Whoever jumps over what is unread costs one more: it has to be noted as a gap.
    """
    visitor = Visitor(app).signed_in(people.stranger)
    page = visitor.get(address)
    assert len(visitor.all("article.post")) > 1
    return len(gzip.compress(page.data, 5)), visitor.statements


@pytest.mark.parametrize("place", ["at=last", "at=5000", "after=9000", "before=9990"])
def test_it_opens_anywhere_like_at_its_beginning(
    app: Flask, people: People, topic: Topic, place: str
) -> None:
    weight, statements = looked_at(app, people, f"/topics/{topic.id}")
    there, sent = looked_at(app, people, f"/topics/{topic.id}?{place}")
    assert abs(there - weight) <= LIKE_THE_FIRST * weight, (there, weight)
    assert sent == statements


def test_a_lasting_address_in_the_middle_takes_as_many_statements_as_that_of_the_first(
    app: Flask, people: People, topic: Topic
) -> None:
    counts = set()
    for no in (1, MANY // 2, MANY):
        query = select(Post.id).where(Post.topic_id == topic.id, Post.no == no)
        visitor = Visitor(app).signed_in(people.stranger)
        answer = visitor.get(f"/p/{db.session.scalars(query).one()}", status=303)
        assert answer.location == f"/topics/{topic.id}?at={no}#post-{no}"
        counts.add(visitor.statements)
    assert len(counts) == 1


@pytest.fixture
def asked(app: Flask) -> Iterator[list[tuple[str, object]]]:
    """Every question a page puts to the database, with what it asks for."""
    sent: list[tuple[str, object]] = []

    def note(
        _connection: object, _cursor: object, statement: str, values: object, *_: object
    ) -> None:
        if statement.startswith("SELECT"):
            sent.append((statement, values))

    connection = db.engines[None]
    event.listen(connection, "before_cursor_execute", note)
    yield sent
    event.remove(connection, "before_cursor_execute", note)


@pytest.mark.parametrize("place", ["", "?at=last", "?at=5000"])
def test_no_page_of_it_looks_through_all_posts(
    app: Flask, people: People, topic: Topic, asked: list[tuple[str, object]], place: str
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("its planner looks through small tables on purpose")
    Visitor(app).signed_in(people.stranger).get(f"/topics/{topic.id}{place}")
    scans = [
        (row[3], statement)
        for statement, values in list(asked)
        for row in plan_of(statement, values)
        if row[3].startswith("SCAN post") and " post" in statement
    ]
    assert asked
    assert scans == []


def test_each_part_of_what_is_new_is_one_question_that_follows_an_index(
    app: Flask, people: People, topic: Topic, asked: list[tuple[str, object]]
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("its planner looks through small tables on purpose")
    visitor = Visitor(app).signed_in(people.stranger)
    visitor.get("/forum/catch-up")
    parts = [plan_of(*one) for one in list(asked) if "dense_rank" in one[0]]
    assert len(parts) == 3
    looked_through = {row[3] for plan in parts for row in plan if row[3].startswith(MANY_ROWS)}
    assert looked_through <= {"SCAN topic USING INDEX ix_topic_bumped_at_id"}
    assert visitor.statements <= 8


def plan_of(statement: str, values: object) -> list[tuple[int, int, int, str]]:
    connection = db.session.connection()
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
    return [tuple(row) for row in rows]  # type: ignore[misc]


def test_a_question_that_has_no_index_would_be_seen(app: Flask, topic: Topic) -> None:
    """The control."""
    if db.engine.dialect.name == "sqlite":
        plan = plan_of("SELECT id FROM post WHERE body = ?", ("x",))
        assert plan[0][3].startswith("SCAN post")


@pytest.fixture
def work(app: Flask) -> Iterator[list[int]]:
    """How many steps SQLite has taken, in grains, for all that was asked of it."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("it counts the steps of SQLite's machine")
    taken: list[int] = []
    database: Any = db.session.connection().connection.dbapi_connection
    database.set_progress_handler(lambda: taken.append(GRAIN), GRAIN)
    yield taken
    database.set_progress_handler(None, GRAIN)


@pytest.mark.parametrize("address", NEWS)
def test_what_one_has_read_of_it_costs_a_list_nothing(
    app: Flask, people: People, topic: Topic, work: list[int], address: str
) -> None:
    visitor = Visitor(app).signed_in(people.stranger)
    work.clear()
    visitor.get(address)
    assert 0 < sum(work) < MANY


@pytest.mark.parametrize("address", NEWS)
def test_whoever_jumps_to_its_end_pays_a_list_one_look_at_each_post_passed_over(
    app: Flask, people: People, topic: Topic, work: list[int], address: str
) -> None:
    visitor = Visitor(app).signed_in(people.trainee)
    visitor.get(f"/topics/{topic.id}?at=last")
    work.clear()
    visitor.get(address)
    assert "9980 new" in visitor.text()
    assert sum(work) < ONE_LOOK * MANY
