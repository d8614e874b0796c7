"""Words that are removed disappear from where they were quoted, however that was written."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.db import db
from lms.forum import actions, hearing, quoting
from lms.forum.models import Post, PostQuote, PostRevision, Topic
from lms.search.models import SearchDocument
from lms.spaces.models import Kind
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.forum.test_search import found
from tests.people import People
from tests.visitor import Visitor

SECRET = "The tannery owes its suppliers two years."
GONE = "(These words were removed.)"


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now)


@pytest.fixture
def source(topic: Topic, people: People, now: datetime) -> Post:
    return a_post(topic, people.classmate, f"{SECRET}\n\nAnd *nobody* asks.", at=now)


def removed(post: Post, topic: Topic, by: object, at: datetime) -> None:
    post.topic = topic
    actions.remove(post, reason="A firm is named.", by=by, at=at)  # type: ignore[arg-type]
    db.session.commit()


def sent(body: str) -> dict[str, str]:
    return {"key": str(uuid4()), "body": body, "language": "en"}


def newest() -> Post:
    return db.session.scalars(select(Post).order_by(Post.id.desc()).limit(1)).one()


def test_words_removed_at_their_source_are_quoted_no_longer(
    visitor: Visitor, people: People, topic: Topic, source: Post, now: datetime
) -> None:
    quote = a_post(topic, people.trainer, f"{quoting.quoted(source)}Who says so?", at=now)
    visitor.signed_in(people.supervisor).get(f"/topics/{topic.id}")
    assert SECRET in visitor.all("#post-3 blockquote")[0].to_text()
    assert found(visitor, "tannery") == [f"/p/{source.id}", f"/p/{quote.id}"]

    removed(source, topic, people.trainer, now)
    visitor.get(f"/topics/{topic.id}")
    assert "tannery" not in visitor.page.to_text()
    assert "nobody" not in visitor.page.to_text()
    block = visitor.all("#post-3 blockquote")[0]
    assert [link.to_text() for link in block.query("a")] == ["Bruno Example"]
    assert block.query("p")[-1].to_text() == GONE
    assert "Who says so?" in visitor.text()
    assert found(visitor, "tannery") == []
    assert found(visitor, "says+so") == [f"/p/{quote.id}"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("> [B](/p/{id}):\n>\n> {secret}\n\nYes.", "> [B](/p/{id}):\n>\n> {gone}\n\nYes."),
        ("> [B](/p/{id}): {secret}\n\nYes.", "> [B](/p/{id}):\n> {gone}\n\nYes."),
        (">[B](/p/{id})\n>{secret}\nYes.", ">[B](/p/{id})\n>{gone}\nYes."),
        (
            "> [B](/p/{id}):\n> {secret}\n\nNo.\n\n> And *nobody* asks.\n\nI do.",
            "> [B](/p/{id}):\n> {gone}\n\nNo.\n\n> {gone}\n\nI do.",
        ),
        (
            "> [A](/p/1):\n> > [B](/p/{id}):\n> > {secret}\n> Really?",
            "> [A](/p/1):\n> > [B](/p/{id}):\n> > {gone}\n> Really?",
        ),
        (
            "> [B](/p/{id}):\n> {secret}\n> > deeper\n> [A](/p/1):\n> Other words.",
            "> [B](/p/{id}):\n> {gone}\n> [A](/p/1):\n> Other words.",
        ),
        (
            "> [B \\] C](/p/{id}):\n> In her words.\n\n> A proverb.",
            "> [B \\] C](/p/{id}):\n> {gone}\n\n> A proverb.",
        ),
        ("See [B](/p/{id}): nothing quoted.", "See [B](/p/{id}): nothing quoted."),
    ],
    ids=range(8),
)
def test_a_quotation_is_known_however_it_is_written(source: Post, text: str, kept: str) -> None:
    names = {"id": source.id, "secret": SECRET, "gone": GONE}
    assert quoting.without(text.format(**names), source, "en") == kept.format(**names)


def test_it_is_said_in_the_language_of_the_post(source: Post) -> None:
    body = f"> [B](/p/{source.id}):\n> {SECRET}"
    assert quoting.without(body, source, "fr").endswith("> (Ces mots ont été retirés.)")


def test_what_answers_and_repeats_the_words_without_a_link_loses_them_too(
    people: People, topic: Topic, source: Post, now: datetime
) -> None:
    answer = a_post(topic, people.trainer, f"> {SECRET}\n\nNo.", to=source, at=now)
    removed(source, topic, people.trainer, now)
    assert db.session.get_one(Post, answer.id).body == f"> {GONE}\n\nNo."


def test_former_texts_lose_them_too(
    visitor: Visitor, people: People, topic: Topic, source: Post, now: datetime
) -> None:
    earlier = now - timedelta(hours=2)
    quote = a_post(topic, people.trainer, f"{quoting.quoted(source)}Who says so?", at=earlier)
    quote.topic = topic
    actions.revise(quote, f"{quoting.quoted(source)}Nobody says so.", at=now)
    actions.revise(quote, "Nobody says so.", at=now)
    removed(source, topic, people.trainer, now)
    visitor.signed_in(people.coordinator)
    for revision in db.session.scalars(select(PostRevision)).all():
        visitor.get(f"/p/{quote.id}/changes/{revision.id}")
        assert "tannery" not in visitor.page.to_text()


def test_what_is_removed_already_is_not_quoted_anew(
    visitor: Visitor, people: People, topic: Topic, source: Post, now: datetime
) -> None:
    body = f"{quoting.quoted(source)}Who says so?"
    quoted_again = a_post(topic, people.trainer, "Later.", at=now)
    quoted_again.topic = topic
    removed(source, topic, people.trainer, now)
    assert quoting.quoted(source) == ""
    assert SECRET not in a_post(topic, people.trainer, body, at=now).body
    actions.revise(quoted_again, body, at=now)
    assert SECRET not in quoted_again.body


@pytest.mark.parametrize("is_removed", [False, True])
def test_a_post_that_one_may_not_see_is_quoted_as_one_that_never_was(
    visitor: Visitor, people: People, topic: Topic, source: Post, now: datetime, is_removed: bool
) -> None:
    """Whether it was removed, or is there at all, the answer to a quotation does not tell."""
    if is_removed:
        removed(source, topic, people.trainer, now)
    everybody = a_topic(a_space(Kind.THEME, at=now), people.stranger, at=now)
    for number in (source.id, 999_999):
        body = f"> [Bruno](/p/{number}):\n> {SECRET}\n\nIs it so?"
        visitor.signed_in(people.outsider).post(f"/topics/{everybody.id}/posts", sent(body))
        assert newest().body == body
        visitor.post(f"/p/{newest().id}/revisions", {"body": f"{body} Yes."})
        assert newest().body == f"{body} Yes."
    assert db.session.scalars(select(PostQuote)).all() == []


def test_a_post_that_one_may_see_is_quoted_without_what_was_removed(
    visitor: Visitor, people: People, topic: Topic, source: Post, now: datetime
) -> None:
    """The control."""
    removed(source, topic, people.trainer, now)
    everybody = a_topic(a_space(Kind.THEME, at=now), people.stranger, at=now)
    body = f"> [Bruno](/p/{source.id}):\n> {SECRET}\n\nIs it so?"
    visitor.signed_in(people.supervisor).post(f"/topics/{everybody.id}/posts", sent(body))
    assert newest().body == f"> [Bruno](/p/{source.id}):\n> {GONE}\n\nIs it so?"
    assert db.session.scalars(select(PostQuote.source_id)).all() == [source.id]


def test_a_form_sent_twice_is_one_post_though_its_quotation_was_cleared(
    visitor: Visitor, people: People, topic: Topic, source: Post, now: datetime
) -> None:
    body = f"{quoting.quoted(source)}Who says so?"
    form = {"key": "5d6f5ad0-7a3e-4be0-8d0a-0b4d1b6a7d11", "body": body, "language": "en"}
    visitor.signed_in(people.trainer)
    first = visitor.post(f"/topics/{topic.id}/posts", form)
    removed(source, topic, people.coordinator, now)
    assert visitor.post(f"/topics/{topic.id}/posts", form).location == first.location


def test_features_hear_whose_words_are_gone(
    people: People, topic: Topic, source: Post, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    quote = a_post(topic, people.trainer, f"{quoting.quoted(source)}No.", at=now)
    a_post(topic, people.trainer, "Nothing of it.", to=source, at=now)
    ears = [lambda posts: heard.extend(post.id for post in posts)]
    monkeypatch.setattr(hearing, "_letting_go", ears)
    removed(source, topic, people.trainer, now)
    assert heard == [source.id, quote.id]


def test_a_post_that_is_quoted_by_many_costs_what_one_costs_that_is_quoted_once(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    costs = []
    for many in (1, 8):
        source = a_post(topic, people.classmate, f"{SECRET} {many}", at=now)
        for number in range(many):
            text = f"{quoting.quoted(source)}Number {number}."
            a_post(topic, people.supervisor if many > 1 else people.assessor, text, at=now)
        form = {"reason": "A firm is named."}
        visitor.signed_in(people.trainer).post(f"/p/{source.id}/removal", form)
        costs.append(visitor.statements)
    assert costs[0] == costs[1]
    found_words = db.session.scalars(select(SearchDocument.body)).all()
    assert not any("tannery" in body for body in found_words)


@pytest.mark.parametrize("name", ["](https://evil.example)[x", "A ] B", "*A*", "`A", "<b>A</b>"])
def test_a_name_is_no_markdown(
    people: People, topic: Topic, source: Post, now: datetime, name: str
) -> None:
    people.classmate.name = name
    quote = a_post(topic, people.trainer, f"{quoting.quoted(source)}No.", at=now)
    assert db.session.scalars(select(PostQuote.source_id)).all() == [source.id]
    assert 'evil.example"' not in quote.html
    assert "<em>A" not in quote.html
