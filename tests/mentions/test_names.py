"""Which words after an @ are names, and whom they mean to whom."""

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import insert, select

from lms import markdown
from lms.accounts.models import SiteRole, User
from lms.db import db
from lms.editions.models import Role
from lms.forum import actions, afterwards, naming
from lms.forum.actions import Writing
from lms.forum.models import Post, PostMention, TopicReader
from lms.letters import name_key
from lms.mentions.policy import Rank, rank_in
from lms.mentions.reading import names_in
from lms.spaces.models import Kind, Space, SpaceMember
from tests.forum.factories import a_space, a_topic, space_of
from tests.people import People, a_person, an_edition, enrol


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ask @ana-example, @Teresa-Example.", ["ana-example", "teresa-example"]),
        ("(@José-Pérez) and @jose-perez", ["jose-perez"]),
        ("@अनिल-कुमार", ["अनिल-कुमार"]),
        ("write to ana@firm.example or https://x.example/@ana", []),
        ("`@code` and\n```\n@fenced\n```\n> @quoted\n\n@meant", ["meant"]),
        ("@ana- and @-ana and @", ["ana"]),
        ("@ana_example", ["ana"]),
    ],
)
def test_names_are_what_follows_an_at_sign(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("name", "key"),
    [("José  Pérez", "jose-perez"), ("Awa N'Diaye", "awa-n-diaye"), ("अनिल कुमार", "अनिल-कुमार")],
)
def test_a_name_is_written_in_one_way(name: str, key: str) -> None:
    assert name_key(name) == key


def test_the_way_follows_the_name_however_a_person_is_added(people: People, now: datetime) -> None:
    ana = people.trainee
    assert ana.name_key == "ana-example"
    ana.name = "Ana María"
    rows = [{"email": "bo@x.example", "name": "Bo Ek", "language": "en", "created_at": now}]
    db.session.execute(insert(User), rows)
    assert set(db.session.scalars(select(User.name_key))) == {"ana-maria", "bo-ek"}


def test_only_names_that_mean_somebody_are_marked_and_nothing_else_gets_through() -> None:
    text = "@Ana and @bo, `@ana`, [@ana](https://x.example) <span class='mention'>@cy</span>"
    html = str(markdown.from_member(text, names={"ana"}))
    assert html.count('<span class="mention">@Ana</span>') == 1
    assert html.count("<span") == 1
    again = markdown.stored(html, version="0", text=text)
    assert str(again) == html


@pytest.fixture(autouse=True)
def words(app: Flask) -> Iterator[None]:
    """Somebody reads the sentences."""
    with app.test_request_context():
        yield


@pytest.fixture
def space(people: People, now: datetime) -> Space:
    for name in (
        "trainee",
        "classmate",
        "trainer",
        "supervisor",
        "outsider",
        "stranger",
        "administrator",
    ):
        assert getattr(people, name)
    return space_of(people.edition, at=now)


def meant(text: str, space: Space, by: User, people: People) -> set[str]:
    found = naming.meant_in(text, space, by)
    assert found.problem == ""
    everybody = db.session.scalars(select(User).where(User.id.in_(found.people)))
    return {row.name.partition(" ")[0] for row in everybody}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@bruno-example", {"Bruno"}),
        ("@bruno", {"Bruno"}),
        ("@brun", set()),
        ("@tomas-example @rosa-example", set()),
        ("@ana-example", set()),
        ("@somebody", set()),
    ],
)
def test_people_are_meant_as_far_as_they_see_the_space(
    people: People, space: Space, text: str, who: set[str]
) -> None:
    assert meant(text, space, people.trainee, people) == who


def test_those_who_are_called_the_same_are_told_apart(people: People, space: Space) -> None:
    one, two = (a_person(name) for name in ("bruno.b", "bruno.c"))
    for person in (one, two):
        person.name = "Bruno Example"
        enrol(person, people.edition, Role.TRAINEE)
    found = naming.meant_in("@bruno-example", space, people.trainee)
    assert found.people == frozenset()
    assert f"@bruno-example-{one.id}, @bruno-example-{two.id}" in found.problem
    named = naming.meant_in(f"@bruno-example-{one.id}", space, people.trainee)
    assert named.people == {one.id}


GROUPS = "@trainees @supervisors"


def test_groups_and_countries_are_for_those_who_may(people: People, space: Space) -> None:
    people.classmate.country = "SN"
    people.outsider.country = "SN"
    assert meant(GROUPS, space, people.trainer, people) == {"Ana", "Bruno", "Sofia"}
    assert meant("@participantes", space, people.supervisor, people) == {"Ana", "Bruno"}
    assert "Only those who teach" in naming.meant_in("@trainers", space, people.trainee).problem
    for text in ("@senegal", "@sn", "@Sénégal"):
        assert meant(text, space, people.trainer, people) == {"Bruno"}
    for person in (people.trainee, people.supervisor):
        assert "Only those who lead" in naming.meant_in("@senegal", space, person).problem
        assert naming.meant_in("@sn", space, person).problem == ""


def test_one_post_calls_in_only_so_many(people: People, space: Space) -> None:
    for number in range(Rank.MEMBER.value.people):
        enrol(a_person(f"name{number}"), people.edition, Role.TRAINEE)
    few = " ".join(f"@name{number}" for number in range(Rank.MEMBER.value.people))
    assert len(meant(few, space, people.trainee, people)) == Rank.MEMBER.value.people
    found = naming.meant_in(f"{few} @bruno", space, people.trainee)
    assert (found.people, "You can mention 5 people" in found.problem) == (frozenset(), True)
    assert len(meant(f"{few} @bruno", space, people.trainer, people)) == 6


@pytest.mark.parametrize(
    ("role", "site_role", "of_edition", "rank"),
    [
        (Role.TRAINEE, None, True, Rank.MEMBER),
        (Role.SUPERVISOR, None, True, Rank.TEACHES),
        (Role.TRAINER, None, True, Rank.LEADS),
        (Role.COORDINATOR, None, True, Rank.LEADS),
        (Role.TRAINEE, SiteRole.COORDINATOR, True, Rank.MEMBER),
        (Role.TRAINEE, SiteRole.ADMINISTRATOR, True, Rank.LEADS),
        (Role.TRAINER, None, False, Rank.TEACHES),
        (Role.TRAINEE, None, False, Rank.MEMBER),
        (Role.TRAINEE, SiteRole.COORDINATOR, False, Rank.LEADS),
    ],
)
def test_how_many_depends_on_what_somebody_is_in_the_space(
    role: Role, site_role: SiteRole | None, of_edition: bool, rank: Rank
) -> None:
    space = Space(edition_id=1 if of_edition else None)
    person = User(site_role=site_role)
    assert rank_in(space, person, [role.value], teaches=role is not Role.TRAINEE) is rank


def test_who_has_a_role_elsewhere_is_a_member_here() -> None:
    assert rank_in(Space(edition_id=1), User(), ["trainee"], teaches=True) is Rank.MEMBER


def test_nobody_learns_by_trying_out_who_has_an_account(
    people: People, space: Space, now: datetime
) -> None:
    """In a space that everybody reads, those are named whom one meets."""
    theme = a_space(at=now)
    elsewhere = people.outsider
    assert meant("@bruno @tomas", theme, people.trainee, people) == {"Bruno"}
    a_topic(theme, elsewhere, at=now)
    assert meant("@bruno @tomas", theme, people.trainee, people) == {"Bruno", "Tomas"}
    assert meant("@rosa", theme, people.trainee, people) == set()
    assert meant("@rosa", theme, people.administrator, people) == {"Rosa"}


def test_in_a_closed_circle_its_members_are_named(people: People, now: datetime) -> None:
    circle = a_space(Kind.PROJECT, at=now)
    for person in (people.stranger, people.outsider):
        db.session.add(SpaceMember(space_id=circle.id, user_id=person.id, joined_at=now))
    db.session.flush()
    assert meant("@tomas @ana", circle, people.stranger, people) == {"Tomas"}


def mentioned(post: Post) -> set[int]:
    """Once the worker has seen to it."""
    db.session.flush()
    afterwards.keep_names(post.id)
    rows = db.session.scalars(select(PostMention).where(PostMention.post_id == post.id))
    return {row.user_id for row in rows}


def test_who_is_mentioned_is_kept_with_the_post_and_follows_its_topic(
    people: People, space: Space, now: datetime
) -> None:
    topic = a_topic(space, people.trainee, body="Ask @bruno.", at=now)
    post = db.session.scalars(select(Post)).one()
    post.topic, post.author = topic, people.trainee
    assert mentioned(post) == {people.classmate.id}
    mine = select(TopicReader).where(TopicReader.user_id == people.classmate.id)
    row = db.session.scalars(mine).one()
    assert (row.level, row.reason, row.last_read) == ("follow", "mentioned", 0)

    actions.revise(post, "Ask @teresa and @sofia.", at=now)
    assert mentioned(post) == {people.trainer.id, people.supervisor.id}
    assert '<span class="mention">@teresa</span>' in post.html

    actions.remove(post, reason="Twice.", by=people.trainee, at=now)
    assert mentioned(post) == set()


def test_a_text_without_names_asks_nothing(people: People, space: Space, now: datetime) -> None:
    writing = Writing(uuid4(), "Ask three firms.", "en")
    assert naming.meant_in(writing.body, Space(edition_id=an_edition().id), people.trainee) == (
        frozenset(),
        frozenset(),
        "",
    )
