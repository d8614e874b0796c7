"""Notes in a feed reader: those of a filter, and no more than its reader may see."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.guessing import GUESSES
from lms.db import db
from lms.experience import actions as notes
from lms.experience.models import Use
from lms.feed_tokens import actions as tokens
from lms.feed_tokens.models import Purpose
from lms.feeds.atom import MOST_BYTES
from lms.programmes.models import Participation, Role, State
from tests.experience.factories import NOW, WRITTEN, a_project_in, an_experience, says
from tests.feeds.test_feeds import NAMES, read, titles
from tests.people import People
from tests.study_visits.factories import a_visit, a_week_of_visits, an_observation, with_role
from tests.visitor import Visitor

FEED = "/feeds/notes.atom"


@pytest.fixture
def key(people: People) -> str:
    return tokens.make(people.classmate, Purpose.NOTES, at=datetime.now(UTC))


def test_without_a_key_there_is_what_everybody_may_read(visitor: Visitor, people: People) -> None:
    an_experience(people.trainee, public=True, title="For all")
    an_experience(people.trainee, title="For members")
    an_experience(people.trainee, public=True, published=False, title="A draft")
    assert titles(visitor, FEED) == ["For all"]
    visitor.signed_in(people.trainee)
    assert titles(visitor, FEED) == ["For all"]


def test_by_a_key_its_owner_reads_what_they_may_see(
    visitor: Visitor, people: People, key: str
) -> None:
    an_experience(people.trainee, title="For members", action="We met.\nWe <paid>.")
    root = read(visitor, f"{FEED}?key={key}")
    assert key not in visitor.get(f"{FEED}?key={key}").text
    shown = root.findtext("a:entry/a:content", namespaces=NAMES) or ""
    assert "<h3>What we did</h3><p>We met.<br>We &lt;paid&gt;.</p>" in shown
    assert titles(visitor, f"{FEED}?key={key}") == ["For members"]


@pytest.mark.long
def test_a_feed_holds_what_its_filter_leaves(visitor: Visitor, people: People, key: str) -> None:
    note = an_experience(people.trainee, title="Masaya", country="NI", language="es")
    an_experience(people.trainee, title="Pune", step="diagnosis")
    says(note, a_project_in("SN"), Use.WORKED, people.classmate)
    for asked, found in (
        ("country=NI", ["Masaya"]),
        ("country=IN&language=en", ["Pune"]),
        ("language=es&country=IN", []),
        ("country=FR", []),
        ("maturity=promising", ["Masaya"]),
        ("maturity=idea", ["Pune"]),
    ):
        assert titles(visitor, f"{FEED}?{asked}&key={key}") == found, asked
    title = read(visitor, f"{FEED}?country=NI&language=es").findtext("a:title", namespaces=NAMES)
    assert title == "Experience notes · Nicaragua · Español"
    visitor.get(f"{FEED}?country=Atlantis", status=404)
    visitor.get(f"{FEED}?step=made-up", status=404)


def test_a_draft_of_long_ago_is_new_when_it_is_published(visitor: Visitor, people: People) -> None:
    old = an_experience(people.trainee, public=True, published=False)
    an_experience(people.trainee, public=True, title="Between")
    notes.publish(old, replace(WRITTEN, public=True), at=NOW + timedelta(days=1))
    db.session.commit()
    assert titles(visitor, FEED) == [WRITTEN.title, "Between"]


def test_a_wrong_an_ended_and_another_key_reads_nothing(
    visitor: Visitor, people: People, key: str, now: datetime
) -> None:
    forum = tokens.make(people.classmate, Purpose.FORUM, at=now)
    for wrong in ("", "nothing", key[:-1], forum):
        visitor.get(f"{FEED}?key={wrong}", status=404)
    visitor.get(f"/feeds/forum.atom?key={key}", status=404)
    visitor.get(f"{FEED}?key={key}")
    visitor.signed_in(people.classmate).post("/notes/feed/revocation")
    visitor.get(f"{FEED}?key={key}", status=404)
    assert tokens.reader_of(forum, Purpose.FORUM) == people.classmate


def test_a_right_that_was_lost_is_lost_here_too(
    visitor: Visitor, people: People, key: str, now: datetime
) -> None:
    """Of a programme, whose host lets nothing out of it; and of an account."""
    programme = a_week_of_visits(people)
    with_role(programme, people.classmate, Role.OBSERVER)
    seen = an_observation(a_visit(programme), people.coordinator)
    note = notes.begin(uuid4(), by=people.coordinator, at=now, observation=seen)
    notes.publish(note, replace(WRITTEN, public=True), at=now)
    db.session.commit()
    assert titles(visitor, FEED) == []
    assert titles(visitor, f"{FEED}?key={key}") == [WRITTEN.title]
    place = db.session.scalars(
        select(Participation).where(Participation.user_id == people.classmate.id)
    ).one()
    place.state = State.WITHDRAWN.value
    db.session.commit()
    assert titles(visitor, f"{FEED}?key={key}") == []
    people.classmate.suspended_at = now
    db.session.commit()
    visitor.get(f"{FEED}?key={key}", status=404)


def test_a_note_that_is_taken_back_vanishes(
    visitor: Visitor, people: People, now: datetime
) -> None:
    note = an_experience(people.trainee, public=True)
    known = {"If-None-Match": visitor.get(FEED).headers["ETag"]}
    visitor.get(FEED, status=304, headers=known)
    notes.withdraw(note, at=now)
    db.session.commit()
    visitor.get(FEED, headers=known)
    assert titles(visitor, FEED) == []


def test_a_feed_stays_small(visitor: Visitor, people: People) -> None:
    long = dict.fromkeys(("context", "problem", "action", "result"), "अ" * 600)
    costs = set()
    for number in range(12):
        an_experience(people.trainee, public=True, title=f"Note {number}", **long)
        assert len(visitor.get(FEED).data) <= MOST_BYTES
        costs.add(visitor.statements)
    assert costs == {1}
    assert titles(visitor, FEED)


def test_the_list_leads_to_the_feed_of_its_filter(visitor: Visitor, people: People) -> None:
    an_experience(people.trainee, public=True, country="NI")
    visitor.get("/notes?country=NI")
    for link in ("link[type='application/atom+xml']", "main a[href^='/feeds']"):
        assert visitor.all(link)[0].attrs["href"] == f"{FEED}?country=NI"
    visitor.signed_in(people.trainee).get("/notes?country=NI")
    assert visitor.all("main a[href='/notes/feed?country=NI']")


def test_the_key_is_shown_once_with_the_filter_it_was_made_for(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).get("/notes/feed?country=NI")
    place = visitor.post("/notes/feed?country=NI", {}).location
    visitor.get(place)
    address = visitor.all("#address")[0].attrs["value"]
    assert f"{FEED}?country=NI&key=" in address
    visitor.get(place)
    assert not visitor.all("#address")
    assert visitor.all("main code")[0].to_text() == "&country=NI"


def test_who_guesses_keys_has_to_wait_and_nobody_else(app: Flask) -> None:
    guesser = Visitor(app)
    wrong = f"{FEED}?key=nothing"
    assert [guesser.status_of(wrong) for _guess in range(GUESSES + 1)] == [404] * GUESSES + [429]
    guesser.get(FEED)
    Visitor(app).get(wrong, status=404, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
