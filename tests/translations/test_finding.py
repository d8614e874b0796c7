"""Translations are where their posts are: in the search, in lists, and nowhere else."""

from datetime import datetime

import pytest
from sqlalchemy import select

from lms.accounts.pace import Pace
from lms.arranging import actions as arranging
from lms.db import db
from lms.editions import actions as editions
from lms.forum import actions as forum
from lms.forum import quoting
from lms.forum.models import Post, Topic
from lms.forum.searchable import tell_search_of_all
from lms.spaces.models import Kind as SpaceKind
from lms.translations import actions
from lms.translations.actions import Wording
from lms.translations.models import EarlierTranslation, PostTranslation, mark_of
from tests.forum.factories import a_post, a_space, a_topic, posts
from tests.people import People, enrolment_of
from tests.translations.factories import translated
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def unhurried(visitor: Visitor) -> None:
    """Each test asks as if it were the first."""
    visitor.app.extensions["pace"] = Pace()


def found(visitor: Visitor, words: str) -> list[str]:
    visitor.get(f"/search?q={words}")
    return [link.attrs["href"] for link in visitor.all(".hit-title a")]


def test_the_search_finds_it_and_leads_to_the_post(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    translated(post, people, at=now)
    visitor.signed_in(people.trainee)
    assert f"/p/{post.id}" in found(visitor, "cinquième")
    assert f"/p/{post.id}" in found(visitor, "fifth")


@pytest.mark.parametrize("because", ["removed", "left", "translation removed"])
def test_nothing_of_it_is_left_where_the_post_is_not_seen(
    visitor: Visitor, people: People, post: Post, now: datetime, because: str
) -> None:
    row = translated(post, people, at=now)
    people.trainee.language = "fr"
    visitor.signed_in(people.trainee)
    addresses = [f"/p/{post.id}/translations/fr", "/search?q=cinqui%C3%A8me"]
    for address in (*addresses, f"/topics/{post.topic_id}"):
        visitor.get(address)
        assert "cinquième" in visitor.text()

    if because == "removed":
        forum.remove(post, reason="Faux.", by=people.trainer, at=now)
    elif because == "left":
        editions.end(enrolment_of(people.trainee, people.edition), at=now)
    else:
        actions.remove(row, post)
    db.session.commit()

    visitor.get(addresses[0], status=404)
    visitor.get(f"/p/{post.id}/translations/fr/edit", status=200 if row_is_gone(because) else 404)
    visitor.get(addresses[1])
    assert visitor.all("main mark") == []
    visitor.get(f"/topics/{post.topic_id}", status=404 if because == "left" else 200)
    assert "cinquième" not in visitor.text()


def test_it_moves_with_its_topic_and_is_found_by_the_readers_there_only(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    translated(post, people, at=now)
    staff = a_space(SpaceKind.STAFF, name="Staff room", at=now)
    arranging.move(post.topic, staff)
    db.session.commit()
    assert found(visitor.signed_in(people.trainee), "cinquième") == []
    assert found(visitor.signed_in(people.trainer), "cinquième") == [f"/p/{post.id}"]
    assert "Staff room" in visitor.text()


def test_where_its_topic_is_called_otherwise_it_is_found_under_the_new_title(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    translated(post, people, at=now)
    other = a_topic(post.topic.space, people.trainee, title="Fees", at=now)
    arranging.merge(post.topic, other, by=people.trainer, at=now)
    db.session.expire_all()
    tell_search_of_all(other)
    db.session.commit()
    assert found(visitor.signed_in(people.trainee), "cinquième") == [f"/p/{post.id}"]
    assert visitor.all(".hit-title a")[0].to_text() == "Fees"


def row_is_gone(because: str) -> bool:
    """Then it may be translated anew."""
    return because == "translation removed"


def test_many_translations_cost_what_none_cost(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    people.trainee.language = "fr"
    visitor.signed_in(people.trainee)
    for _look in range(2):
        visitor.get(f"/topics/{post.topic_id}")
    none = visitor.statements
    topic = db.session.get_one(Topic, post.topic_id)
    for each in posts(topic, people.trainer, 8, at=now):
        translated(each, people, at=now)
    for _look in range(2):
        visitor.get(f"/topics/{post.topic_id}")
    assert (none, visitor.statements) == (5, 5)
    assert len(visitor.all(".tongue-text")) == 8


def test_a_list_says_what_nobody_has_translated_yet(
    visitor: Visitor, people: People, now: datetime
) -> None:
    topic = a_topic(a_space(at=now), people.trainer, at=now)
    written = posts(topic, people.trainer, 3, at=now)
    translated(written[0], people, at=now)
    forum.remove(written[1], reason="No.", by=people.trainer, at=now)
    visitor.signed_in(people.trainee).get("/forum/fees-and-budgets/translations?into=fr")
    assert [link.attrs["href"] for link in visitor.all("main .row-title a")] == [
        f"/p/{written[2].id}/translations/fr/edit",
        f"/p/{written[0].id - 1}/translations/fr/edit",
    ]
    assert visitor.all("main .row-title .badge") == []
    visitor.get("/forum/fees-and-budgets/translations?into=en")
    assert "Everything here can be read in English" in visitor.text()
    visitor.get("/forum/fees-and-budgets/translations?into=de", status=400)


def test_what_was_changed_since_it_was_translated_waits_again(
    visitor: Visitor, people: People, post: Post, now: datetime
) -> None:
    translated(post, people, at=now)
    page = f"/forum/{post.topic.space.slug}/translations?into=fr"
    mine, first = (f"/p/{number}/translations/fr/edit" for number in (post.id, post.id - 1))
    visitor.signed_in(people.trainee).get(page)
    assert [link.attrs["href"] for link in visitor.all("main .row-title a")] == [first]

    before = post.body
    forum.revise(post, "Ask each firm – à chacune – for a sixth.", at=now)
    db.session.commit()
    visitor.get(page)
    rows = visitor.all("main .row-title")
    assert [row.query("a")[0].attrs["href"] for row in rows] == [mine, first]
    assert ["The post was changed since" in row.to_text() for row in rows] == [True, False]

    forum.revise(post, before, at=now)
    db.session.commit()
    visitor.get(page)
    assert [link.attrs["href"] for link in visitor.all("main .row-title a")] == [first]


def test_the_list_goes_on_from_page_to_page(
    visitor: Visitor, people: People, now: datetime
) -> None:
    topic = a_topic(a_space(at=now), people.trainer, at=now)
    for by in (people.trainer, people.trainee, people.classmate, people.supervisor):
        posts(topic, by, 9, at=now)
    visitor.signed_in(people.trainee).get("/forum/fees-and-budgets/translations?into=fr")
    pages, costs = [len(visitor.all("main .row-title"))], [visitor.statements]
    visitor.get(visitor.all("a[rel=next]")[0].attrs["href"])
    pages.append(len(visitor.all("main .row-title")))
    assert (pages, visitor.statements) == ([30, 7], costs[0])


SECRET, SECRET_FR = "The tannery pays nothing.", "La tannerie ne paie rien."
QUOTED_FR = {
    "with its link": "> [Bruno](/p/{id}):\n>\n> La tannerie ne paie rien.\n\nQui le dit ?",
    "without its link": "> La tannerie ne paie rien.\n\nQui le dit ?",
}


@pytest.fixture
def source(people: People, topic: Topic, now: datetime) -> Post:
    """With a translation of its own."""
    found = a_post(topic, people.classmate, SECRET, at=now)
    found.topic = topic
    translated(found, people, at=now, body=SECRET_FR)
    return found


@pytest.mark.parametrize("way", QUOTED_FR)
def test_where_the_post_quoted_removed_words_its_translation_stays_without_them(
    visitor: Visitor, people: People, source: Post, now: datetime, way: str
) -> None:
    quote = a_post(source.topic, people.trainer, f"{quoting.quoted(source)}Who says so?", at=now)
    translated(quote, people, at=now, body=QUOTED_FR[way].format(id=source.id))
    people.trainee.language = "fr"
    visitor.signed_in(people.trainee)
    addresses = (f"/p/{quote.id}/translations/fr", f"/topics/{quote.topic_id}")
    assert f"/p/{quote.id}" in found(visitor, "tannerie")
    visitor.get(addresses[0])
    assert SECRET_FR in visitor.text()

    forum.remove(source, reason="Hearsay.", by=people.trainer, at=now)
    db.session.commit()

    for address in addresses:
        visitor.get(address)
        assert "tannerie" not in visitor.text()
        for said in ("Qui le dit", "Ces mots ont été retirés.", "modifié depuis"):
            assert said in visitor.text()
    assert found(visitor, "tannerie") == []
    assert found(visitor, "dit") == [f"/p/{quote.id}"]


def test_they_go_from_former_texts_and_an_open_form_does_not_bring_them_back(
    people: People, source: Post, now: datetime
) -> None:
    quote = a_post(source.topic, people.trainer, f"{quoting.quoted(source)}Who says so?", at=now)
    translated(quote, people, at=now, body=f"> {SECRET_FR}")
    shown = translated_anew(quote, people, f"> {SECRET_FR}\n\nQui ?", at=now).version
    forum.remove(source, reason="Hearsay.", by=people.trainer, at=now)

    assert db.session.scalars(select(EarlierTranslation.body)).all() == [
        "> (Ces mots ont été retirés.)"
    ]
    again = Wording("", f"> {SECRET_FR}\n\nQui le dit ?", "", shown)
    with pytest.raises(actions.MeanwhileError):
        actions.write(quote, "fr", again, by=people.trainee, at=now)


def translated_anew(post: Post, people: People, body: str, *, at: datetime) -> PostTranslation:
    wording = Wording("", body, mark_of(post), 1)
    row = actions.write(post, "fr", wording, by=people.trainer, at=at)
    db.session.commit()
    return row
