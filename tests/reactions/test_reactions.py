from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.editions import actions as editions
from lms.forum import actions as forum
from lms.forum.models import Post, Topic
from lms.notifications.models import Reminder
from lms.reactions import actions
from lms.reactions.models import Kind, Reaction
from lms.reactions.telling import reacted
from lms.spaces.models import Kind as SpaceKind
from tests.forum.factories import a_post, a_space, a_topic, posts, space_of
from tests.people import People, enrolment_of
from tests.visitor import Visitor

LINE = "With eleven weavers in Masaya: seven paid the first month."


@pytest.fixture
def post(people: People, now: datetime) -> Post:
    """Of the trainer's, in the space of Ana's edition."""
    topic = a_topic(space_of(people.edition, at=now), people.trainee, at=now)
    post = a_post(topic, people.trainer, "Ask each firm for a fifth first.", at=now)
    post.topic = topic
    return post


def kept() -> list[tuple[str, str]]:
    return [(row.kind, row.words) for row in db.session.scalars(select(Reaction))]


def said(visitor: Visitor, post: Post) -> list[str]:
    """What stands below the post, with its numbers."""
    visitor.get(f"/topics/{post.topic_id}")
    return [
        " ".join(one.to_text().split())
        for one in visitor.all(f"#post-{post.no} .reaction, #post-{post.no} .reaction-said")
    ]


def test_a_click_says_it_and_a_double_click_says_it_once(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee)
    assert said(visitor, post) == ["Useful", "Tried it", "Thanks", "Question"]
    for _click in range(2):
        answer = visitor.post(f"/p/{post.id}/reactions", {"kind": "useful"})
        assert answer.location == f"/topics/{post.topic_id}?at=2#post-2"
    assert said(visitor, post) == ["Useful 1", "Tried it", "Thanks", "Question"]
    assert visitor.all("[aria-pressed=true]")[0].attrs["value"] == "useful"


def test_it_is_taken_back_as_easily(visitor: Visitor, people: People, post: Post) -> None:
    visitor.signed_in(people.classmate).post(f"/p/{post.id}/reactions", {"kind": "useful"})
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reactions", {"kind": "useful"})
    assert said(visitor, post)[0] == "Useful 2"
    pressed = visitor.all("[aria-pressed=true]")[0].attrs["formaction"]
    for _click in range(2):
        visitor.post(pressed, {"kind": "useful"})
    assert said(visitor, post)[0] == "Useful 1"


def test_who_tried_it_says_where_and_what_came_of_it(
    visitor: Visitor, people: People, post: Post
) -> None:
    people.trainee.country = "NI"
    address = f"/p/{post.id}/reactions"
    visitor.signed_in(people.trainee)
    visitor.post(address, {"kind": "tried", "words": "It worked."}, status=422)
    assert "Say it in a sentence." in visitor.text()
    assert visitor.all("textarea")[0].to_text() == "It worked."
    visitor.post(address, {"kind": "tried", "words": LINE})

    assert said(visitor, post)[1] == "Tried it 1"
    assert f"Tried in Nicaragua: {LINE}" in visitor.text()


def test_the_newer_line_stands(visitor: Visitor, people: People, post: Post) -> None:
    visitor.signed_in(people.trainee)
    for words in (LINE, f"{LINE} In March only four did."):
        visitor.post(f"/p/{post.id}/reactions", {"kind": "tried", "words": words})
    visitor.get(f"/p/{post.id}/reactions/tried")
    assert visitor.all("textarea")[0].to_text() == f"{LINE} In March only four did."
    assert kept() == [("tried", f"{LINE} In March only four did.")]


def test_a_question_leads_to_where_it_is_asked(
    visitor: Visitor, people: People, post: Post
) -> None:
    answer = visitor.signed_in(people.trainee).post(f"/p/{post.id}/reactions", {"kind": "question"})
    visitor.get(answer.location)
    assert "You answer Teresa Example." in visitor.text()
    assert said(visitor, post)[3] == "Question 1"


def test_in_a_closed_topic_nothing_can_be_asked(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    post.topic.closed_at = now
    visitor.signed_in(people.trainee)
    visitor.post(f"/p/{post.id}/reactions", {"kind": "question"}, status=403)
    visitor.post(f"/p/{post.id}/reactions", {"kind": "thanks"})
    assert said(visitor, post) == ["Useful", "Tried it", "Thanks 1"]


def test_the_author_sees_the_numbers_and_cannot_add_to_them(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reactions", {"kind": "thanks"})
    visitor.signed_in(people.trainer).post(
        f"/p/{post.id}/reactions", {"kind": "thanks"}, status=403
    )
    assert said(visitor, post) == ["Thanks 1"]
    assert kept() == [("thanks", "")]


def test_visitors_read_how_many_and_not_who(
    visitor: Visitor, people: People, now: datetime
) -> None:
    topic = a_topic(a_space(SpaceKind.PUBLIC, at=now), people.trainer, at=now)
    post = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()
    actions.react(post, Kind.USEFUL, by=people.trainee, at=now)
    db.session.commit()
    assert said(visitor, post) == ["Useful 1"]
    assert "Who?" not in visitor.text()


def test_who_sees_the_post_sees_who_said_what(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    actions.react(post, Kind.USEFUL, by=people.classmate, at=now)
    actions.react(post, Kind.TRIED, words=LINE, by=people.trainee, at=now)
    visitor.signed_in(people.supervisor).get(f"/p/{post.id}/reactions")
    assert [row.to_text() for row in visitor.all("main .row-title")] == [
        people.classmate.name,
        people.trainee.name,
    ]
    visitor.get(f"/p/{post.id}/reactions?kind=tried")
    assert [row.to_text() for row in visitor.all("main .row-title")] == [people.trainee.name]
    assert LINE in visitor.text()


@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 404), ("stranger", 404), ("classmate", 303)]
)
def test_only_who_sees_the_post_says_something_of_it(
    visitor: Visitor, people: People, post: Post, who: str, status: int
) -> None:
    visitor.signed_in(getattr(people, who))
    visitor.post(f"/p/{post.id}/reactions", {"kind": "useful"}, status=status)
    assert len(kept()) == (status == 303)


def test_nothing_else_can_be_said(visitor: Visitor, people: People, post: Post) -> None:
    visitor.signed_in(people.trainee)
    visitor.post(f"/p/{post.id}/reactions", {"kind": "dislike"}, status=400)
    visitor.post(f"/p/{post.id}/reactions/withdrawal", {}, status=400)
    assert kept() == []


def test_a_removed_post_takes_them_with_it(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    actions.react(post, Kind.TRIED, words=LINE, by=people.trainee, at=now)
    forum.remove(post, reason="Wrong figures.", by=people.trainer, at=now)
    visitor.signed_in(people.classmate)
    assert said(visitor, post) == []
    assert LINE not in visitor.text()
    visitor.get(f"/p/{post.id}/reactions", status=404)
    visitor.post(f"/p/{post.id}/reactions", {"kind": "useful"}, status=403)


def test_many_reactions_cost_what_none_cost(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    visitor.signed_in(people.classmate).get(f"/topics/{post.topic_id}")
    visitor.get(f"/topics/{post.topic_id}")
    none = visitor.statements
    topic = db.session.get_one(Topic, post.topic_id)
    for each in (post, *posts(topic, people.trainer, 8, at=now)):
        for by in (people.trainee, people.supervisor):
            actions.react(each, Kind.USEFUL, by=by, at=now)
            actions.react(each, Kind.TRIED, words=LINE, by=by, at=now)
    db.session.commit()
    visitor.get(f"/topics/{post.topic_id}")
    visitor.get(f"/topics/{post.topic_id}")
    assert (none, visitor.statements) == (5, 5)


def told(*people: User, at: datetime) -> list[tuple[int, str, str]]:
    return [(number, line.say(), line.href) for number, line in reacted(people, at)]


def test_the_author_is_told_in_one_line_and_once(
    app: Flask, people: People, post: Post, now: datetime
) -> None:
    actions.react(post, Kind.USEFUL, by=people.trainee, at=now)
    actions.react(post, Kind.THANKS, by=people.trainee, at=now)
    actions.react(post, Kind.USEFUL, by=people.classmate, at=now)
    with app.test_request_context():
        assert told(people.trainee, people.trainer, at=now) == [
            (
                people.trainer.id,
                "2 people reacted to what you wrote in the forum",
                f"/p/{post.id}",
            )
        ]
        ((_author, line),) = reacted([people.trainer], now)
        db.session.add(Reminder(user_id=people.trainer.id, key=line.key, sent_at=now))
        db.session.flush()
        assert told(people.trainer, at=now) == []
        actions.react(post, Kind.USEFUL, by=people.supervisor, at=now + timedelta(hours=1))
        assert told(people.trainer, at=now)[0][1].startswith("1 person reacted")


@pytest.mark.parametrize("because", ["taken back", "removed", "left", "long ago"])
def test_nobody_is_told_of_what_is_gone(
    people: People, post: Post, now: datetime, because: str
) -> None:
    actions.react(post, Kind.USEFUL, by=people.trainee, at=now)
    assert len(list(reacted([people.trainer], now))) == 1
    if because == "taken back":
        actions.withdraw(post, Kind.USEFUL, by=people.trainee)
    elif because == "removed":
        forum.remove(post, reason="No.", by=people.trainer, at=now)
    elif because == "left":
        editions.end(enrolment_of(people.trainer, people.edition), at=now)
    later = now + timedelta(days=15) if because == "long ago" else now
    assert list(reacted([people.trainer], later)) == []
