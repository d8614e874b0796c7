"""What Today says of sessions: what is held within a day, which register is missing."""

from datetime import datetime, timedelta

import pytest

from lms.class_sessions import actions, marking
from lms.editions.models import Role
from tests.class_sessions.factories import TITLE, a_session, marked
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, enrol, enrolment_of
from tests.visitor import Visitor

HOUR = timedelta(hours=1)


def soon(visitor: Visitor) -> list[str]:
    return [title.to_text().strip() for title in visitor.all("ul.sessions .session-title")]


@pytest.mark.parametrize("name", ["trainee", "trainer", "coordinator"])
def test_what_is_held_within_a_day_stands_there(
    visitor: Visitor, people: People, name: str
) -> None:
    for title, hours in (("Over", -9), ("Running", -1), ("Tonight", 23), ("Later", 25)):
        a_session(people.edition, starts_in=hours * HOUR, title=title)
    a_session(people.other_edition, starts_in=HOUR, title="Of others")

    visitor.signed_in(getattr(people, name)).get("/")

    assert soon(visitor) == ["Running", "Tonight"]
    assert "Now" in visitor.text()


@pytest.mark.parametrize("name", ["supervisor", "assessor", "stranger", "administrator"])
def test_who_neither_learns_nor_teaches_is_spared(
    visitor: Visitor, people: People, name: str
) -> None:
    a_session(people.edition, starts_in=HOUR)

    visitor.signed_in(getattr(people, name)).get("/")

    assert soon(visitor) == []


def test_a_cancelled_session_is_told_with_its_reason(
    visitor: Visitor, people: People, now: datetime
) -> None:
    session = a_session(people.edition, starts_in=HOUR, has_check_in=True)
    actions.cancel(session, why="The road is flooded.", at=now)

    visitor.signed_in(people.trainer).get("/")

    assert soon(visitor) == [TITLE]
    assert "The road is flooded." in visitor.text()
    assert visitor.all("ul.sessions .session-links") == []


@pytest.mark.parametrize(
    ("name", "minutes", "links"),
    [
        ("trainee", 30, []),
        ("trainee", 5, ["Check in"]),
        ("trainer", 5, ["Attendance", "Check-in code"]),
    ],
)
def test_each_gets_the_links_that_are_of_use_now(
    visitor: Visitor, people: People, name: str, minutes: int, links: list[str]
) -> None:
    a_session(people.edition, starts_in=timedelta(minutes=minutes), has_check_in=True)

    visitor.signed_in(getattr(people, name)).get("/")

    assert [link.to_text() for link in visitor.all("ul.sessions .session-links a")] == links


def test_while_it_is_open_the_check_in_stands_first_until_one_is_marked(
    visitor: Visitor, people: People
) -> None:
    session = a_session(people.edition, starts_in=timedelta(minutes=5), has_check_in=True)
    seat = enrolment_of(people.trainee, people.edition)

    def headings() -> list[str]:
        visitor.get("/")
        return [node.attrs["id"] for node in visitor.all("h2[id]")]

    visitor.signed_in(people.trainee)
    assert headings()[:2] == ["sessions", "next"]
    assert len(visitor.all(".session-links .button-primary")) == 1

    marked(session, seat, "present", by=people.trainer)
    assert headings()[:2] == ["next", "sessions"]
    assert visitor.all(".session-links") == []


def test_a_register_that_nobody_took_is_the_next_step(visitor: Visitor, people: People) -> None:
    session = a_session(people.edition, starts_in=-24 * HOUR)
    register = f"/editions/{people.edition.id}/sessions/{session.id}/attendance"

    visitor.signed_in(people.trainer).get("/")

    assert visitor.all(".next-step .button")[0].attrs["href"] == register
    assert "Attendance is not taken yet" in visitor.text()
    marking.mark_the_rest_present(session, [], by=people.trainer, at=session.ends_at)
    visitor.get("/")
    assert "Attendance is not taken yet" not in visitor.text()


def test_more_of_them_wait_on_the_list_and_old_ones_are_let_go(
    visitor: Visitor, people: People, now: datetime
) -> None:
    for title, days in (("First", 3), ("Second", 2), ("Ages ago", 40)):
        a_session(people.edition, starts_in=timedelta(days=-days), title=title)
    off = a_session(people.edition, starts_in=timedelta(days=-1), title="Off")
    actions.cancel(off, why="Strike.", at=now)

    visitor.signed_in(people.trainer).get("/")

    assert visitor.all(".next-step h2")[0].to_text() == "First"
    waiting = [link.to_text() for link in visitor.all("ul.waiting a")]
    assert waiting == ["Take attendance: Second"]


def test_a_trainee_is_not_asked_to_take_attendance(visitor: Visitor, people: People) -> None:
    a_session(people.edition, starts_in=-24 * HOUR)

    visitor.signed_in(people.trainee).get("/")

    assert "ttendance" not in visitor.text()


@pytest.mark.parametrize(("name", "cost"), [("trainee", 8), ("trainer", 6)])
def test_sessions_cost_one_statement_however_many(
    visitor: Visitor, people: People, name: str, cost: int
) -> None:
    an_entry(a_placement(people), state="submitted")
    visitor.signed_in(getattr(people, name))
    costs = []
    for count in (1, 3):
        for number in range(count):
            a_session(people.edition, starts_in=(number + 1) * HOUR, title=f"Of {count}")
        visitor.get("/")
        costs.append(visitor.statements)

    assert costs == [cost, cost]


def test_cards_of_many_editions_cost_no_more(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).get("/")
    one = visitor.statements
    enrol(people.trainer, people.other_edition, Role.TRAINER)

    visitor.get("/")

    assert visitor.statements == one


def test_a_class_day_that_was_moved_to_today_is_the_class_of_today(
    visitor: Visitor, people: People
) -> None:
    people.edition.time_zone = "UTC"
    a_session(people.edition, starts_in=timedelta(), minutes=60, day="cluster-broker/a9", title="")

    visitor.signed_in(people.trainer).get("/")

    steps = [node.attrs["href"] for node in visitor.all(".next-step .button")]
    assert steps == [f"/editions/{people.edition.id}/days/9"]
