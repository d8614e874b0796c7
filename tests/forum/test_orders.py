"""Each kind of topic stands in its own order, and paging there loses and doubles nothing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from lms.db import db
from lms.forum.listed import Wanted, topics_in
from lms.forum.models import Kind, Topic
from lms.forum.views.spaces import PAGE
from lms.spaces.models import Space
from tests.decisions.factories import DAY, a_decision
from tests.forum.factories import a_post, a_space, a_topic
from tests.forum.test_paging import add, walked
from tests.people import People
from tests.visitor import Visitor

LINK = ".row-title a"


@pytest.fixture
def space(now: datetime) -> Space:
    return a_space(at=now)


def listed(visitor: Visitor, path: str) -> list[str]:
    visitor.get(path)
    return [node.attrs["href"] for node in visitor.all(LINK)]


def addresses(*topics: Topic | int) -> list[str]:
    return [f"/topics/{one if isinstance(one, int) else one.id}" for one in topics]


def settle(*topics: int, at: datetime | None) -> None:
    db.session.execute(update(Topic).where(Topic.id.in_(topics)).values(resolved_at=at))
    db.session.commit()


def test_questions_that_wait_stand_before_those_that_are_settled(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    waits, settled, waits_too = (
        a_topic(space, people.trainee, at=now + timedelta(hours=hour)) for hour in range(3)
    )
    settle(settled.id, at=now)
    a_post(settled, people.trainer, "One more thing.", at=now + timedelta(hours=9))
    visitor.signed_in(people.classmate)
    here = f"/forum/{space.slug}"
    assert listed(visitor, f"{here}?kind=question") == addresses(waits_too, waits, settled)
    assert "Those that wait for an answer come first." in visitor.text()
    assert listed(visitor, here) == addresses(settled, waits_too, waits)
    assert "come first" not in visitor.text()


def test_announcements_stand_by_when_they_were_made_whoever_answers(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    old, new = (
        a_topic(space, people.trainer, kind=Kind.ANNOUNCEMENT, at=now + timedelta(hours=hour))
        for hour in range(2)
    )
    a_post(old, people.trainee, "Thank you.", at=now + timedelta(hours=9))
    visitor.signed_in(people.classmate)
    assert listed(visitor, f"/forum/{space.slug}?kind=announcement") == addresses(new, old)


def test_decisions_stand_by_what_closes_next_and_what_was_closed_last(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    days = {"later": 5, "next": 1, "long ago": -9, "lately": -1, "withdrawn": 2}
    found = {
        name: a_decision(space, people.trainee, at=now - 20 * DAY, closes_in=(20 + day) * DAY)
        for name, day in days.items()
    }
    found["withdrawn"].withdrawn_at = now
    db.session.commit()
    visitor.signed_in(people.classmate)
    order = ("next", "later", "lately", "long ago", "withdrawn")
    shown = listed(visitor, f"/forum/{space.slug}?kind=decision")
    assert shown == addresses(*(found[name].topic_id for name in order))


def test_questions_that_are_settled_or_come_meanwhile_are_neither_lost_nor_doubled(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    """Seventy questions: every third is settled before, some of the others between pages."""
    there = add(space, people, 70, at=now)
    settled = there[::3]
    settle(*settled, at=now)
    waiting = [number for number in there if number not in settled]

    def some_are_settled_and_more_come() -> None:
        settle(waiting[-1], waiting[2], at=now + timedelta(days=1))
        add(space, people, 50, at=now + timedelta(hours=1))

    visitor.signed_in(people.trainee)
    path = f"/forum/{space.slug}?kind=question"
    shown = walked(visitor, path, "next", some_are_settled_and_more_come, LINK)
    assert shown == addresses(*waiting[::-1], *settled[::-1])


@pytest.mark.parametrize("kind", ["", "question", "announcement", "decision"])
def test_pages_lead_back_as_they_led_on(
    visitor: Visitor, people: People, space: Space, now: datetime, kind: str
) -> None:
    numbers = add(space, people, 2 * PAGE + 5, at=now)
    db.session.execute(update(Topic).values(kind=kind or "note"))
    settle(*numbers[::2], at=now)
    visitor.signed_in(people.trainee)
    path = f"/forum/{space.slug}?kind={kind}"
    visitor.get(path)
    pages, costs = [listed(visitor, path)], {visitor.statements}
    assert not visitor.all("a[rel=prev]")
    while links := visitor.all("a[rel=next]"):
        pages.append(listed(visitor, links[0].attrs["href"]))
        costs.add(visitor.statements)
    back = [pages[-1]]
    while links := visitor.all("a[rel=prev]"):
        back.append(listed(visitor, links[0].attrs["href"]))
        costs.add(visitor.statements)
    assert [len(page) for page in pages] == [PAGE, PAGE, 5]
    assert sorted(address for page in pages for address in page) == sorted(addresses(*numbers))
    assert back == pages[::-1]
    assert costs == {8}


def test_a_decision_that_is_closed_between_two_pages_is_not_shown_twice(
    people: People, space: Space, now: datetime
) -> None:
    rows = [
        a_decision(space, people.trainee, at=now + number * DAY, closes_in=2 * DAY)
        for number in range(4)
    ]
    first = topics_in(space, Wanted("decision"), most=2, at=now)
    then = topics_in(space, Wanted("decision", edge=first.older), most=2, at=now + 9 * DAY)
    anew = topics_in(space, Wanted("decision"), most=4, at=now + 9 * DAY)
    shown = [topic.id for page in (first, then) for topic in page.topics]
    assert shown == [row.topic_id for row in rows]
    assert [topic.id for topic in anew.topics] == shown[::-1]


@pytest.mark.parametrize(
    "place", ["before=1_2", "after=1_2_3", "before=x", "before=1_2_3_4_5", "after=-1_2_0_4"]
)
def test_an_address_of_another_list_is_refused(
    visitor: Visitor, people: People, space: Space, place: str
) -> None:
    visitor.signed_in(people.trainee)
    visitor.get(f"/forum/{space.slug}?kind=question&{place}", status=400)
    visitor.get(f"/forum/{space.slug}?before=1_2_0_4", status=400)
