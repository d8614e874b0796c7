"""On the page of what is new two people of one country are not lost among twenty of another."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import delete, insert

from lms.accounts.models import User
from lms.db import db
from lms.directory.models import Part as Shown
from lms.directory.models import Seen
from lms.forum import waiting
from lms.forum.models import Topic
from lms.forum.waiting import Part
from lms.spaces.models import Space
from lms.spaces.readers import Reader
from tests.directory.factories import shows, takes_part
from tests.forum.factories import a_space
from tests.people import People
from tests.programmes.factories import a_programme
from tests.visitor import Visitor

FEW = 10
Written = tuple[User, datetime]


@pytest.fixture
def space(now: datetime) -> Space:
    return a_space(at=now)


def delegates(
    country: str, count: int, since: datetime, *, seen: Seen = Seen.MEMBERS
) -> list[User]:
    folk = [
        User(
            email=f"{country or 'no'}-{number}@people.example".lower(),
            name=f"{country.upper()} {number}",
            country=country,
            language="en",
            created_at=since,
        )
        for number in range(count)
    ]
    db.session.add_all(folk)
    db.session.flush()
    for person in folk:
        shows(person, closer={Shown.COUNTRY: seen})
    return folk


def begun(space: Space, rows: Iterable[Written]) -> None:
    """A topic of each, whose only post came then."""
    db.session.execute(
        insert(Topic),
        [
            {
                "space_id": space.id,
                "kind": "question",
                "title": f"{author.name} at {moment:%m-%d %H:%M}",
                "language": "en",
                "author_id": author.id,
                "created_at": moment,
                "bumped_at": moment,
                "last_no": 1,
            }
            for author, moment in rows
        ],
    )


def by_turns(person: User, at: datetime, most: int = FEW) -> list[Topic]:
    query = waiting.by_turns(Part.REST, Reader(person), person, at=at, most=most)
    return [row[0] for row in db.session.execute(*query)][:most]


def newest(person: User, most: int = FEW) -> list[Topic]:
    query = waiting.topics(Part.REST, Reader(person), person, most=most)
    return [row[0] for row in db.session.execute(*query)][:most]


def countries(topics: Iterable[Topic]) -> str:
    return " ".join(topic.title[:2] for topic in topics)


@pytest.fixture
def reader(people: People, now: datetime) -> User:
    """With an account so old that everything here is new to them."""
    people.stranger.created_at = now - timedelta(days=900)
    db.session.flush()
    return people.stranger


def twenty_and_two(space: Space, now: datetime) -> None:
    """Twenty of India wrote today, one an hour; two of Senegal the week before."""
    india, senegal = (delegates(*of, now - timedelta(days=900)) for of in (("IN", 20), ("SN", 2)))
    begun(space, ((one, now - timedelta(hours=n)) for n, one in enumerate(india)))
    begun(space, ((one, now - timedelta(days=7, hours=n)) for n, one in enumerate(senegal)))


def test_two_are_among_the_first_ten_beside_twenty_who_wrote_later(
    visitor: Visitor, reader: User, space: Space, now: datetime
) -> None:
    """The control is the list by time, where nobody finds them."""
    twenty_and_two(space, now)
    assert countries(by_turns(reader, now)) == "IN SN IN IN IN SN IN IN IN IN"
    assert countries(newest(reader)) == " ".join(["IN"] * FEW)
    visitor.signed_in(reader).get("/forum/catch-up")
    assert [row.to_text()[:2] for row in visitor.all(".topic-row .row-title")].count("SN") == 2
    assert "Countries take turns here" in visitor.text()


def test_what_has_no_room_is_one_click_away_by_time(
    visitor: Visitor, reader: User, space: Space, now: datetime
) -> None:
    twenty_and_two(space, now)
    visitor.signed_in(reader).get("/forum/catch-up")
    [link] = visitor.all("[aria-labelledby=rest] .muted > a")
    visitor.get(link.attrs["href"])
    titles = [row.to_text()[:2] for row in visitor.all(".topic-row .row-title")]
    assert titles == ["IN"] * 20 + ["SN"] * 2


def test_where_all_have_room_the_newest_comes_first(
    visitor: Visitor, reader: User, space: Space, now: datetime
) -> None:
    [asha], [awa] = (delegates(of, 1, now - timedelta(days=900)) for of in ("IN", "SN"))
    moments = [(asha, 1), (asha, 2), (awa, 3)]
    begun(space, ((who, now - timedelta(days=days)) for who, days in moments))
    assert countries(by_turns(reader, now)) == "IN SN IN"
    visitor.signed_in(reader).get("/forum/catch-up")
    titles = [row.to_text()[:2] for row in visitor.all(".topic-row .row-title")]
    assert titles == ["IN", "IN", "SN"]
    assert "Countries take turns here" not in visitor.text()


def test_what_nobody_wrote_in_for_long_does_not_stand_before_the_second_of_today(
    reader: User, space: Space, now: datetime
) -> None:
    """A turn of few is thirty days."""
    since = now - timedelta(days=900)
    [asha], [awa] = delegates("IN", 1, since), delegates("SN", 1, since)
    begun(space, [(asha, now), (asha, now - timedelta(hours=1))])
    for days, order in ((29, "IN SN IN"), (30, "IN IN SN")):
        begun(space, [(awa, now - timedelta(days=days))])
        assert countries(by_turns(reader, now, 3)) == order
        db.session.execute(delete(Topic).where(Topic.author_id == awa.id))


HERE, THEIRS = "SN IN IN SN", "SN IN SN IN"


@pytest.mark.parametrize(
    ("seen", "meets", "order"),
    [
        (Seen.PUBLIC, False, HERE),
        (Seen.MEMBERS, False, HERE),
        (Seen.TOGETHER, True, HERE),
        (Seen.TOGETHER, False, THEIRS),
        (Seen.ME, True, THEIRS),
    ],
)
def test_a_country_counts_as_far_as_its_reader_sees_it(
    people: People,
    reader: User,
    space: Space,
    now: datetime,
    seen: Seen,
    *,
    meets: bool,
    order: str,
) -> None:
    """Two of Senegal wrote last, then one of India, then one called so who names no country.

    Where Senegal is hidden from the reader, all who name none have one turn together.
    """
    since = now - timedelta(days=900)
    awa, fatou = delegates("SN", 2, since, seen=seen)
    [asha], [nobody] = delegates("IN", 1, since), delegates("", 1, since)
    nobody.name = "IN without"
    week = a_programme(people.administrator)
    for person in (awa, fatou, reader) if meets else ():
        takes_part(week, person)
    ages = enumerate((awa, fatou, asha, nobody))
    begun(space, ((who, now - timedelta(days=days)) for days, who in ages))
    assert countries(by_turns(reader, now)) == order


def test_it_is_the_rule_of_the_decision(reader: User, space: Space, now: datetime) -> None:
    """Random delegations and topics beside the same rule, written down once more."""
    chance, since = Random(86), now - timedelta(days=900)  # noqa: S311  # the same each time
    folk = [
        person
        for country, count in (("IN", 20), ("NI", 5), ("SN", 3), ("MA", 1), ("", 6))
        for person in delegates(country, count, since)
    ]
    moments = chance.sample(range(100 * 24), 150)
    rows = [(chance.choice(folk), now - timedelta(hours=hours)) for hours in moments]
    begun(space, rows)
    assert [topic.bumped_at for topic in by_turns(reader, now, len(rows))] == expected(rows, now)


def expected(rows: Sequence[Written], now: datetime) -> list[datetime]:
    ranks = dict[datetime, tuple[int, timedelta]]()
    for country in {author.country for author, _moment in rows}:
        people = len({author.id for author, _moment in rows if author.country == country})
        turn = 10 if people >= 16 else 15 if people >= 4 else 30
        own = sorted((moment for who, moment in rows if who.country == country), reverse=True)
        for newer, moment in enumerate(own):
            ranks[moment] = ((now - moment).days + newer * turn, now - moment)
    return sorted(ranks, key=lambda moment: ranks[moment])
