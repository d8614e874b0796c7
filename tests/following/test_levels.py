"""What a person chose stands; what they did, or what they lead, speaks only where they did not."""

from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.following.actions import choose_for_space, choose_for_topic
from lms.forum import levels, noting, waiting
from lms.forum.levels import Hears
from lms.forum.models import Level, Reason, SpaceReader, Topic, TopicReader
from lms.forum.reading import Span
from lms.forum.waiting import Part
from lms.spaces.models import Space
from lms.spaces.readers import Reader
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now)


def kept(people: People, name: str) -> tuple[str, str]:
    mine = TopicReader.user_id == getattr(people, name).id
    return db.session.execute(select(TopicReader.level, TopicReader.reason).where(mine)).one()


def test_who_begins_or_writes_follows_and_who_only_reads_does_not(
    people: People, topic: Topic, now: datetime
) -> None:
    noting.note_seen(people.classmate, topic.id, Span(1, 1))
    noting.note_seen(people.trainer, topic.id, Span(1, 1))
    a_post(topic, people.trainer, at=now)
    assert kept(people, "trainee") == ("follow", "began")
    assert kept(people, "trainer") == ("follow", "wrote")
    assert kept(people, "classmate") == ("normal", "")


@pytest.mark.parametrize("level", [Level.MUTE, Level.NORMAL])
def test_writing_does_not_change_what_was_chosen(
    people: People, topic: Topic, now: datetime, level: Level
) -> None:
    choose_for_topic(people.trainer, topic.id, level)
    a_post(topic, people.trainer, at=now)
    assert kept(people, "trainer") == (level.value, "chose")


def test_the_first_reason_stays(people: People, topic: Topic, now: datetime) -> None:
    a_post(topic, people.trainee, at=now)
    assert kept(people, "trainee") == ("follow", "began")


@pytest.mark.parametrize(
    ("level", "reason", "space", "leads", "expected"),
    [
        (Level.NORMAL, "", None, False, Hears(Level.NORMAL)),
        (Level.NORMAL, "", None, True, Hears(Level.NORMAL, Reason.LEADS)),
        (Level.NORMAL, "", Level.FOLLOW, False, Hears(Level.NORMAL, Reason.SPACE)),
        (Level.NORMAL, "", Level.NORMAL, True, Hears(Level.NORMAL)),
        (Level.NORMAL, "", Level.ALL, False, Hears(Level.FOLLOW, Reason.SPACE)),
        (Level.FOLLOW, "wrote", Level.NORMAL, False, Hears(Level.FOLLOW, Reason.WROTE)),
        (Level.FOLLOW, "wrote", Level.MUTE, False, Hears(Level.MUTE, Reason.SPACE)),
        (Level.FOLLOW, "chose", Level.MUTE, False, Hears(Level.FOLLOW, Reason.CHOSE)),
        (Level.NORMAL, "chose", Level.ALL, True, Hears(Level.NORMAL, Reason.CHOSE)),
        (Level.MUTE, "chose", Level.ALL, True, Hears(Level.MUTE, Reason.CHOSE)),
    ],
)
def test_one_choice_goes_before_another(
    level: Level, reason: str, space: Level | None, leads: bool, expected: Hears
) -> None:
    assert levels.of_topic(level, reason, space, leads=leads) == expected


def test_lists_follow_the_same_rule(people: People, topic: Topic, now: datetime) -> None:
    """Every level and reason of a topic beside every level of its space."""
    a_post(topic, people.trainer, at=now)
    person = people.classmate
    noting.note_seen(person, topic.id, Span(1, 1))
    row = db.session.scalars(select(TopicReader).where(TopicReader.user_id == person.id)).one()
    reader = Reader(person, frozenset({people.edition.id}))
    automatic = [(Level.NORMAL, ""), (Level.FOLLOW, "wrote"), (Level.FOLLOW, "mentioned")]
    chosen = [(level, "chose") for level in (Level.MUTE, Level.NORMAL, Level.FOLLOW)]
    spaces = [None, *Level]
    for space, (level, reason) in product(spaces, automatic + chosen):
        if space:
            choose_for_space(person, topic.space_id, space)
        row.level, row.reason = level.value, reason
        db.session.flush()
        blocks = {
            Level.FOLLOW: in_part(Part.FOLLOWED, reader, person),
            Level.NORMAL: in_part(Part.EDITION, reader, person),
        }
        found = [name for name, titles in blocks.items() if titles]
        said = levels.of_topic(level, reason, space, leads=False).level
        assert found == [one for one in [said] if one is not Level.MUTE], (space, level, reason)


@pytest.mark.parametrize(("who", "told"), [("trainer", True), ("supervisor", False)])
def test_new_topics_are_the_business_of_who_leads_the_space(
    people: People, topic: Topic, who: str, told: bool
) -> None:
    person = getattr(people, who)
    mine = frozenset({people.edition.id})
    reader = Reader(person, mine, mine if who == "trainer" else frozenset(), teaches=True)
    topic.created_at = person.created_at
    db.session.flush()
    assert bool(in_part(Part.FOLLOWED, reader, person)) is told
    choose_for_space(person, topic.space_id, Level.NORMAL)
    assert in_part(Part.FOLLOWED, reader, person) == []


def in_part(part: Part, reader: Reader, person: User) -> list[str]:
    rows = db.session.execute(*waiting.topics(part, reader, person, most=10))
    return [topic.title for topic, _count, _first in rows]


def test_the_topic_says_why_and_one_click_ends_it(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    a_post(topic, people.classmate, at=now)
    visitor.signed_in(people.trainee).get(f"/topics/{topic.id}")
    assert "You follow this topic because you began it." in visitor.text()
    answer = visitor.post(f"/topics/{topic.id}/level", {"level": "mute"})
    visitor.get(answer.location)
    assert "You muted this topic" in visitor.text()
    assert "Half of it." in visitor.text()
    visitor.get("/forum/catch-up")
    assert "You have read everything" in visitor.text()


def test_a_muted_space_is_in_no_list_and_no_number(
    visitor: Visitor, people: People, now: datetime
) -> None:
    space = a_space(at=now)
    topic = a_topic(space, people.trainer, at=now)
    noting.note_seen(people.trainee, topic.id, Span(1, 1))
    a_post(topic, people.trainer, at=now)
    visitor.signed_in(people.trainee).get("/forum")
    assert [badge.to_text() for badge in visitor.all(".badge")] == ["1 new"]
    visitor.post(f"/forum/{space.slug}/level", {"level": "mute"})
    for page in ("/forum", f"/forum/{space.slug}"):
        visitor.get(page)
        assert visitor.all("main .badge") == []
    assert "You muted this space" in visitor.text()
    visitor.get("/forum/catch-up")
    assert "You have read everything" in visitor.text()


def test_a_space_that_is_not_used_yet_can_be_followed(visitor: Visitor, people: People) -> None:
    slug = f"edition-{people.edition.id}"
    visitor.signed_in(people.trainee).post(f"/forum/{slug}/level", {"level": "all"})
    visitor.get(f"/forum/{slug}")
    assert "You hear of every post in this space." in visitor.text()
    row = db.session.scalars(select(SpaceReader)).one()
    space = db.session.scalars(select(Space)).one()
    assert (row.user_id, row.space_id, row.level) == (people.trainee.id, space.id, "all")


def test_only_who_sees_it_chooses_and_only_a_level_that_there_is(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.outsider).post(
        f"/topics/{topic.id}/level", {"level": "follow"}, status=404
    )
    visitor.post(f"/forum/edition-{people.edition.id}/level", {"level": "all"}, status=404)
    visitor.signed_in(people.classmate).post(
        f"/topics/{topic.id}/level", {"level": "all"}, status=400
    )
    visitor.post(f"/topics/{topic.id}/level", {"level": "follow"})
    assert kept(people, "classmate") == ("follow", "chose")


def test_each_block_goes_on_to_its_end(visitor: Visitor, people: People, now: datetime) -> None:
    people.classmate.created_at = now.replace(year=now.year - 1)
    space = space_of(people.edition, at=now)
    newest_first = [f"Topic {number}" for number in range(32)]
    for hours, title in reversed([*enumerate(newest_first)]):
        a_topic(space, people.trainee, title=title, at=now - timedelta(hours=hours))
    visitor.signed_in(people.classmate).get("/forum/catch-up")
    assert [head.to_text() for head in visitor.all("main h2")] == ["In your editions"]
    assert titles(visitor) == newest_first[:10]
    visitor.get(visitor.all("main .muted > a")[-1].attrs["href"])
    shown = titles(visitor)
    visitor.get(visitor.all("a[rel=next]")[0].attrs["href"])
    assert shown + titles(visitor) == newest_first
    visitor.get("/forum/catch-up?of=mine", status=400)


def titles(visitor: Visitor) -> list[str]:
    return [link.to_text() for link in visitor.all(".row-title a")]
