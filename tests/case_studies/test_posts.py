"""One post: mended by its author for half an hour, taken out by who leads the class."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from lms.case_studies import discussing
from lms.case_studies.post_models import CasePost
from lms.db import db
from tests.case_studies.factories import finished
from tests.case_studies.posts import a_post, place, posts
from tests.people import People
from tests.visitor import Visitor

NEW = {"body": "Who paid, and how much?"}


def stands() -> tuple[str, bool, str]:
    row = db.session.scalars(select(CasePost)).one()
    return row.body, row.edited_at is not None, row.reason


def ago(minutes: int) -> datetime:
    return datetime.now().astimezone() - timedelta(minutes=minutes)


def test_a_post_is_changed_by_its_author(visitor: Visitor, people: People) -> None:
    finished(people.trainee, "bagru")
    post = a_post(people)
    visitor.signed_in(people.trainee).get(place(people))
    visitor.get(visitor.all(f"a[href$='/posts/{post.id}/edit']")[0].attrs["href"])
    assert visitor.all("#body")[0].to_text().strip() == "Who paid?"

    answer = visitor.post(place(people, f"/posts/{post.id}/revisions"), NEW)
    visitor.get(answer.headers["Location"])

    assert stands() == ("Who paid, and how much?", True, "")
    assert posts(visitor) == ["Who paid, and how much?"]
    assert "changed" in visitor.all(".post-head")[0].to_text()


def test_the_same_text_again_is_no_change(visitor: Visitor, people: People) -> None:
    finished(people.trainee, "bagru")
    post = a_post(people)

    visitor.signed_in(people.trainee).post(
        place(people, f"/posts/{post.id}/revisions"), {"body": "Who paid?"}
    )

    assert stands() == ("Who paid?", False, "")


@pytest.mark.parametrize(("minutes", "status"), [(29, 303), (31, 422)])
def test_a_post_is_changed_for_half_an_hour_and_a_late_text_is_given_back(
    visitor: Visitor, people: People, minutes: int, status: int
) -> None:
    finished(people.trainee, "bagru")
    post = a_post(people, at=ago(minutes))

    visitor.signed_in(people.trainee).post(
        place(people, f"/posts/{post.id}/revisions"), NEW, status=status
    )

    assert stands()[0] == (NEW["body"] if status == 303 else "Who paid?")
    if status == 422:
        assert "A post can be changed for 30 minutes." in visitor.text()
        assert visitor.all("#body")[0].to_text().strip() == NEW["body"]
        visitor.get(place(people, f"/posts/{post.id}/edit"), status=403)


@pytest.mark.parametrize("who", ["classmate", "trainer", "coordinator", "administrator"])
def test_nobody_changes_the_words_of_another(visitor: Visitor, people: People, who: str) -> None:
    person = getattr(people, who)
    finished(person, "bagru")
    post = a_post(people)

    visitor.signed_in(person)
    visitor.get(place(people, f"/posts/{post.id}/edit"), status=403)
    visitor.post(place(people, f"/posts/{post.id}/revisions"), NEW, status=403)

    assert stands() == ("Who paid?", False, "")


def test_a_removed_post_leaves_its_reason_and_none_of_its_words(
    visitor: Visitor, people: People
) -> None:
    finished(people.trainee, "bagru")
    post = a_post(people, "My cousin Ramesh paid.")
    a_post(people, "Better not by name.", reply_to=post, by=people.trainer)
    visitor.signed_in(people.trainer).get(place(people, f"/posts/{post.id}/removal"))
    assert "My cousin Ramesh paid." in visitor.text()

    visitor.post(place(people, f"/posts/{post.id}/removal"), {"reason": ""}, status=422)
    assert "Give a reason" in visitor.text()
    visitor.post(place(people, f"/posts/{post.id}/removal"), {"reason": "It names a person."})
    page = visitor.signed_in(people.trainee).get(place(people)).text

    assert "Removed by Teresa Example: It names a person." in visitor.text()
    assert "Ramesh" not in page
    assert posts(visitor) == ["Better not by name."]


def test_a_post_removed_twice_keeps_its_first_reason(visitor: Visitor, people: People) -> None:
    finished(people.trainee, "bagru")
    post = a_post(people)
    visitor.signed_in(people.trainer)

    for reason in ("It names a person.", "Another reason."):
        visitor.post(place(people, f"/posts/{post.id}/removal"), {"reason": reason})

    assert stands()[2] == "It names a person."


def test_a_removed_post_is_changed_no_more(visitor: Visitor, people: People) -> None:
    finished(people.trainee, "bagru")
    post = a_post(people)
    discussing.remove(post, reason="It names a person.", by=people.trainer, at=ago(0))
    db.session.commit()

    visitor.signed_in(people.trainee).post(
        place(people, f"/posts/{post.id}/revisions"), NEW, status=422
    )
    assert "This post was removed." in visitor.text()

    with pytest.raises(discussing.PostRemovedError):
        discussing.revise(post, "Again.", at=ago(0))
    assert stands()[0] == "Who paid?"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("trainer", 303),
        ("coordinator", 303),
        ("administrator", 303),
        ("trainee", 403),
        ("classmate", 403),
        ("assessor", 403),
        ("outsider", 404),
    ],
)
def test_who_leads_the_class_removes(
    visitor: Visitor, people: People, who: str, status: int
) -> None:
    person = getattr(people, who)
    finished(person, "bagru")
    post = a_post(people)

    visitor.signed_in(person).post(
        place(people, f"/posts/{post.id}/removal"), {"reason": "Off the subject."}, status=status
    )
    visitor.get(place(people, f"/posts/{post.id}/removal"), status=404 if status == 404 else 403)

    assert bool(stands()[2]) is (status == 303)


def test_a_post_is_found_in_its_own_discussion_only(visitor: Visitor, people: People) -> None:
    finished(people.trainee, "bagru")
    finished(people.trainee, "pune")
    post = a_post(people)

    visitor.signed_in(people.trainee)
    visitor.get(place(people, f"/posts/{post.id}/edit", "pune"), status=404)
    visitor.post(place(people, f"/posts/{post.id}/revisions", "pune"), NEW, status=404)


def test_removed_posts_do_not_count_as_activity(visitor: Visitor, people: People) -> None:
    finished(people.trainee, "bagru")
    post = a_post(people)
    discussing.remove(post, reason="It names a person.", by=people.trainer, at=ago(0))
    db.session.commit()

    visitor.signed_in(people.trainee).get("/case-studies/bagru")

    assert "Nobody has written yet." in visitor.all("#class-work")[0].to_text()
