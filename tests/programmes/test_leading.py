"""Directors lead the talk of their programme, and no other."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import literal, select

from lms.accounts.models import User
from lms.db import db
from lms.forum import levels
from lms.forum.models import Post, Topic
from lms.programmes import actions, places, queries
from lms.programmes.models import Programme, Role, State
from lms.spaces import queries as spaces
from lms.spaces.models import Space, SpaceMember
from lms.spaces.readers import reader_of
from tests.forum.factories import a_post, a_topic
from tests.people import People, a_person
from tests.programmes.factories import NOW, PLAN, a_programme, applies
from tests.visitor import Visitor

WHY = {"concern": "private", "words": "It names a firm that did not sign."}
REMOVED = {"reason": "A firm is named without consent.", "outcome": "removed"}
NEWS = {
    "kind": "announcement",
    "title": "The bus leaves at eight",
    "body": "Be there.",
    "language": "en",
}


@pytest.fixture
def programme(people: People) -> Programme:
    return a_programme(people.coordinator)


def joins(programme: Programme, name: str, role: Role) -> User:
    person = a_person(name)
    row = places.invite(programme, person, role, at=NOW)
    places.confirm(programme, row, at=NOW)
    db.session.commit()
    return person


@pytest.fixture
def director(programme: Programme) -> User:
    """Without a role on the site: what they may do comes from the programme."""
    return joins(programme, "dora", Role.DIRECTOR)


@pytest.fixture
def tutor(programme: Programme) -> User:
    return joins(programme, "tadeo", Role.TUTOR)


@pytest.fixture
def other_director() -> User:
    """Runs another programme, and takes part in none but that."""
    person = a_person("otto")
    actions.plan(replace(PLAN, name="Another week"), by=person, at=NOW)
    db.session.commit()
    return person


@pytest.fixture
def post(programme: Programme, tutor: User) -> Post:
    ines = applies(programme, "ines", "NI")
    places.confirm(programme, ines, at=NOW)
    topic = a_topic(programme.space, ines.user, at=NOW)
    post = a_post(topic, ines.user, "The tannery owes its suppliers two years.", at=NOW)
    db.session.commit()
    return post


def test_a_report_comes_to_the_director_who_decides(
    visitor: Visitor, director: User, tutor: User, post: Post
) -> None:
    visitor.signed_in(tutor).post(f"/p/{post.id}/reports", WHY)
    visitor.signed_in(director).get("/forum")
    assert "To look at: 1" in visitor.text()
    visitor.get("/forum/reports")
    visitor.get(visitor.all(".row-title a")[0].attrs["href"])
    assert "It names a firm that did not sign." in visitor.text()
    visitor.post(f"/p/{post.id}/decisions", REMOVED)
    visitor.signed_in(tutor).get(f"/topics/{post.topic_id}")
    assert "A firm is named without consent." in visitor.text()
    assert "owes its suppliers" not in visitor.text()


def test_who_takes_part_in_it_decides_on_nothing(
    visitor: Visitor, director: User, tutor: User, post: Post
) -> None:
    visitor.signed_in(director).post(f"/p/{post.id}/reports", WHY)
    visitor.signed_in(tutor).get("/forum")
    assert "To look at" not in visitor.text()
    visitor.get("/forum/reports", status=404)
    visitor.post(f"/p/{post.id}/decisions", REMOVED, status=403)
    assert db.session.scalars(select(Post.removed_at).where(Post.id == post.id)).one() is None


def test_the_director_of_another_programme_sees_and_decides_nothing_here(
    visitor: Visitor, tutor: User, other_director: User, post: Post
) -> None:
    visitor.signed_in(tutor).post(f"/p/{post.id}/reports", WHY)
    visitor.signed_in(other_director).get("/forum/reports")
    assert "Nothing waits for you" in visitor.text()
    visitor.post(f"/p/{post.id}/decisions", REMOVED, status=404)
    visitor.get(f"/topics/{post.topic_id}", status=404)
    assert db.session.scalars(select(Post.removed_at).where(Post.id == post.id)).one() is None


def test_who_takes_part_in_one_programme_and_runs_another_leads_there_alone(
    visitor: Visitor, programme: Programme, other_director: User, post: Post
) -> None:
    row = places.invite(programme, other_director, Role.TUTOR, at=NOW)
    places.confirm(programme, row, at=NOW)
    db.session.commit()
    visitor.signed_in(other_director).get(f"/topics/{post.topic_id}")
    visitor.post(f"/p/{post.id}/decisions", REMOVED, status=403)


@pytest.mark.parametrize(("who", "status"), [("director", 303), ("tutor", 422)])
def test_directors_announce_and_others_do_not(
    visitor: Visitor, programme: Programme, director: User, tutor: User, who: str, status: int
) -> None:
    person = {"director": director, "tutor": tutor}[who]
    path = f"/forum/{programme.space.slug}/topics"
    visitor.signed_in(person).post(path, NEWS | {"key": str(uuid4())}, status=status)
    assert len(db.session.scalars(select(Topic)).all()) == (status == 303)


@pytest.mark.parametrize(("who", "status"), [("director", 303), ("tutor", 403)])
def test_directors_close_the_space_and_others_do_not(
    visitor: Visitor, programme: Programme, director: User, tutor: User, who: str, status: int
) -> None:
    person = {"director": director, "tutor": tutor}[who]
    visitor.signed_in(person).post(f"/forum/{programme.space.slug}/closing", status=status)
    closed = db.session.scalars(select(Space.closed_at).where(Space.id == programme.space_id)).one()
    assert (closed is not None) == (status == 303)


def test_queries_and_policy_say_the_same_of_everybody(
    programme: Programme, director: User, tutor: User, other_director: User, people: People
) -> None:
    expected = {people.coordinator: True, director: True, tutor: False, other_director: False}
    for person, leads in expected.items():
        reader = reader_of(person)
        here = Space.id == programme.space_id
        led = select(Space.id).where(here, spaces.LED)
        in_sql = db.session.scalars(led, spaces.blanks_of(reader)).all()
        as_each = select(Space.id).where(here, levels.leads_each(literal(person.id)))
        space = db.session.scalars(
            select(Space).where(here).execution_options(populate_existing=True)
        ).one()
        found = (
            bool(in_sql),
            bool(db.session.scalars(as_each).all()),
            levels.leads_it(reader, space),
        )
        assert found == (leads,) * 3


def test_who_declines_to_direct_leads_no_more(programme: Programme, director: User) -> None:
    row = db.session.scalars(queries.place_of(director, programme.id)).one()
    row.user = director
    places.end(programme, row, State.DECLINED, at=NOW)
    query = select(SpaceMember).where(SpaceMember.user_id == director.id)
    assert db.session.scalars(query).all() == []


def test_a_topic_of_a_programme_costs_its_director_no_more_statements(
    visitor: Visitor, director: User, tutor: User, post: Post
) -> None:
    path = f"/topics/{post.topic_id}"
    visitor.signed_in(tutor).get(path)
    for_others = visitor.statements
    visitor.signed_in(director).get(path)
    assert (visitor.statements, for_others <= 8) == (for_others, True)
