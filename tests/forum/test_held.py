from datetime import datetime
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lms import markdown
from lms.db import db
from lms.forum import actions as forum
from lms.forum.held import actions, policy
from lms.forum.held.actions import Sent
from lms.forum.held.models import Why
from lms.forum.models import Post, Topic
from tests.forum.factories import a_post, a_topic, space_of
from tests.forum.held import SPAM, posts, sent, the_held, written
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    """Of the trainer's, in the space of Ana's edition."""
    return a_topic(space_of(people.edition, at=now), people.trainer, at=now)


def test_a_first_post_with_a_link_waits_and_only_its_author_sees_it(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    answer = visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", written())
    assert answer.location == f"/topics/{topic.id}?at=last#waiting"
    visitor.get(answer.location)
    assert "Waits for a look by a trainer or coordinator" in visitor.text()
    assert "fees.example" in visitor.text()

    for other in (people.classmate, people.trainer, people.administrator):
        visitor.signed_in(other).get(f"/topics/{topic.id}")
        assert "fees.example" not in visitor.text()
    assert posts() == 1


@pytest.mark.parametrize(
    "body",
    [
        "see www.fees.example",
        "[here](//fees.example)",
        "[here](/\\fees.example)",
        "[here](h&#116;tps&#58;&#47;&#47;fees.example)",
        "<mailto:me@fees.example>",
        "write to me@fees.example",
    ],
)
def test_however_a_link_is_written_it_waits(
    visitor: Visitor, people: People, topic: Topic, body: str
) -> None:
    assert sent(visitor, people, topic, body=body).body == body


@pytest.mark.parametrize(
    "body", ["> [Teresa](/p/1):\n> Half of it.\n\nYes.", "Ask @teresa at 10:30, 3/4 of them."]
)
def test_a_quotation_leads_nowhere_else_and_stands_at_once(
    visitor: Visitor, people: People, topic: Topic, body: str
) -> None:
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", written(body=body))
    assert posts() == 2


def test_who_has_posts_that_stand_is_known(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    stood = [a_post(topic, people.trainee, f"Number {no}.", at=now) for no in range(2)]
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", written())
    assert posts() == 4

    stood[0].topic = topic
    forum.remove(stood[0], reason="Rude.", by=people.trainer, at=now)
    newest = db.session.scalars(select(Post).where(Post.no == 4)).one()
    newest.topic = topic
    forum.remove(newest, reason="Advertising.", by=people.trainer, at=now)
    visitor.post(f"/topics/{topic.id}/posts", written())
    assert the_held().why == Why.LINKS


@pytest.mark.parametrize("who", ["supervisor", "trainer", "coordinator", "administrator"])
def test_whoever_teaches_is_never_held(
    visitor: Visitor, people: People, topic: Topic, who: str
) -> None:
    visitor.signed_in(getattr(people, who)).post(f"/topics/{topic.id}/posts", written())
    assert posts() == 2


@pytest.mark.parametrize("who", ["classmate", "trainer", "administrator"])
def test_nobody_else_changes_it_or_takes_it_back(
    visitor: Visitor, people: People, topic: Topic, who: str
) -> None:
    row = sent(visitor, people, topic)
    visitor.signed_in(getattr(people, who))
    visitor.post(f"/forum/held/{row.id}/revisions", {"body": "Mine."}, status=404)
    visitor.post(f"/forum/held/{row.id}/withdrawal", status=404)
    assert the_held().body == SPAM


def test_links_do_not_come_in_by_a_change(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.trainee, "Half of it.", at=now)
    visitor.signed_in(people.trainee)
    visitor.post(f"/p/{post.id}/revisions", {"body": SPAM}, status=422)
    assert "new links wait for a look" in visitor.text()
    assert visitor.all("textarea[name=body]")[0].to_text() == SPAM
    visitor.post(f"/p/{post.id}/revisions", {"body": "All of it."})
    a_post(topic, people.trainee, "Ask them.", at=now)
    visitor.post(f"/p/{post.id}/revisions", {"body": SPAM})


def test_who_sends_ever_more_is_asked_to_wait(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainee)
    for no in range(actions.MOST_WAITING):
        visitor.post(f"/topics/{topic.id}/posts", written(body=f"{SPAM} {no}"))
    visitor.post(f"/topics/{topic.id}/posts", written(), status=429)
    assert "5 of your texts wait for a look already" in visitor.text()
    assert visitor.all("textarea[name=body]")[0].to_text() == SPAM


def test_a_mail_that_nobody_vouches_for_waits_whoever_is_named_in_it(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    writing = forum.Writing(uuid4(), "Half of it.", "en")
    mailed = Sent(writing, topic.space, topic)
    row = actions.hold(mailed, why=Why.MAIL, by=people.supervisor, at=now)
    assert actions.hold(mailed, why=Why.MAIL, by=people.supervisor, at=now) is row
    visitor.signed_in(people.trainer).get(f"/forum/held/{row.id}/decision")
    assert "It came by mail, and nothing proves who sent it." in visitor.text()


@pytest.mark.parametrize("who", ["supervisor", "trainer", "coordinator"])
def test_whoever_teaches_finds_on_the_topic_what_waits_of_their_own_and_nobody_elses(
    visitor: Visitor, people: People, topic: Topic, now: datetime, who: str
) -> None:
    """Nothing proves who sent a mail; what they type is never held. The control is the assessor."""
    teacher, page = getattr(people, who), f"/topics/{topic.id}"
    mailed = Sent(forum.Writing(uuid4(), "Two fifths of it.", "en"), topic.space, topic)
    row = actions.hold(mailed, why=Why.MAIL, by=teacher, at=now)
    visitor.signed_in(teacher).get(page)
    [waits] = visitor.all("#waiting")
    assert "Two fifths of it." in waits.to_text()
    assert "Nobody else reads it until then." in waits.to_text()
    visitor.signed_in(people.assessor).get(page)
    assert visitor.all("#waiting") == []
    assert "Two fifths" not in visitor.text()

    actions.take_back(row)
    visitor.signed_in(teacher).get(page)
    assert visitor.all("#waiting") == []


@given(st.text(alphabet="htps:/w.@-_!()*`>\\&#;19ab \n\t\"'", max_size=60))
@settings(derandomize=True, deadline=None, max_examples=400, database=None)
@pytest.mark.long
def test_no_text_without_brackets_becomes_a_link_that_does_not_read_as_one(text: str) -> None:
    """So such a text is not rendered to look for links."""
    away = policy._LINK_AWAY.findall(markdown.from_member(text))
    assert not away or policy.ways_out(text)


def test_with_brackets_there_are_links_that_do_not_read_as_one() -> None:
    """The control: these are found in the rendered text alone."""
    for text in ("[here](/\\fees.example)", "[here](mailto:me)", "[x]\n\n[x]: mailto:me"):
        assert policy._READS_AS_LINK.findall(text) == []
        assert policy.ways_out(text)
