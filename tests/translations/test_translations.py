"""Posts in other languages: added, corrected, verified, stale, and seen only where the post is."""

from datetime import datetime

import pytest
from sqlalchemy import select

from lms.db import db
from lms.forum import actions as forum
from lms.forum.models import Post, Topic
from lms.translations import actions
from lms.translations.actions import MeanwhileError, Wording
from lms.translations.models import EarlierTranslation, PostTranslation
from tests.forum.factories import posts
from tests.people import People
from tests.translations.factories import FRENCH, translated
from tests.visitor import Visitor


def form(visitor: Visitor, post: Post, language: str = "fr", **typed: str) -> dict[str, str]:
    """What the page gives, with what is typed in it."""
    visitor.get(f"/p/{post.id}/translations/{language}/edit")
    hidden = {
        name: visitor.all(f"input[name={name}]")[0].attrs["value"] for name in ("source", "seen")
    }
    return hidden | {"body": FRENCH} | typed


def rows() -> list[tuple[str, str]]:
    return [(row.language, row.body) for row in db.session.scalars(select(PostTranslation))]


def badges(visitor: Visitor) -> list[str]:
    return [one.to_text() for one in visitor.all("main .badge")]


def test_the_original_stands_first_and_the_translation_one_click_away(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.classmate)
    answer = visitor.post(f"/p/{post.id}/translations/fr", form(visitor, post))
    visitor.get(answer.location)
    assert visitor.all(".tongue-side strong")[0].to_text() == "cinquième"

    people.trainee.language = "fr"
    visitor.signed_in(people.trainee).get(f"/topics/{post.topic_id}")
    assert "Ask each firm in the cluster" in visitor.all("#post-2 .prose")[0].to_text()
    assert visitor.all("#post-2 .tongue-text [lang=fr] strong")[0].to_text() == "cinquième"
    assert "open" not in visitor.all("#post-2 details")[0].attrs


def test_no_post_is_hidden_by_its_language(visitor: Visitor, people: People, post: Post) -> None:
    people.trainee.language = "es"
    visitor.signed_in(people.trainee).get(f"/topics/{post.topic_id}")
    assert [one.attrs["id"] for one in visitor.all("article.post")] == ["post-1", "post-2"]
    assert "inglés" in visitor.all("#post-2 .tongue-line")[0].to_text()


def test_who_reads_the_original_is_told_of_other_languages_only(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    translated(post, people, at=now)
    visitor.signed_in(people.trainee).get(f"/topics/{post.topic_id}")
    assert visitor.all("#post-2 details") == []
    assert FRENCH[:10] not in visitor.text()
    assert visitor.all("#post-2 .tongue-line a")[0].attrs["hreflang"] == "fr"
    assert visitor.all("#post-1 .tongue-line") == []


def test_the_first_post_brings_the_title_with_it(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    first = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()
    visitor.signed_in(people.classmate)
    address = f"/p/{first.id}/translations/fr"
    visitor.post(address, form(visitor, first), status=422)
    assert "Write the translation first." in visitor.text()
    visitor.post(address, form(visitor, first, title="Qui paie la première visite ?"))

    people.trainer.language = "fr"
    visitor.signed_in(people.trainer).get(f"/topics/{topic.id}")
    assert visitor.all("h1")[0].to_text() == "Who pays for the first visit?"
    assert visitor.all("#post-1 .tongue-title")[0].to_text() == "Qui paie la première visite ?"


def test_sent_twice_it_is_one(visitor: Visitor, people: People, post: Post) -> None:
    visitor.signed_in(people.classmate)
    sent = form(visitor, post)
    for _click in range(2):
        visitor.post(f"/p/{post.id}/translations/fr", sent)
    assert rows() == [("fr", FRENCH)]
    assert db.session.scalars(select(EarlierTranslation)).all() == []


def test_of_two_who_translate_at_once_the_second_is_told_and_loses_nothing(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    visitor.signed_in(people.trainee)
    sent = form(visitor, post, body="Demandez un cinquième.")
    translated(post, people, at=now)

    visitor.post(f"/p/{post.id}/translations/fr", sent, status=422)
    assert f"{people.classmate.name} has translated it meanwhile." in visitor.text()
    assert visitor.all("textarea")[0].to_text() == "Demandez un cinquième."
    assert visitor.all(".card strong")[0].to_text() == "cinquième"
    assert rows() == [("fr", FRENCH)]

    seen = visitor.all("input[name=seen]")[0].attrs["value"]
    visitor.post(f"/p/{post.id}/translations/fr", sent | {"seen": seen})
    assert rows() == [("fr", "Demandez un cinquième.")]
    earlier = db.session.scalars(select(EarlierTranslation)).one()
    assert (earlier.version, earlier.body, earlier.by_id) == (1, FRENCH, people.classmate.id)


def test_a_correction_keeps_what_was_there_and_has_to_be_checked_anew(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    row = translated(post, people, at=now)
    actions.verify(row, seen=1, by=people.supervisor, at=now)
    visitor.signed_in(people.trainee)
    sent = form(visitor, post, body="Demandez un quart.")
    visitor.get(visitor.post(f"/p/{post.id}/translations/fr", sent).location)
    assert badges(visitor) == []
    gone = " ".join(one.to_text() for one in visitor.all(".difference del"))
    assert "cinquième" in gone
    assert f"Text of {people.classmate.name}" in visitor.text()


def test_somebody_else_says_that_it_is_right(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    translated(post, people, at=now)
    address = f"/p/{post.id}/translations/fr"
    visitor.signed_in(people.classmate).post(f"{address}/verification", {"seen": "1"}, status=403)
    visitor.signed_in(people.trainee).post(f"{address}/verification", {"seen": "1"})
    visitor.get(address)
    assert badges(visitor) == ["Checked by a second person"]
    assert f"Checked by {people.trainee.name}." in visitor.text()


def test_what_was_corrected_since_it_was_read_is_not_verified(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    row = translated(post, people, at=now)
    newer = Wording("", "Demandez un quart.", row.source, seen=1)
    actions.write(post, "fr", newer, by=people.classmate, at=now)
    visitor.signed_in(people.trainee)
    visitor.post(f"/p/{post.id}/translations/fr/verification", {"seen": "1"})
    visitor.get(f"/p/{post.id}/translations/fr")
    assert "Read it once more." in visitor.text()
    assert badges(visitor) == []


def test_it_is_stale_once_the_post_says_something_else(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    row = translated(post, people, at=now)
    actions.verify(row, seen=1, by=people.supervisor, at=now)
    forum.revise(post, "Ask each firm in the cluster for a quarter.", at=now)
    people.trainee.language = "fr"
    visitor.signed_in(people.trainee).get(f"/topics/{post.topic_id}")
    assert "modifié depuis" in visitor.all("#post-2 summary .badge")[0].to_text()

    people.trainee.language = "en"
    visitor.signed_in(people.trainee).get(f"/p/{post.id}/translations/fr")
    assert badges(visitor) == ["The post was changed since"]
    visitor.post(f"/p/{post.id}/translations/fr/verification", {"seen": "1"}, status=403)
    visitor.post(f"/p/{post.id}/translations/fr", form(visitor, post, body="Un quart."))
    visitor.get(f"/p/{post.id}/translations/fr")
    assert badges(visitor) == []


def test_that_it_still_holds_says_who_sends_it_again_and_not_who_checked_it_before(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    row = translated(post, people, at=now)
    actions.verify(row, seen=1, by=people.supervisor, at=now)
    forum.revise(post, "Ask each firm in the cluster for a quarter.", at=now)
    db.session.commit()
    address = f"/p/{post.id}/translations/fr"
    visitor.signed_in(people.classmate).post(address, form(visitor, post, body=FRENCH))
    visitor.get(address)
    assert badges(visitor) == []
    assert "Checked by" not in visitor.text()


def test_what_was_translated_from_an_older_text_is_stale_from_the_start(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    visitor.signed_in(people.trainee)
    sent = form(visitor, post)
    forum.revise(post, "Ask nobody.", at=now)
    visitor.get(visitor.post(f"/p/{post.id}/translations/fr", sent).location)
    assert badges(visitor) == ["The post was changed since"]


def test_it_goes_through_the_same_cleaning_as_a_post(
    visitor: Visitor, people: People, post: Post
) -> None:
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) <iframe src='/x'></iframe> ici"
    visitor.signed_in(people.trainer)
    address = f"/p/{post.id}/translations/fr"
    visitor.post(f"{address}/preview", form(visitor, post, body=evil), status=200)
    assert_harmless(visitor)
    visitor.post(address, form(visitor, post, body=evil))
    visitor.get(address)
    assert_harmless(visitor)
    people.classmate.language = "fr"
    visitor.signed_in(people.classmate).get(f"/topics/{post.topic_id}")
    assert_harmless(visitor)


def assert_harmless(visitor: Visitor) -> None:
    assert "ici" in visitor.text()
    assert visitor.all("main script, main iframe, main a[href^=javascript]") == []


def test_a_preview_keeps_nothing(visitor: Visitor, people: People, post: Post) -> None:
    visitor.signed_in(people.trainee)
    address = f"/p/{post.id}/translations/fr/preview"
    visitor.post(address, form(visitor, post), status=200)
    assert visitor.all(".card strong")[0].to_text() == "cinquième"
    assert visitor.all("textarea")[0].to_text() == FRENCH
    assert rows() == []


def test_somebody_new_adds_no_links_that_nobody_has_seen(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    spam = f"{FRENCH} [Achetez](https://shop.example.com)"
    address = f"/p/{post.id}/translations/fr"
    visitor.signed_in(people.classmate).post(address, form(visitor, post, body=spam), status=422)
    assert "Leave out the links" in visitor.text()
    assert rows() == []
    posts(db.session.get_one(Topic, post.topic_id), people.classmate, 2, at=now)
    visitor.post(address, form(visitor, post, body=spam))
    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("classmate", 303),
        ("coordinator", 303),
        ("trainee", 403),
        ("trainer", 303),
        ("outsider", 404),
    ],
)
def test_who_added_it_and_who_leads_the_space_remove_it(
    visitor: Visitor, people: People, post: Post, now: datetime, who: str, status: int
) -> None:
    row = translated(post, people, at=now)
    newer = Wording("", "Demandez un quart.", row.source, seen=1)
    actions.write(post, "fr", newer, by=people.trainee, at=now)
    address = f"/p/{post.id}/translations/fr/removal"
    visitor.signed_in(getattr(people, who)).post(address, status=status)
    assert len(rows()) == (status != 303)


@pytest.mark.parametrize("language", ["en", "de", "x"])
def test_there_is_no_translation_into_its_own_or_an_unknown_language(
    visitor: Visitor, people: People, post: Post, language: str
) -> None:
    visitor.signed_in(people.trainee)
    visitor.get(f"/p/{post.id}/translations/{language}/edit", status=404)
    visitor.get(f"/p/{post.id}/translations/{language}", status=404)


def test_a_form_that_was_tampered_with_keeps_nothing(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.trainee)
    for wrong in ({"source": "<b>"}, {"seen": "-1"}, {"seen": "x"}):
        visitor.post(f"/p/{post.id}/translations/fr", form(visitor, post) | wrong, status=400)
    assert rows() == []


def test_a_space_that_is_closed_takes_no_translation(
    visitor: Visitor, people: People, post: Post, topic: Topic, now: datetime
) -> None:
    visitor.signed_in(people.trainee)
    sent = form(visitor, post)
    db.session.get_one(Topic, topic.id).space.closed_at = now
    visitor.post(f"/p/{post.id}/translations/fr", sent, status=403)
    assert rows() == []


def test_a_row_that_changed_is_not_written_over(people: People, post: Post, now: datetime) -> None:
    row = translated(post, people, at=now)
    with pytest.raises(MeanwhileError):
        actions.write(post, "fr", Wording("", "Autre.", row.source), by=people.trainee, at=now)
    assert rows() == [("fr", FRENCH)]
