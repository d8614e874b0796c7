"""Filters: each finds less, says so, can be taken away, and tells nobody what they may not see."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from flask import Flask

from lms.accounts.pace import Pace
from lms.db import db
from lms.forum import actions
from lms.forum.actions import Writing
from lms.forum.models import Kind, Post
from lms.tags import actions as tags
from tests.conftest import rolled_back
from tests.experience.factories import an_experience
from tests.forum.factories import a_post, a_space, space_of
from tests.people import People
from tests.search.world import begun
from tests.visitor import Visitor

ALL = {"asked", "settled", "told", "secret", "reply"}


@pytest.fixture
def app(taught_app: Flask) -> Iterator[Flask]:
    with rolled_back(taught_app):
        yield taught_app


@pytest.fixture(autouse=True)
def nobody_is_too_fast(app: Flask) -> Iterator[None]:
    before = app.extensions["pace"]
    app.extensions["pace"] = Unhurried()
    yield
    app.extensions["pace"] = before


class Unhurried(Pace):
    def too_fast(self, *_: object, **__: object) -> bool:
        return False


@pytest.fixture
def posts(people: People, now: datetime) -> dict[str, Post]:
    """All of them say jacquard; two are of people whom strangers never meet."""
    long_ago = now - timedelta(days=400)
    looms, ours = a_space(name="Looms", at=now), space_of(people.edition, at=now)
    asked = begun(looms, "Cards", "Jacquard?", people.trainee, long_ago)
    settled = begun(looms, "Settled", "Jacquard, who knows?", people.trainer, now)
    settled.topic.resolved_at = now
    told = begun(
        looms, "Told", "Le jacquard.", people.trainer, now, language="fr", kind=Kind.DISCUSSION
    )
    secret = begun(ours, "Hydrangea", "Our jacquard.", people.classmate, now)
    reply = a_post(asked.topic, people.supervisor, "Jacquard indeed.", at=now)
    tags.put(asked.topic_id, ["business-plan"])
    tags.put(secret.topic_id, [tags.add("Velvet", by=people.trainer, at=now)])
    db.session.commit()
    return {"asked": asked, "settled": settled, "told": told, "secret": secret, "reply": reply}


def found(visitor: Visitor, posts: dict[str, Post], **asked: str) -> list[str]:
    """The names of the posts, in order."""
    visitor.get(f"/search?{urlencode({'q': 'jacquard', **asked})}")
    names = {f"/p/{post.id}": name for name, post in posts.items()}
    addresses = [node.attrs["href"] for node in visitor.all(".hit-title a")]
    return [names.get(address, address) for address in addresses]


def chips(visitor: Visitor) -> dict[str, str]:
    """What each says, and what is asked without it."""
    return {
        " ".join(node.to_text().split()): node.attrs["href"] for node in visitor.all("main .tags a")
    }


@pytest.mark.parametrize(
    ("asked", "names", "chip"),
    [
        (
            {"kind": "post"},
            {"asked", "settled", "told", "secret", "reply"},
            "Kind of page: Posts in the forum",
        ),
        ({"language": "fr"}, {"told"}, "Written in: Français"),
        ({"by": "Teresa Example"}, {"settled", "told"}, "Written by: Teresa Example"),
        ({"by": "teresa"}, {"settled", "told"}, "Written by: Teresa Example"),
        (
            {"since": "2026-01-01"},
            {"settled", "told", "secret", "reply"},
            "Written since: 1 Jan 2026",
        ),
        ({"space": "looms"}, {"asked", "settled", "told", "reply"}, "Space of the forum: Looms"),
        ({"topic": "discussion"}, {"told"}, "Kind of topic: Discussion"),
        ({"tag": "velvet"}, {"secret"}, "Tag: Velvet"),
        ({"answered": "yes"}, {"settled"}, "Answered: Questions with an answer"),
        ({"answered": "no"}, {"asked", "reply", "secret"}, "Answered: Questions without one"),
    ],
)
def test_each_filter_finds_less_and_can_be_taken_away(
    visitor: Visitor,
    people: People,
    posts: dict[str, Post],
    asked: dict[str, str],
    names: set[str],
    chip: str,
) -> None:
    visitor.signed_in(people.trainee)
    everything = found(visitor, posts)
    assert set(everything) == ALL
    assert chips(visitor) == {}

    assert set(found(visitor, posts, **asked)) == names
    counted = visitor.all(".kinds-count")[0].to_text()
    assert int(counted) == len(names)
    assert visitor.statements <= 8
    assert chips(visitor) == {f"{chip} Take this away": "/search?q=jacquard"}


def test_several_filters_hold_together_and_stay_from_page_to_page(
    visitor: Visitor, people: People, posts: dict[str, Post]
) -> None:
    visitor.signed_in(people.trainee)
    asked = {"by": "Teresa Example", "answered": "yes", "space": "looms", "kind": "post"}
    assert found(visitor, posts, **asked) == ["settled"]
    assert visitor.statements <= 8
    leading = chips(visitor)
    assert len(leading) == 5
    assert leading["Take all away"] == "/search?q=jacquard"
    visitor.get(leading["Answered: Questions with an answer Take this away"])
    assert len(visitor.all(".hit-title")) == 2
    held = {node.attrs["value"] for node in visitor.all("main option[selected]")} - {""}
    assert held == {"post", "looms"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kind": "nothing"}, "“nothing” is not among these."),
        ({"language": "de"}, "“de” is not among these."),
        ({"space": "edition-999"}, "“edition-999” is not among these."),
        ({"topic": "<b>"}, "“<b>” is not among these."),
        ({"tag": "no-such"}, "“no-such” is not among these."),
        ({"answered": "perhaps"}, "“perhaps” is not among these."),
        ({"since": "31/03/2026"}, "“31/03/2026” is no day. Write it as 2026-03-31."),
        ({"since": "2999-01-01"}, "This day has not come yet."),
        ({"by": "Nobody Atall"}, "You can read nothing by a “Nobody Atall”."),
        ({"by": "!!"}, "You can read nothing by a “!!”."),
        ({"by": "x" * 99}, "Shorten this to 80 characters."),
    ],
)
def test_a_wrong_value_has_its_sentence_and_everything_is_kept(
    visitor: Visitor, people: People, posts: dict[str, Post], asked: dict[str, str], said: str
) -> None:
    visitor.signed_in(people.trainee)
    typed = {"q": "jacquard", "answered": "no", **asked}
    visitor.get(f"/search?{urlencode(typed)}", status=422)

    assert said in visitor.text()
    assert [node.to_text() for node in visitor.all(".hit-title")] == []
    kept = {node.attrs["name"]: node.attrs["value"] for node in visitor.all("main form input")}
    for select in visitor.all("main select"):
        for chosen in select.query("option[selected]"):
            kept[select.attrs["name"]] = chosen.attrs["value"]
    assert {name: kept[name] for name in typed} == typed


def test_nobody_learns_by_a_filter_what_they_may_not_see(
    visitor: Visitor, people: People, posts: dict[str, Post]
) -> None:
    """Of an edition: its space, its tags, its people. Its trainee may choose all of them."""
    hidden = {"space": posts["secret"].topic.space.slug, "tag": "velvet", "by": "Bruno Example"}
    member, stranger = (
        Visitor(visitor.app).signed_in(who) for who in (people.trainee, people.stranger)
    )
    for name, value in hidden.items():
        assert found(member, posts, **{name: value}) == ["secret"]
        stranger.get(f"/search?q=jacquard&{urlencode({name: value})}", status=422)
    for rest in ({}, {"space": "looms"}, {"language": "en"}):
        found(stranger, posts, **rest)
        counted = [int(node.to_text()) for node in stranger.all(".kinds-count")]
        assert counted == [len(stranger.all(".hit-title"))] * 2
        offered = {node.attrs["value"] for node in stranger.all("main option")}
        assert "looms" in offered
        assert not {hidden["space"], "velvet"} & offered


def test_a_visitor_is_told_of_what_is_open_to_all_alone(
    visitor: Visitor, people: People, posts: dict[str, Post]
) -> None:
    an_experience(people.trainer, public=True, title="Jacquard by the tonne")
    visitor.get("/search?q=jacquard&by=Teresa+Example")
    assert [node.to_text() for node in visitor.all(".hit-title")] == ["Jacquard by the tonne"]
    visitor.get("/search?q=jacquard&by=Ana+Example", status=422)


def test_where_filters_leave_nothing_the_page_says_how_much_there_is_without_them(
    visitor: Visitor, people: People, posts: dict[str, Post]
) -> None:
    visitor.signed_in(people.stranger)
    assert found(visitor, posts, topic="announcement") == []
    assert "Everywhere there are 4 results" in visitor.text()
    assert visitor.statements <= 8
    visitor.get("/search?q=hydrangea&topic=announcement")
    assert "Everywhere" not in visitor.text()


def test_of_posts_that_fit_equally_well_the_newer_comes_first_and_a_reply_after_its_topic(
    visitor: Visitor, people: People, now: datetime
) -> None:
    """A title that fits comes before a text that does, and a reply is not called like its topic."""
    space = a_space(name="Looms", at=now)
    old = begun(space, "About looms", "Jacquard.", people.trainer, now - timedelta(days=9))
    new = begun(space, "More of it", "Jacquard.", people.trainer, now - timedelta(days=1))
    called = begun(space, "Jacquard", "Cards.", people.trainer, now - timedelta(days=30))
    reply = a_post(called.topic, people.trainer, "Thanks.", at=now)
    visitor.signed_in(people.stranger)
    order = {"old": old, "new": new, "called": called, "reply": reply}
    assert found(visitor, order) == ["called", "reply", "new", "old"]
    assert found(visitor, order, kind="post") == ["called", "reply", "new", "old"]


def test_an_answer_is_found_as_one_from_the_moment_it_is_accepted(
    visitor: Visitor, people: People, now: datetime
) -> None:
    space = a_space(name="Looms", at=now)
    topic = actions.begin(
        space, "Cards", "question", Writing(uuid4(), "Jacquard?", "en"), by=people.trainee, at=now
    )
    db.session.commit()
    visitor.signed_in(people.stranger)
    assert len(found(visitor, {}, answered="no")) == 1
    topic.resolved_at = now
    db.session.commit()
    assert found(visitor, {}, answered="no") == []
    assert len(found(visitor, {}, answered="yes")) == 1
