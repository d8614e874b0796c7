"""What a machine made is told apart, stands behind people's words, and is seen where they are."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from lms.arranging import actions as arranging
from lms.db import db
from lms.feeds.atom import ATOM
from lms.forum import actions as forum
from lms.forum import quoting
from lms.forum.models import Post, Topic
from lms.spaces.models import Kind as SpaceKind
from lms.translations import actions
from lms.translations.actions import Wording
from lms.translations.models import Kind, PostTranslation, mark_of
from tests.forum.factories import a_post, a_space, a_topic
from tests.people import People
from tests.translations.factories import FRENCH, translated
from tests.translations.test_finding import found, unhurried
from tests.translations.test_translations import badges, form
from tests.visitor import Visitor

__all__ = ["unhurried"]
BY_MACHINE = "Demandez un cinquième au grappe."
UNCHECKED = "Made by a machine, not checked"


@pytest.fixture
def open_topic(people: People, now: datetime) -> Topic:
    """In a theme, which every member reads."""
    return a_topic(a_space(at=now), people.trainee, at=now)


@pytest.fixture
def post(people: People, open_topic: Topic, now: datetime) -> Post:
    post = a_post(open_topic, people.trainer, "Ask each firm in the cluster for a fifth.", at=now)
    post.topic = open_topic
    return post


def by_machine(post: Post, people: People, *, at: datetime) -> PostTranslation:
    wording = Wording("", BY_MACHINE, mark_of(post), kind=Kind.MACHINE)
    row = actions.write(post, "fr", wording, by=people.supervisor, at=at)
    db.session.commit()
    return row


def rows() -> list[tuple[str, str]]:
    query = select(PostTranslation).order_by(PostTranslation.kind)
    return [(row.kind, row.body) for row in db.session.scalars(query)]


def below(visitor: Visitor, post: Post) -> list[Any]:
    visitor.get(f"/topics/{post.topic_id}")
    return visitor.all(f"#post-{post.no} details")


def test_who_pastes_it_says_so_and_readers_are_told(
    visitor: Visitor, people: People, post: Post
) -> None:
    visitor.signed_in(people.classmate)
    sent = form(visitor, post, body=BY_MACHINE, machine="y")
    visitor.get(visitor.post(f"/p/{post.id}/translations/fr", sent).location)
    assert badges(visitor) == [UNCHECKED]
    assert f"Made by a machine, put here by {people.classmate.name}." in visitor.text()
    assert "Translated by" not in visitor.text()

    people.trainee.language = "fr"
    (folded,) = below(visitor.signed_in(people.trainee), post)
    assert "Faite par une machine, non vérifiée" in folded.query("summary")[0].to_text()
    assert f"mise ici par {people.classmate.name}" in " ".join(folded.to_text().split())

    people.trainee.language = "en"
    visitor.get(f"/topics/{post.topic_id}")
    assert "French (by a machine)" in " ".join(visitor.all(".tongue-line")[0].to_text().split())


def test_what_a_person_wrote_comes_first_and_neither_takes_the_others_place(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    by_machine(post, people, at=now)
    translated(post, people, at=now)
    assert rows() == [("human", FRENCH), ("machine", BY_MACHINE)]
    people.trainee.language = "fr"
    (folded,) = below(visitor.signed_in(people.trainee), post)
    assert "cinquième à chaque" in " ".join(folded.to_text().split())
    assert "machine" not in folded.to_text()

    people.trainee.language = "en"
    here = f"/p/{post.id}/translations/fr"
    visitor.get(here)
    assert badges(visitor) == []
    assert visitor.all(f"main a[href='{here}?kind=machine']")
    visitor.get(f"{here}?kind=machine")
    assert badges(visitor) == [UNCHECKED]
    assert visitor.all(f"main a[href='{here}?kind=human']")
    visitor.get(f"/p/{post.id}/translations")
    titles = [link.attrs["href"] for link in visitor.all(".row-title a")]
    assert titles == [here, f"{here}?kind=machine"]
    visitor.get(f"{here}?kind=oracle", status=400)


def test_it_makes_nothing_of_a_person_stale_or_unchecked(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    row = translated(post, people, at=now)
    actions.verify(row, seen=1, by=people.trainee, at=now)
    by_machine(post, people, at=now)
    visitor.signed_in(people.trainee).get(f"/p/{post.id}/translations/fr")
    assert badges(visitor) == ["Checked by a second person"]
    assert (row.version, row.source) == (1, mark_of(post))


def test_whoever_checks_it_is_named_and_a_correction_has_to_be_checked_anew(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    by_machine(post, people, at=now)
    here = f"/p/{post.id}/translations/fr"
    said = {"seen": "1", "kind": "machine"}
    visitor.signed_in(people.supervisor).post(f"{here}/verification", said, status=403)
    visitor.signed_in(people.trainee).post(f"{here}/verification", {"seen": "1"}, status=404)
    visitor.get(visitor.post(f"{here}/verification", said).location)
    assert badges(visitor) == ["Made by a machine, checked by a person"]
    assert f"Checked by {people.trainee.name}." in visitor.text()

    sent = form(visitor, post, body="Demandez un quart.", machine="y", seen_kind="machine")
    visitor.get(visitor.post(here, sent).location)
    assert badges(visitor) == [UNCHECKED]
    assert rows() == [("machine", "Demandez un quart.")]


def test_whoever_has_read_and_mended_it_all_makes_it_a_persons(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    by_machine(post, people, at=now)
    visitor.signed_in(people.trainee).get(f"/p/{post.id}/translations/fr/edit")
    assert visitor.all("textarea")[0].to_text() == BY_MACHINE
    assert visitor.all("input[name=machine][checked]")
    visitor.get(visitor.post(f"/p/{post.id}/translations/fr", form(visitor, post)).location)
    assert rows() == [("human", FRENCH), ("machine", BY_MACHINE)]
    assert badges(visitor) == []


def test_words_that_were_not_shown_are_not_written_over_by_those_of_another_kind(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    """Both are in their first version: a number alone would not tell the two apart."""
    by_machine(post, people, at=now)
    visitor.signed_in(people.trainee)
    sent = form(visitor, post, body="Demandez un quart.", seen_kind="machine")
    translated(post, people, at=now)
    visitor.post(f"/p/{post.id}/translations/fr", sent, status=422)
    assert "has translated it meanwhile" in visitor.text()
    assert rows() == [("human", FRENCH), ("machine", BY_MACHINE)]
    assert visitor.all("input[name=seen_kind]")[0].attrs["value"] == "human"


def test_nothing_of_a_room_of_some_is_given_to_machines(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    private = a_post(topic, people.trainer, "Ask each firm for a fifth.", at=now)
    visitor.signed_in(people.trainee)
    sent = form(visitor, private, body=BY_MACHINE, machine="y")
    assert "give nothing of this room to a machine" in visitor.text()
    assert visitor.all("input[name=machine]") == []
    visitor.post(f"/p/{private.id}/translations/fr", sent, status=422)
    assert "Not in this room" in visitor.text()
    assert visitor.all("textarea")[0].to_text() == BY_MACHINE
    assert rows() == []


def test_the_search_finds_what_comes_first_and_says_when_a_machine_made_it(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    visitor.signed_in(people.trainee)
    by_machine(post, people, at=now)
    assert found(visitor, "grappe") == [f"/p/{post.id}"]
    assert "(traduit par une machine)" in visitor.text()
    assert found(visitor, "machine") == []


def test_the_search_finds_a_persons_words_instead_as_long_as_they_stand(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    visitor.signed_in(people.trainee)
    by_machine(post, people, at=now)
    row = translated(post, people, at=now)
    assert found(visitor, "grappe") == []
    assert found(visitor, "entreprise") == [f"/p/{post.id}"]
    actions.remove(row, post)
    db.session.commit()
    assert found(visitor, "grappe") == [f"/p/{post.id}"]


@pytest.mark.parametrize("because", ["removed", "moved", "taken away"])
def test_it_is_seen_where_its_post_is_and_nowhere_else(
    visitor: Visitor, people: People, post: Post, now: datetime, because: str
) -> None:
    row = by_machine(post, people, at=now)
    people.trainee.language = "fr"
    visitor.signed_in(people.trainee)
    here = f"/p/{post.id}/translations/fr?kind=machine"
    assert found(visitor, "grappe") == [f"/p/{post.id}"]
    visitor.get(here)
    if because == "removed":
        forum.remove(post, reason="Faux.", by=people.trainer, at=now)
    elif because == "moved":
        arranging.move(post.topic, a_space(SpaceKind.STAFF, name="Staff room", at=now))
    else:
        actions.remove(row, post)
    db.session.commit()
    visitor.get(here, status=404)
    assert found(visitor, "grappe") == []
    visitor.get(f"/topics/{post.topic_id}", status=404 if because == "moved" else 200)
    assert "grappe" not in visitor.text()


def test_no_feed_gives_a_machines_words_for_an_authors(
    visitor: Visitor, people: People, now: datetime
) -> None:
    public = a_space(SpaceKind.PUBLIC, name="Everybody", at=now)
    post = a_post(a_topic(public, people.trainee, at=now), people.trainer, "A fifth.", at=now)
    by_machine(post, people, at=now)
    answer = visitor.get("/feeds/forum.atom").text
    assert ATOM in answer
    assert "A fifth." in answer
    assert "grappe" not in answer


def test_removed_words_go_from_a_machines_text_too(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    source = a_post(post.topic, people.classmate, "The tannery pays nothing.", at=now)
    source.topic = post.topic
    quote = a_post(post.topic, people.trainer, f"{quoting.quoted(source)}Who says so?", at=now)
    said = f"> [Bruno](/p/{source.id}):\n>\n> La tannerie ne paie rien.\n\nQui le dit ?"
    for kind in Kind:
        wording = Wording("", said, mark_of(quote), kind=kind)
        actions.write(quote, "fr", wording, by=people.trainee, at=now)
    forum.remove(source, reason="Hearsay.", by=people.trainer, at=now)
    db.session.commit()
    assert [body for _kind, body in rows() if "tannerie" in body] == []
    visitor.signed_in(people.trainee)
    assert found(visitor, "tannerie") == []
    assert found(visitor, "dit") == [f"/p/{quote.id}"]
    assert "machine" not in visitor.text()


def test_a_post_that_only_a_machine_has_translated_still_waits_for_a_person(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    row = by_machine(post, people, at=now)
    page = f"/forum/{post.topic.space.slug}/translations?into=fr"
    visitor.signed_in(people.trainee).get(page)
    assert badges(visitor) == [UNCHECKED]
    assert len(visitor.all("main .row-title")) == 2
    actions.verify(row, seen=1, by=people.trainee, at=now)
    db.session.commit()
    visitor.get(page)
    assert len(visitor.all("main .row-title")) == 1


def test_there_is_one_of_each_kind_and_of_no_other(
    people: People, post: Post, now: datetime
) -> None:
    row = by_machine(post, people, at=now)
    for kind in ("machine", "oracle"):
        twin = {c.key: getattr(row, c.key) for c in PostTranslation.__table__.c if c.key != "id"}
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(insert(PostTranslation).values(twin | {"kind": kind}))
