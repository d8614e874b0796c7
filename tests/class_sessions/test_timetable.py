"""What everybody of an edition sees of its timetable."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.class_sessions import actions
from lms.editions.models import Enrolment
from tests.class_sessions.factories import TITLE, a_session, marked
from tests.people import People
from tests.visitor import Visitor

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def address(people: People, week: str = "") -> str:
    return f"/editions/{people.edition.id}/timetable" + (f"?week={week}" if week else "")


def titles(visitor: Visitor) -> list[str]:
    return [title.to_text() for title in visitor.all(".session .session-title")]


@pytest.mark.parametrize(
    ("name", "sentence", "link"),
    [
        ("coordinator", "The course has 10 class days.", "timetable/new"),
        ("trainer", "The coordinator has not set the hours yet.", "#plan"),
        ("trainee", "The coordinator has not set the hours yet.", "#plan"),
    ],
)
def test_an_empty_timetable_says_what_to_do(
    visitor: Visitor, people: People, name: str, sentence: str, link: str
) -> None:
    visitor.signed_in(getattr(people, name)).get(address(people))

    assert sentence in visitor.text()
    assert visitor.all(".empty a")[0].attrs["href"].endswith(link)


def test_the_next_session_stands_on_top_and_its_week_below(
    visitor: Visitor, people: People, now: datetime
) -> None:
    a_session(people.edition, starts_in=timedelta(days=-9), title="Long ago")
    called_off = a_session(people.edition, starts_in=timedelta(hours=1), title="Called off")
    actions.cancel(called_off, why="Strike.", at=now)
    a_session(
        people.edition, starts_in=timedelta(days=8), title="To come", link="https://x.example"
    )
    a_session(people.edition, starts_in=timedelta(days=30), title="Later")

    visitor.signed_in(people.trainee).get(address(people))

    assert visitor.all(".next-step h2")[0].to_text().strip() == "To come"
    assert titles(visitor) == ["To come"]
    assert visitor.all(".next-step a")[0].attrs["href"] == "https://x.example"


def test_weeks_without_a_session_are_passed_over(visitor: Visitor, people: People) -> None:
    for title, weeks in (("First", 0), ("Second", 3), ("Third", 4)):
        a_session(people.edition, starts_at=MONDAY + weeks * WEEK, title=title)
    visitor.signed_in(people.trainee).get(address(people, "2026-11-25"))
    seen = [titles(visitor)]

    while following := visitor.all("main a[rel=next]"):
        visitor.get(following[0].attrs["href"])
        seen.append(titles(visitor))

    assert seen == [["First"], ["Second"], ["Third"]]
    assert visitor.all("main a[rel=prev]")[0].attrs["href"] == address(people, "2026-12-14")


def test_a_week_without_a_session_says_so(visitor: Visitor, people: People) -> None:
    a_session(people.edition, starts_at=MONDAY)

    visitor.signed_in(people.trainee).get(address(people, "2026-12-30"))

    assert "No session in this week." in visitor.text()


@pytest.mark.parametrize("week", ["x", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_forged_week_is_not_found(visitor: Visitor, people: People, week: str) -> None:
    a_session(people.edition, starts_at=MONDAY)

    visitor.signed_in(people.trainee).get(address(people, week), status=404)


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("trainee", []),
        ("supervisor", []),
        ("assessor", []),
        ("trainer", ["Attendance", "Sheet to sign"]),
        ("coordinator", ["Attendance", "Sheet to sign", "Change", "Cancel"]),
        ("administrator", ["Attendance", "Sheet to sign", "Change", "Cancel"]),
    ],
)
def test_each_role_gets_the_links_it_may_follow(
    visitor: Visitor, people: People, name: str, links: list[str]
) -> None:
    a_session(people.edition)

    visitor.signed_in(getattr(people, name)).get(address(people))

    found = visitor.all(".session-links a")
    assert [link.to_text() for link in found] == links
    for link in found:
        assert visitor.status_of(link.attrs["href"]) == 200


def test_a_trainee_sees_their_own_marks_and_no_others(
    visitor: Visitor, people: People, trainee: Enrolment, classmate: Enrolment
) -> None:
    first = a_session(people.edition, starts_in=timedelta(days=-1))
    second = a_session(people.edition, title="Talk", kind="supervision", minutes=60)
    marked(first, trainee, "late", by=people.trainer)
    marked(first, classmate, "absent", by=people.trainer)
    marked(second, trainee, "absent", by=people.trainer)

    visitor.signed_in(people.trainee).get(address(people))

    assert "66% 2 of 3 units so far" in visitor.text()
    marks = [" ".join(row.to_text().split()) for row in visitor.all(".own-marks li")]
    assert [row.split(" ", 3)[3] for row in marks] == [
        "Supervision: Talk Absent",
        f"Class: {TITLE} Late",
    ]


def test_nobody_else_is_shown_a_record_of_their_own(visitor: Visitor, people: People) -> None:
    a_session(people.edition)

    visitor.signed_in(people.trainer).get(address(people))

    assert "My attendance" not in visitor.text()
    assert "How much each trainee attended" in visitor.text()


def test_a_session_that_is_over_and_unmarked_is_told_to_who_holds_it(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    session = a_session(people.edition, starts_in=timedelta(hours=-4))
    visitor.signed_in(people.trainer).get(address(people))
    assert "Attendance not taken" in visitor.text()

    marked(session, trainee, "present", by=people.trainer)
    visitor.get(address(people))
    assert "Attendance not taken" not in visitor.text()


def test_the_zone_is_named_and_the_other_one_explained(visitor: Visitor, people: People) -> None:
    a_session(people.edition)
    people.trainee.time_zone = "Asia/Kolkata"
    visitor.signed_in(people.trainee).get(address(people))
    assert "Times are those of Kolkata (UTC+05:30), as in your settings." in visitor.text()
    assert "Where the class has another time, it stands beside." in visitor.text()

    people.trainee.time_zone = people.edition.time_zone
    visitor.get(address(people))
    assert "Where the class has another time" not in visitor.text()


@pytest.mark.parametrize(("name", "cost"), [("trainee", 4), ("trainer", 3), ("coordinator", 3)])
def test_a_timetable_costs_the_same_for_many(
    visitor: Visitor, people: People, trainee: Enrolment, name: str, cost: int
) -> None:
    visitor.signed_in(getattr(people, name))
    costs = []
    for count in (1, 3):
        for _ in range(count):
            session = a_session(people.edition, title=f"Round {len(costs)} {_}")
            marked(session, trainee, "present", by=people.trainer)
        visitor.get(address(people))
        costs.append(visitor.statements)

    assert costs == [cost, cost]


def test_a_class_day_shows_its_hours_and_leads_to_the_register(
    visitor: Visitor, people: People
) -> None:
    session = a_session(people.edition, day="cluster-broker/a2", title="", has_check_in=True)
    day = f"/editions/{people.edition.id}/days/2"
    here = f"/editions/{people.edition.id}/sessions/{session.id}"

    visitor.signed_in(people.trainer).get(day)

    links = [link.attrs["href"] for link in visitor.all(".of-day .session-links a")]
    assert links == [f"{here}/attendance", f"{here}/sheet", f"{here}/code"]
    visitor.signed_in(people.trainee).get(day)
    assert "Hours of this day" in visitor.text()
    assert visitor.all(".of-day .session-links") == []


@pytest.mark.parametrize(("name", "told"), [("coordinator", True), ("trainee", False)])
def test_a_class_day_without_hours_offers_to_add_them(
    visitor: Visitor, people: People, name: str, told: bool
) -> None:
    visitor.signed_in(getattr(people, name)).get(f"/editions/{people.edition.id}/days/2")

    links = [link.attrs["href"] for link in visitor.all(".of-day a")]
    new = f"/editions/{people.edition.id}/sessions/new?day=cluster-broker/a2"
    assert links == ([new] if told else [])


def test_a_day_that_was_moved_has_its_new_date_everywhere(
    visitor: Visitor, people: People, now: datetime
) -> None:
    people.edition.starts_on, people.edition.ends_on = MONDAY.date(), MONDAY.date() + 9 * WEEK
    first = a_session(
        people.edition, starts_at=MONDAY + 2 * WEEK, day="cluster-broker/a1", title=""
    )
    a_session(people.edition, starts_at=MONDAY + 3 * WEEK, day="cluster-broker/a1", title="")
    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}/days/1")
    assert "Day 1 of 10 · Monday, 7 December 2026" in visitor.text()
    visitor.get(f"/editions/{people.edition.id}")
    assert "Day 1 Mon 7 Dec" in visitor.text()

    actions.cancel(first, why="The hall is closed.", at=now)
    visitor.get(f"/editions/{people.edition.id}/days/1")
    assert "Day 1 of 10 · Monday, 14 December 2026" in visitor.text()
