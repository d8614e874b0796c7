"""A country is named and called by as far as whoever writes may see it in the directory."""

from datetime import datetime

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.directory.models import Part, Seen
from lms.forum import naming
from lms.spaces.models import Space
from tests.directory.factories import shows, takes_part
from tests.forum.factories import a_space, a_topic, space_of
from tests.people import People
from tests.programmes.factories import a_programme
from tests.visitor import Visitor


def from_senegal(person: User, **closer: Seen) -> User:
    """Everything is for members, but for what is named here."""
    person.country = "SN"
    return shows(person, closer={Part(part): seen for part, seen in closer.items()})


def called_by(by: User, space: Space, app: Flask) -> tuple[set[int], set[str]]:
    with app.test_request_context():
        found = naming.meant_in("@senegal, what do you say?", space, by)
    assert found.problem == ""
    return set(found.people), set(found.names)


def countries_listed(visitor: Visitor, by: User, space: Space) -> list[str]:
    visitor.signed_in(by).get(f"/forum/{space.slug}/names")
    return [node.to_text() for node in visitor.all("[aria-labelledby=countries] .mention")]


SEEN = [
    ({}, True),
    ({"country": Seen.PUBLIC}, True),
    ({"country": Seen.TOGETHER}, False),
    ({"country": Seen.ME}, False),
    ({"name": Seen.ME}, False),
]


@pytest.mark.parametrize(("closer", "seen"), SEEN)
def test_in_a_space_of_all_a_country_calls_in_those_who_show_it(
    visitor: Visitor,
    people: People,
    app: Flask,
    now: datetime,
    closer: dict[str, Seen],
    *,
    seen: bool,
) -> None:
    """Who leads everywhere is no exception, as in the directory."""
    rosa = from_senegal(people.stranger, **closer)
    theme = a_space(at=now)
    a_topic(theme, rosa, at=now)
    leader = people.administrator
    assert countries_listed(visitor, leader, theme) == (["@senegal"] if seen else [])
    assert "Rosa Example" in visitor.text()
    assert called_by(leader, theme, app) == (({rosa.id}, {"senegal"}) if seen else (set(), set()))


def test_those_of_one_programme_see_what_is_for_them(
    visitor: Visitor, people: People, app: Flask, now: datetime
) -> None:
    """With its control: before they meet, the same leader calls in nobody."""
    rosa = from_senegal(people.stranger, country=Seen.TOGETHER)
    theme, leader = a_space(at=now), people.coordinator
    assert called_by(leader, theme, app) == (set(), set())
    assert countries_listed(visitor, leader, theme) == []
    week = a_programme(people.administrator)
    for person in (rosa, leader):
        takes_part(week, person)
    assert called_by(leader, theme, app) == ({rosa.id}, {"senegal"})
    assert countries_listed(visitor, leader, theme) == ["@senegal"]


@pytest.mark.parametrize(("country", "called"), [(Seen.TOGETHER, True), (Seen.ME, False)])
def test_in_an_edition_whoever_hides_it_from_all_is_not_called_in(
    visitor: Visitor, people: People, app: Flask, now: datetime, country: Seen, *, called: bool
) -> None:
    bruno = from_senegal(people.classmate, country=country)
    space = space_of(people.edition, at=now)
    assert called_by(people.trainer, space, app)[0] == ({bruno.id} if called else set())
    assert countries_listed(visitor, people.trainer, space) == (["@senegal"] if called else [])


def test_one_of_a_country_who_hides_it_is_left_out_and_the_others_are_not(
    people: People, app: Flask, now: datetime
) -> None:
    from_senegal(people.classmate, country=Seen.ME)
    ana = from_senegal(people.trainee)
    space = space_of(people.edition, at=now)
    assert called_by(people.trainer, space, app) == ({ana.id}, {"senegal"})


def test_the_list_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, now: datetime
) -> None:
    space = space_of(people.edition, at=now)
    found = []
    for person in (people.classmate, people.trainee, people.supervisor):
        from_senegal(person)
        visitor.signed_in(people.trainer).get(f"/forum/{space.slug}/names")
        found.append(visitor.statements)
    assert found == [found[0]] * 3
