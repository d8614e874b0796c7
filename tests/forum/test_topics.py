from datetime import datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.forum import actions, noting
from lms.forum.models import Post, Topic
from lms.forum.reading import Span
from tests.forum.factories import a_post, a_space, a_topic, posts, space_of
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    """A question of Ana's, in the space of her edition."""
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now)


def shown(visitor: Visitor) -> list[str]:
    return [post.attrs["id"] for post in visitor.all("article.post")]


def written(**changed: str) -> dict[str, str]:
    return {"key": str(uuid4()), "body": "Half of it.", "language": "en"} | changed


def test_a_topic_shows_its_posts_in_the_order_of_writing(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    first = a_post(topic, people.trainer, "Ask **three** firms.", at=now)
    a_post(topic, people.trainee, "I did.", to=first, at=now)

    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")

    assert shown(visitor) == ["post-1", "post-2", "post-3"]
    assert visitor.all("#post-2 strong")[0].to_text() == "three"
    assert "In reply to Teresa Example · Ask **three** firms." in visitor.text()


def test_many_posts_cost_what_few_cost(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    first = visitor.statements
    a_post(topic, people.trainer, at=now)
    visitor.get(f"/topics/{topic.id}")
    one = visitor.statements
    posts(topic, people.trainer, 9, at=now)
    visitor.get(f"/topics/{topic.id}")
    assert (first, one, visitor.statements) == (6, 6, 6)


def test_pages_lead_through_all_posts_and_back(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    for person in (people.trainer, people.classmate, people.supervisor, people.coordinator):
        posts(topic, person, 10, at=now)
    visitor.signed_in(people.trainee).get(f"/topics/{topic.id}")
    pages = [shown(visitor)]
    while following := visitor.all("a[rel=next]"):
        visitor.get(following[0].attrs["href"])
        pages.append(shown(visitor))
    assert [no for page in pages for no in page] == [f"post-{no}" for no in range(1, 42)]

    visitor.get(visitor.all("a[rel=prev]")[0].attrs["href"])
    assert shown(visitor) == pages[-2]


@pytest.mark.parametrize("query", ["after=x", "before=-1", "at=1e3", "after=9999999999"])
def test_an_address_that_was_tampered_with_is_refused(
    visitor: Visitor, people: People, topic: Topic, query: str
) -> None:
    visitor.signed_in(people.trainee).get(f"/topics/{topic.id}?{query}", status=400)


def test_the_address_of_a_post_leads_to_it_with_a_little_before(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    wanted = posts(topic, people.trainer, 9, at=now)[6]
    answer = visitor.signed_in(people.classmate).get(f"/p/{wanted.id}", status=303)
    assert answer.location == f"/topics/{topic.id}?at=8#post-8"
    visitor.get(answer.location)
    assert shown(visitor)[:4] == ["post-5", "post-6", "post-7", "post-8"]


def test_it_still_does_when_the_post_is_removed_or_its_topic_moved(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.trainer, "Wrong figures.", at=now)
    topic.space = a_space(at=now)
    actions.remove(post, reason="I mixed up two firms.", by=people.trainer, at=now)
    answer = visitor.signed_in(people.outsider).get(f"/p/{post.id}", status=303)
    visitor.get(answer.location)
    assert "Removed by Teresa Example: I mixed up two firms." in visitor.text()
    assert "Wrong figures" not in visitor.text()


def test_what_was_written_since_is_marked_and_reading_it_is_noted(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    assert visitor.all("article .badge") == []
    a_post(topic, people.trainer, at=now)

    visitor.get(f"/topics/{topic.id}")
    assert [badge.to_text() for badge in visitor.all("#post-2 .badge")] == ["New"]
    visitor.get(f"/topics/{topic.id}")
    assert visitor.all("article .badge") == []


def test_a_copy_for_a_device_is_not_read(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    noting.note_seen(people.classmate, topic.id, Span(1, 1))
    a_post(topic, people.trainer, at=now)
    visitor.signed_in(people.classmate)
    for _look in range(2):
        visitor.get(f"/topics/{topic.id}", headers={"Sec-Fetch-Dest": "empty"})
        assert [badge.to_text() for badge in visitor.all("#post-2 .badge")] == ["New"]


def test_a_reply_stands_at_the_end(visitor: Visitor, people: People, topic: Topic) -> None:
    answer = visitor.signed_in(people.trainer).post(f"/topics/{topic.id}/posts", written())
    assert answer.location == f"/topics/{topic.id}?at=2#post-2"
    row = db.session.scalars(select(Post).where(Post.no == 2)).one()
    assert (row.author_id, row.body, row.language) == (people.trainer.id, "Half of it.", "en")


def test_a_form_sent_twice_is_one_post(visitor: Visitor, people: People, topic: Topic) -> None:
    form = written()
    visitor.signed_in(people.trainer)
    first = visitor.post(f"/topics/{topic.id}/posts", form)
    second = visitor.post(f"/topics/{topic.id}/posts", form)
    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Post)) == 2


def test_the_same_form_with_another_text_asks_first(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    form = written()
    visitor.signed_in(people.trainer).post(f"/topics/{topic.id}/posts", form)
    visitor.post(f"/topics/{topic.id}/posts", form | {"body": "All of it."}, status=422)
    assert "This form was sent before, with another text" in visitor.text()
    assert visitor.all("textarea[name=body]")[0].to_text() == "All of it."


def test_a_topic_begun_again_under_another_title_asks_first(
    visitor: Visitor, people: People
) -> None:
    address = f"/forum/edition-{people.edition.id}/topics"
    form = written(title="Who pays?", kind="question")
    first = visitor.signed_in(people.trainer).post(address, form)
    assert visitor.post(address, form).location == first.location
    visitor.post(address, form | {"title": "Who pays for the visit?"}, status=422)
    assert "This form was sent before, with another text" in visitor.text()
    assert visitor.all("#title")[0].attrs["value"] == "Who pays for the visit?"


def test_a_form_that_is_refused_keeps_what_was_typed_and_whom_it_answers(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    first = a_post(topic, people.trainer, at=now)
    form = written(body="", reply_to=str(first.id))
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts?at=last", form, status=422)
    assert "Write something first." in visitor.text()
    assert "You answer Teresa Example." in visitor.text()


def test_who_writes_too_much_is_asked_to_wait(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainer)
    for number in range(actions.MOST_IN_WINDOW):
        visitor.post(f"/topics/{topic.id}/posts", written(body=f"Number {number}"))
    answer = visitor.post(f"/topics/{topic.id}/posts", written(body="One more"), status=429)
    assert answer.headers["Retry-After"] == "600"
    assert visitor.all("textarea[name=body]")[0].to_text() == "One more"


def test_a_topic_begins_with_its_first_post(visitor: Visitor, people: People) -> None:
    form = written(kind="question", title="Who pays?", body="The firms or we?")
    answer = visitor.signed_in(people.trainee).post(
        f"/forum/edition-{people.edition.id}/topics", form
    )
    visitor.get(answer.location)
    assert visitor.all("h1")[0].to_text() == "Who pays?"
    assert shown(visitor) == ["post-1"]


def test_trainees_announce_nothing(visitor: Visitor, people: People) -> None:
    form = written(kind="announcement", title="Listen")
    address = f"/forum/edition-{people.edition.id}/topics"
    visitor.signed_in(people.trainee).post(address, form, status=422)
    visitor.signed_in(people.trainer).post(address, form)


def test_a_topic_that_says_nothing_keeps_what_was_typed(visitor: Visitor, people: People) -> None:
    address = f"/forum/edition-{people.edition.id}/topics"
    form = written(kind="question", title="", body="The firms or we?")
    visitor.signed_in(people.trainee).post(address, form, status=422)
    assert "Say in a few words what it is about" in visitor.text()
    assert visitor.all("textarea[name=body]")[0].to_text() == "The firms or we?"


def test_an_author_changes_their_own_posts_and_nobody_elses(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.trainer, at=now)
    visitor.signed_in(people.trainer).get(f"/p/{post.id}/edit")
    visitor.post(f"/p/{post.id}/revisions", {"body": "A third of it."})
    visitor.get(f"/topics/{topic.id}")
    assert "A third of it." in visitor.text()
    visitor.signed_in(people.coordinator).post(
        f"/p/{post.id}/revisions", {"body": "No."}, status=403
    )


def test_who_asked_says_which_post_answers(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    one, two = (a_post(topic, people.trainer, at=now) for _post in range(2))
    visitor.signed_in(people.trainee).post(f"/p/{one.id}/acceptance")
    visitor.post(f"/p/{two.id}/acceptance")
    visitor.get(f"/topics/{topic.id}")
    assert [post.attrs["id"] for post in visitor.all(".post-answer")] == ["post-3"]
    assert "Resolved" in visitor.all(".page-head")[0].to_text()

    visitor.post(f"/topics/{topic.id}/reopening")
    visitor.get(f"/topics/{topic.id}")
    assert visitor.all(".post-answer") == []
    visitor.signed_in(people.classmate).post(f"/p/{one.id}/acceptance", status=403)


def test_a_removed_answer_answers_nothing(people: People, topic: Topic, now: datetime) -> None:
    post = a_post(topic, people.trainer, at=now)
    post.topic = topic
    actions.accept(post, at=now)
    actions.remove(post, reason="Wrong.", by=people.trainer, at=now)
    assert post.accepted_at is None


def test_keep_unread_brings_it_back(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.trainer, at=now)
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    visitor.get("/forum/catch-up")
    assert "You have read everything" in visitor.text()
    visitor.post(f"/p/{post.id}/unread")
    visitor.get("/forum/catch-up")
    assert [badge.to_text() for badge in visitor.all(".topic-row .badge")] == ["1 new"]


def test_answers_to_the_reader_come_first(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    first = db.session.scalars(select(Post)).one()
    a_post(topic, people.trainer, "Half of it.", to=first, at=now)
    visitor.signed_in(people.trainee).get("/forum/catch-up")
    assert visitor.all("main h2")[0].to_text() == "Answers to you"
    visitor.post("/forum/catch-up/reading", {"until": "soon"}, status=400)


def test_the_last_page_of_a_long_topic_is_as_light_as_its_first(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    rows = [
        {
            "topic_id": topic.id,
            "no": no,
            "author_id": people.trainer.id,
            "key": uuid4(),
            "language": "en",
            "body": f"Post {no}",
            "html": f"<p>Post {no}</p>",
            "markdown_version": "2",
            "created_at": now,
        }
        for no in range(2, 10_001)
    ]
    db.session.execute(Post.__table__.insert(), rows)
    topic.last_no = 10_000
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    first = len(visitor.get(f"/topics/{topic.id}").data)
    last = visitor.get(f"/topics/{topic.id}?at=last")
    assert shown(visitor)[-1] == "post-10000"
    assert len(last.data) < first * 1.1
    assert visitor.statements <= 8
