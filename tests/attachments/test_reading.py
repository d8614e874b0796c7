"""Files are for whoever sees the post, while it stands; what nobody needs goes."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.attachments import actions
from lms.attachments.models import APPEAL, PENDING_FOR, Attachment
from lms.config import Settings
from lms.db import db
from lms.files import upkeep
from lms.forum import actions as forum
from lms.forum.held import actions as holding
from lms.forum.held.models import HeldWriting
from lms.forum.models import Post, Topic
from lms.moderation import actions as moderation
from lms.moderation.models import Concern, Outcome
from lms.spaces.models import Kind
from tests.attachments.factories import SHOWS, a_file_below, a_file_in_hand, a_form, a_picture_below
from tests.files.factories import PDF, a_photo
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now)


@pytest.fixture
def post(people: People, topic: Topic, now: datetime) -> Post:
    return a_post(topic, people.trainer, at=now)


def address(row: Attachment) -> str:
    return f"/p/{row.post_id}/files/{row.id}"


def left() -> list[int]:
    return list(db.session.scalars(select(Attachment.id).order_by(Attachment.id)))


def test_a_file_is_saved_and_never_opened_as_a_page(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    picture = a_picture_below(post, people.trainer, at=now)
    visitor.signed_in(people.classmate)
    for place, name in (("", "dryers.jpg"), ("/thumbnail", "small-dryers.jpg")):
        answer = visitor.get(f"{address(picture)}{place}")
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.mimetype == "image/jpeg"


def test_many_files_cost_what_one_costs(
    visitor: Visitor, people: People, topic: Topic, post: Post, now: datetime
) -> None:
    a_file_below(post, people.trainer, at=now)
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    visitor.get(f"/topics/{topic.id}")
    one = visitor.statements
    for number in range(3):
        other = a_post(topic, people.trainer, at=now)
        a_file_below(other, people.trainer, PDF + bytes([number]), at=now)
    visitor.get(f"/topics/{topic.id}")
    visitor.get(f"/topics/{topic.id}")
    assert visitor.statements == one
    assert len(visitor.all(".attachments")) == 4


def test_who_saves_data_reads_what_a_picture_shows_and_how_large_it_is(
    visitor: Visitor, people: People, topic: Topic, post: Post, now: datetime
) -> None:
    picture = a_picture_below(post, people.trainer, at=now)
    people.classmate.saves_data = True
    db.session.commit()
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    assert visitor.all(".attachments img") == []
    (link,) = visitor.all(".attachment a")
    assert (link.attrs["href"], link.to_text()) == (address(picture), SHOWS)
    assert "KB" in visitor.all(".attachment")[0].to_text()


def test_names_and_words_are_text(
    visitor: Visitor, people: People, topic: Topic, post: Post, now: datetime
) -> None:
    row = a_file_below(post, people.trainer, name="<b>a</b>\n<script>.pdf", at=now)
    row.shows = '"><img src=x><b>'
    db.session.commit()
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    assert visitor.all(".attachments img, .attachments b, .attachments script") == []
    assert '"><img src=x><b>' in visitor.all(".attachment")[0].to_text()


def test_with_the_post_its_files_are_gone(
    visitor: Visitor, people: People, topic: Topic, post: Post, now: datetime
) -> None:
    picture = a_picture_below(post, people.trainer, at=now)
    visitor.signed_in(people.classmate).get(address(picture))
    known = visitor.get(f"{address(picture)}/thumbnail").headers["ETag"]

    forum.remove(post, reason="Too much is seen.", by=people.trainer, at=now)
    db.session.commit()

    for person in (people.classmate, people.trainer, people.coordinator):
        visitor.signed_in(person).get(address(picture), status=404)
        asked_again = {"If-None-Match": known}
        visitor.get(f"{address(picture)}/thumbnail", status=404, headers=asked_again)
        visitor.get(f"/topics/{topic.id}")
        assert visitor.all(".attachments") == []
        assert SHOWS not in visitor.text()


def test_with_the_right_to_see_the_post_its_files_are_lost(
    visitor: Visitor, people: People, topic: Topic, post: Post, now: datetime
) -> None:
    picture = a_picture_below(post, people.trainer, at=now)
    visitor.signed_in(people.outsider).get(address(picture), status=404)
    topic.space = a_space(at=now)
    db.session.commit()
    visitor.get(address(picture))
    topic.space = a_space(Kind.STAFF, name="For those who teach", at=now)
    db.session.commit()
    visitor.get(address(picture), status=404)
    visitor.get(f"{address(picture)}/thumbnail", status=404)


def test_a_file_is_below_its_own_post_only(
    visitor: Visitor, people: People, topic: Topic, post: Post, now: datetime
) -> None:
    hidden = a_post(
        a_topic(a_space(Kind.STAFF, at=now), people.trainer, at=now), people.trainer, at=now
    )
    secret = a_picture_below(hidden, people.trainer, at=now)
    visitor.signed_in(people.classmate).get(f"/p/{post.id}/files/{secret.id}", status=404)
    visitor.get(f"/p/{hidden.id}/files/{secret.id}", status=404)
    visitor.signed_in(people.trainer).get(f"/p/{hidden.id}/files/{secret.id}")


def test_what_is_in_hand_is_given_to_nobody(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    row = a_file_in_hand(people.trainer, key=post.key, at=now)
    visitor.signed_in(people.trainer).get(f"/p/{post.id}/files/{row.id}", status=404)
    actions.bind(post, [row.id], people.trainer)
    db.session.commit()
    visitor.get(f"/p/{post.id}/files/{row.id}")


def test_what_nobody_sent_on_goes_after_a_day(
    people: People, post: Post, now: datetime, settings: Settings
) -> None:
    a_file_in_hand(people.trainer, key=uuid4(), at=now - PENDING_FOR - timedelta(minutes=1))
    young = a_file_in_hand(people.trainer, PDF + b"young", key=uuid4(), at=now)
    bound = a_file_below(post, people.trainer, PDF + b"bound", at=now - timedelta(days=400))
    upkeep.tidy(now)
    assert left() == [young.id, bound.id]


def test_files_of_a_removed_post_wait_for_an_appeal_and_then_go(
    people: People, post: Post, now: datetime
) -> None:
    row = a_file_below(post, people.trainer, at=now)
    forum.remove(post, reason="Wrong.", by=people.trainer, at=now)
    actions.forget_old(now + APPEAL)
    assert left() == [row.id]
    actions.forget_old(now + APPEAL + timedelta(minutes=1))
    assert left() == []


def test_an_open_report_keeps_them_until_it_is_decided(
    people: People, topic: Topic, post: Post, now: datetime
) -> None:
    row, later = a_file_below(post, people.trainer, at=now), now + APPEAL + timedelta(days=1)
    moderation.report(post, concern=Concern.PRIVATE, words="", by=people.classmate, at=now)
    forum.remove(post, reason="Wrong.", by=people.trainer, at=now)
    actions.forget_old(later)
    assert left() == [row.id]

    post.topic = topic
    moderation.decide(post, outcome=Outcome.KEPT, reason="Done.", by=people.coordinator, at=now)
    actions.forget_old(later)
    assert left() == []


def test_a_file_that_another_post_shows_stays(
    people: People, topic: Topic, post: Post, now: datetime
) -> None:
    gone = a_file_below(post, people.trainer, at=now)
    stays = a_file_below(a_post(topic, people.trainer, at=now), people.trainer, at=now)
    assert gone.digest == stays.digest
    forum.remove(post, reason="Wrong.", by=people.trainer, at=now)
    actions.forget_old(now + APPEAL + timedelta(days=1))
    assert left() == [stays.id]


def test_what_waits_for_a_look_is_seen_by_nobody_and_then_stands_below_the_post(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    form = a_form((a_photo(), "dryers.jpg", SHOWS), body="See https://fees.example.")
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", form)
    held = db.session.scalars(select(HeldWriting.id)).one()
    (number,) = left()
    actions.forget_old(now + timedelta(days=20))
    db.session.commit()
    assert left() == [number]
    first = db.session.scalars(select(Post).where(Post.no == 1)).one()
    for person in (people.classmate, people.coordinator):
        visitor.signed_in(person).get(f"/p/{first.id}/files/{number}", status=404)

    visitor.signed_in(people.classmate).get(f"/forum/held/{held}/files/{number}", status=404)
    for person, page in ((people.trainee, "edit"), (people.trainer, "decision")):
        visitor.signed_in(person).get(f"/forum/held/{held}/{page}")
        (picture,) = visitor.all(".attachments img")
        assert picture.attrs["alt"] == SHOWS
        visitor.get(picture.attrs["src"])

    decision = {"outcome": "released", "seen": "1", "reason": ""}
    visitor.signed_in(people.trainer).post(f"/forum/held/{held}/decisions", decision)
    post = db.session.scalars(select(Post.id).where(Post.no == 2)).one()
    visitor.get(f"/forum/held/{held}/files/{number}", status=404)
    visitor.signed_in(people.classmate).get(f"/p/{post}/files/{number}")


def test_whoever_decides_about_a_report_sees_the_files(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    a_picture_below(post, people.trainer, at=now)
    visitor.signed_in(people.coordinator).get(f"/p/{post.id}/decision")
    assert [row.attrs["alt"] for row in visitor.all(".attachments img")] == [SHOWS]


def test_what_is_not_let_in_goes_with_its_text(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    form = a_form((a_photo(), "dryers.jpg", SHOWS), body="See https://fees.example.")
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", form)
    held = db.session.scalars(select(HeldWriting)).one()
    holding.take_back(held)
    actions.forget_old(now + timedelta(days=2))
    assert left() == []
