from datetime import datetime

import pytest
from sqlalchemy import select

from lms.db import db
from lms.forum.models import Post
from lms.moderation import deciding
from lms.moderation.models import PostDecision, PostReport
from tests.forum.factories import a_post, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor

WHY = {"concern": "private", "words": "It names a firm that did not sign."}


@pytest.fixture
def post(people: People, now: datetime) -> Post:
    """Of the trainer's, in the space of Ana's edition."""
    topic = a_topic(space_of(people.edition, at=now), people.trainee, at=now)
    return a_post(topic, people.trainer, "The tannery owes its suppliers two years.", at=now)


def test_a_report_waits_for_who_leads_the_space(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reports", WHY)
    visitor.get(f"/p/{post.id}", status=303)

    visitor.signed_in(people.coordinator).get("/forum")
    assert "To look at: 1" in visitor.text()
    visitor.get("/forum/reports")
    visitor.get(visitor.all(".row-title a")[0].attrs["href"])
    assert "It names a firm that did not sign." in visitor.text()
    assert "Ana Example" in visitor.text()


def test_a_removed_post_leaves_its_reason(visitor: Visitor, people: People, post: Post) -> None:
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reports", WHY)
    visitor.signed_in(people.classmate).post(f"/p/{post.id}/reports", WHY | {"words": ""})
    decision = {"reason": "A firm is named without consent.", "outcome": "removed"}
    visitor.signed_in(people.coordinator).post(f"/p/{post.id}/decisions", decision)

    visitor.get("/forum/reports")
    assert "Nothing waits for you" in visitor.text()
    visitor.signed_in(people.trainee).get(f"/topics/{post.topic_id}")
    assert "Removed by Carlos Example: A firm is named without consent." in visitor.text()
    assert "owes its suppliers" not in visitor.text()


def test_a_kept_post_stays_and_may_be_reported_again(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reports", WHY)
    decision = {"reason": "The firm published it itself.", "outcome": "kept"}
    visitor.signed_in(people.coordinator).post(f"/p/{post.id}/decisions", decision)
    visitor.signed_in(people.trainee).get(f"/topics/{post.topic_id}")
    assert "owes its suppliers" in visitor.text()

    visitor.post(f"/p/{post.id}/reports", WHY)
    rows = db.session.scalars(select(PostReport).order_by(PostReport.id)).all()
    assert [row.decision_id is None for row in rows] == [False, True]


def test_reported_twice_it_is_one_report_with_the_newer_words(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reports", WHY)
    visitor.post(f"/p/{post.id}/reports", WHY | {"concern": "wrong", "words": "Nor is it true."})
    row = db.session.scalars(select(PostReport)).one()
    assert (row.concern, row.words) == ("wrong", "Nor is it true.")


def test_without_a_concern_nothing_is_reported_and_the_words_stay(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee).post(
        f"/p/{post.id}/reports", {"words": "Look at it."}, status=422
    )
    assert "Choose what is wrong with it." in visitor.text()
    assert visitor.all("textarea[name=words]")[0].to_text() == "Look at it."


def test_without_a_reason_nothing_is_decided(visitor: Visitor, people: People, post: Post) -> None:
    address = f"/p/{post.id}/decisions"
    visitor.signed_in(people.coordinator).post(address, {"outcome": "removed"}, status=422)
    assert "Give a reason" in visitor.text()
    visitor.post(address, {"outcome": "burnt", "reason": "So."}, status=400)
    assert db.session.scalars(select(PostDecision)).all() == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("trainee", 403), ("supervisor", 403), ("outsider", 404), ("other_coordinator", 404)],
)
def test_nobody_else_decides(
    visitor: Visitor, people: People, post: Post, who: str, status: int
) -> None:
    decision = {"reason": "I say so.", "outcome": "removed"}
    address = f"/p/{post.id}/decisions"
    visitor.signed_in(getattr(people, who)).post(address, decision, status=status)
    assert db.session.get_one(Post, post.id).removed_at is None


def test_nobody_reports_their_own(visitor: Visitor, people: People, post: Post) -> None:
    visitor.signed_in(people.trainer).post(f"/p/{post.id}/reports", WHY, status=403)


def test_who_reports_everything_is_asked_to_write_instead(
    visitor: Visitor, people: People, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "MOST_IN_WINDOW", 0)
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reports", WHY, status=429)
    assert "You have reported 0 posts today" in visitor.text()


def test_what_was_removed_is_read_by_who_leads_the_space_and_by_nobody_else(
    visitor: Visitor, people: People, post: Post
) -> None:
    decision = {"reason": "A firm is named without consent.", "outcome": "removed"}
    visitor.signed_in(people.coordinator).post(f"/p/{post.id}/decisions", decision)
    visitor.get(f"/topics/{post.topic_id}")
    visitor.get(visitor.all(".post-removed a")[0].attrs["href"])
    assert "owes its suppliers" in visitor.text()
    for who, status in ((people.supervisor, 403), (people.outsider, 404)):
        visitor.signed_in(who).get(f"/p/{post.id}/removed", status=status)
        assert "owes its suppliers" not in visitor.page.to_text()
    visitor.signed_in(people.supervisor).get(f"/topics/{post.topic_id}")
    assert visitor.all(".post-removed a") == []


def test_what_an_author_took_back_nobody_reads(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainer).post(f"/p/{post.id}/removal", {"reason": "I mixed two up."})
    visitor.signed_in(people.coordinator).get(f"/p/{post.id}/removed", status=404)
    visitor.get(f"/topics/{post.topic_id}")
    assert visitor.all(".post-removed a") == []
    visitor.get(f"/p/{post.id}/decision")
    assert "I mixed two up." in visitor.text()
    assert "owes its suppliers" not in visitor.page.to_text()


def test_unless_a_report_about_it_is_open_until_that_is_decided(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reports", WHY)
    visitor.signed_in(people.trainer).post(f"/p/{post.id}/removal", {"reason": "I mixed two up."})
    visitor.signed_in(people.coordinator).get("/forum/reports")
    visitor.get(visitor.all(".row-title a")[0].attrs["href"])
    assert "owes its suppliers" in visitor.text()

    decision = {"reason": "The author took it back.", "outcome": "removed"}
    visitor.post(f"/p/{post.id}/decisions", decision)
    visitor.get(f"/p/{post.id}/decision")
    assert "owes its suppliers" not in visitor.page.to_text()
    visitor.get(f"/topics/{post.topic_id}")
    assert "Removed by Teresa Example: I mixed two up." in visitor.text()


def test_who_removes_it_without_a_look_at_the_reports_has_decided_them(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reports", WHY)
    visitor.signed_in(people.coordinator).post(f"/p/{post.id}/removal", {"reason": "A firm."})
    visitor.get("/forum/reports")
    assert "Nothing waits for you" in visitor.text()
    decision = db.session.scalars(select(PostDecision)).one()
    assert (decision.outcome, decision.reason) == ("removed", "A firm.")


def test_nobody_decides_about_their_own_nor_learns_who_reported_it(
    visitor: Visitor, people: People, post: Post
) -> None:
    """Teresa leads the space, as Carlos does; an administrator is the last who may."""
    visitor.signed_in(people.trainee).post(f"/p/{post.id}/reports", WHY)

    visitor.signed_in(people.trainer).get(f"/p/{post.id}/decision", status=403)
    visitor.post(f"/p/{post.id}/decisions", {"outcome": "kept", "reason": "No."}, status=403)
    assert waiting(visitor) == []
    for name in ("coordinator", "administrator"):
        assert waiting(visitor.signed_in(getattr(people, name))) == [f"/p/{post.id}/decision"]
        visitor.get(f"/p/{post.id}/decision")
        assert people.trainee.name in visitor.text()


def waiting(visitor: Visitor) -> list[str]:
    """What the list leads to; the link to it says how many there are."""
    visitor.get("/forum/reports")
    found = [link.attrs["href"] for link in visitor.all("main .row-title a")]
    visitor.get("/forum")
    assert (f"To look at: {len(found)}" in visitor.text()) is bool(found)
    return found
