"""The discussion of a case: who reads it, how it is written, answered, mended and cleaned."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms import markdown
from lms.case_studies import discussing
from lms.case_studies.post_models import CasePost
from lms.db import db
from lms.editions.models import Role
from tests.case_studies.factories import decided, finished, opened
from tests.case_studies.posts import CASE, a_post, place, posts
from tests.people import People, enrol
from tests.visitor import Visitor


def sent(body: str = "Who paid in the end?", **changes: Any) -> dict[str, str]:
    return {"body": body, "key": str(uuid4())} | changes


def kept() -> list[str]:
    return list(db.session.scalars(select(CasePost.body).order_by(CasePost.id)))


def test_who_has_not_decided_is_told_why_it_is_closed(visitor: Visitor, people: People) -> None:
    decided(people.trainee, "masaya", "a", "b")
    discussing.post(
        people.edition,
        "masaya",
        body="They went to a fair.",
        key=uuid4(),
        reply_to=None,
        by=people.trainer,
        at=datetime.now().astimezone(),
    )

    visitor.signed_in(people.trainee).get(place(people, case_id="masaya"))
    assert "It would give the outcome away" in visitor.text()
    assert "They went to a fair." not in visitor.text()
    visitor.post(place(people, "/posts", "masaya"), sent(), status=403)
    visitor.post(place(people, "/preview", "masaya"), sent(), status=403)

    decided(people.trainee, "masaya", "c")
    visitor.get(place(people, case_id="masaya"))
    assert posts(visitor) == ["They went to a fair."]


def test_a_class_that_was_told_may_talk(visitor: Visitor, people: People) -> None:
    opened(CASE, people.edition, people.trainer)

    visitor.signed_in(people.trainee).post(place(people, "/posts"), sent())

    assert kept() == ["Who paid in the end?"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("trainer", 303),
        ("assessor", 303),
        ("coordinator", 303),
        ("administrator", 303),
        ("trainee", 403),
        ("supervisor", 403),
        ("outsider", 404),
        ("stranger", 404),
    ],
)
def test_who_writes_before_having_decided(
    visitor: Visitor, people: People, who: str, status: int
) -> None:
    person, path = getattr(people, who), place(people, "/posts")

    visitor.signed_in(person).post(path, sent(), status=status)

    assert len(kept()) == (status == 303)


def test_a_post_is_written_once_however_often_it_is_sent(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    form = sent()
    visitor.signed_in(people.trainee)

    first, second = (visitor.post(place(people, "/posts"), form) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert "#post-" in first.headers["Location"]
    assert kept() == ["Who paid in the end?"]


def test_a_form_sent_again_with_another_text_asks_first(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    form = sent()
    visitor.signed_in(people.trainee).post(place(people, "/posts"), form)

    visitor.post(place(people, "/posts"), form | {"body": "And who paid later?"}, status=422)
    assert "This form was sent before, with another text." in visitor.text()
    assert visitor.all("#body")[0].to_text().strip() == "And who paid later?"
    assert len(kept()) == 1

    key = visitor.all("input[name=key]")[0].attrs["value"]
    visitor.post(place(people, "/posts"), {"body": "And who paid later?", "key": key})
    assert kept() == ["Who paid in the end?", "And who paid later?"]


def test_the_key_of_another_person_is_no_twin(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    finished(people.classmate, CASE)
    form = sent()

    for person in (people.trainee, people.classmate):
        visitor.signed_in(person).post(place(people, "/posts"), form)

    assert len(kept()) == 2


@pytest.mark.parametrize(
    ("body", "sentence"),
    [("", "Write something first."), ("  \n ", "Write something first."), ("x" * 2001, "Shorten")],
)
def test_a_post_has_bounds(visitor: Visitor, people: People, body: str, sentence: str) -> None:
    finished(people.trainee, CASE)

    visitor.signed_in(people.trainee).post(place(people, "/posts"), sent(body), status=422)

    assert sentence in visitor.text()
    assert kept() == []


@pytest.mark.parametrize("fields", [{"key": "x"}, {"reply_to": "x"}, {"key": ""}])
def test_a_mangled_form_is_refused(
    visitor: Visitor, people: People, fields: dict[str, str]
) -> None:
    finished(people.trainee, CASE)

    visitor.signed_in(people.trainee).post(place(people, "/posts"), sent(**fields), status=400)

    assert kept() == []


def test_who_writes_too_often_waits_and_keeps_the_text(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    visitor.signed_in(people.trainee)
    for number in range(discussing.MOST_IN_WINDOW):
        visitor.post(place(people, "/posts"), sent(f"Post {number}"))

    answer = visitor.post(place(people, "/posts"), sent("One more."), status=429)
    assert "You have written 10 posts in ten minutes." in visitor.text()
    assert visitor.all("#body")[0].to_text().strip() == "One more."
    assert answer.headers["Retry-After"] == "600"

    long_ago = datetime.now().astimezone() - discussing.WINDOW
    for row in db.session.scalars(select(CasePost)):
        row.created_at = long_ago
    db.session.commit()
    visitor.post(place(people, "/posts"), sent("One more."))
    assert len(kept()) == discussing.MOST_IN_WINDOW + 1


def test_markdown_is_rendered_and_script_is_not(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    typed = "**Who** paid?\n\n<script>alert(1)</script> [here](javascript:alert(2)) <img src=/x>"
    visitor.signed_in(people.trainee)

    visitor.post(place(people, "/preview"), sent(typed), status=200)
    preview = visitor.all("[role=status] .prose")[0].to_html()
    assert kept() == []
    assert visitor.all("#body")[0].to_text().strip() == typed
    visitor.post(place(people, "/posts"), sent(typed))
    page = visitor.get(place(people)).text

    (shown,) = visitor.all(".post .prose")
    assert "<strong>Who</strong> paid?" in shown.to_html()
    assert shown.query("script, img, a[href^=javascript]") == []
    assert "<script>alert(1)" not in page
    assert preview.count("<strong>Who</strong>") == 1


def test_a_text_rendered_by_older_rules_is_rendered_anew(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    post = a_post(people, "**Who** paid?")
    post.html, post.markdown_version = "<p>by older rules</p>", "0"
    db.session.commit()

    visitor.signed_in(people.trainee).get(place(people))

    assert posts(visitor) == ["Who paid?"]
    assert markdown.VERSION != "0"


def test_a_post_says_its_language(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    people.classmate.language = "es"
    a_post(people, "¿Quién pagó?", by=people.classmate)

    visitor.signed_in(people.trainee).get(place(people))

    assert visitor.all(".post .prose")[0].attrs["lang"] == "es"


def test_an_answer_names_the_post_it_answers(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    first = a_post(people, by=people.trainer)
    visitor.signed_in(people.trainee).get(f"{place(people)}?reply={first.id}")
    assert "You answer Teresa Example." in visitor.text()
    (field,) = visitor.all("input[name=reply_to]")

    visitor.post(place(people, "/posts"), sent(reply_to=field.attrs["value"]))
    visitor.get(place(people))

    (link,) = visitor.all(".post-to a")
    assert link.to_text() == "In reply to Teresa Example"
    visitor.get(link.attrs["href"])
    assert posts(visitor)[0] == "Who paid?"


def test_only_a_post_of_this_discussion_is_answered(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    enrol(people.trainer, people.other_edition, Role.TRAINER)
    elsewhere = discussing.post(
        people.other_edition,
        CASE,
        body="Elsewhere.",
        key=uuid4(),
        reply_to=None,
        by=people.trainer,
        at=datetime.now().astimezone(),
    )

    visitor.signed_in(people.trainee)
    visitor.get(f"{place(people)}?reply={elsewhere.id}", status=404)
    visitor.post(place(people, "/posts"), sent(reply_to=str(elsewhere.id)), status=404)
    visitor.get(place(people))
    assert "Elsewhere." not in visitor.text()


@pytest.mark.parametrize("number", [1, 3, 10])
def test_a_discussion_costs_the_same_for_one_post_and_ten(
    visitor: Visitor, people: People, number: int
) -> None:
    finished(people.trainee, CASE)
    before = None
    for place_ in range(number):
        before = a_post(people, f"Post {place_}", reply_to=before)

    visitor.signed_in(people.trainee).get(place(people))

    assert (len(posts(visitor)), visitor.statements) == (number, 5)


def test_pages_lead_back_and_forth_through_all_posts(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    for number in range(23):
        a_post(
            people,
            f"Post {number}",
            by=people.trainer if number % 2 else people.trainee,
            at=datetime.now().astimezone() + timedelta(hours=number),
        )
    visitor.signed_in(people.trainee).get(place(people))
    pages = [posts(visitor)]
    while links := visitor.all("a[rel=next]"):
        visitor.get(links[0].attrs["href"])
        pages.append(posts(visitor))

    back = [posts(visitor)]
    while links := visitor.all("a[rel=prev]"):
        visitor.get(links[0].attrs["href"])
        back.append(posts(visitor))

    everything = [f"Post {number}" for number in range(23)]
    assert [len(page) for page in pages] == [10, 10, 3]
    assert [text for page in reversed(pages) for text in page] == everything
    assert [text for page in back for text in page] == everything


@pytest.mark.parametrize("asked", ["before=x", "after=-1", "reply=x", "before=99999999999"])
def test_a_mangled_mark_is_no_page(visitor: Visitor, people: People, asked: str) -> None:
    finished(people.trainee, CASE)

    visitor.signed_in(people.trainee).get(f"{place(people)}?{asked}", status=404)


def test_beyond_the_last_post_a_page_leads_back(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    post = a_post(people)

    visitor.signed_in(people.trainee).get(f"{place(people)}?after={post.id}")

    assert "There are no more posts in this direction." in visitor.text()


def test_the_case_tells_of_the_newest_post(visitor: Visitor, people: People) -> None:
    finished(people.trainee, CASE)
    a_post(people)
    a_post(people, "And when?")

    visitor.signed_in(people.trainee).get(f"/case-studies/{CASE}")

    assert "2 posts, newest" in visitor.all("#class-work")[0].to_text()
