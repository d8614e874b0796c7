"""Undo within seconds, opening again within two days, and who has an entry open."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.logbook.models import HourLedger, LogEntry, Review, ReviewOpening
from lms.placements.models import SupervisorAssignment
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, today
from tests.visitor import Visitor


def ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def lines(entry: LogEntry) -> list[int]:
    query = select(HourLedger.minutes).where(HourLedger.entry_id == entry.id)
    return list(db.session.scalars(query.order_by(HourLedger.id)))


def state_of(entry: LogEntry) -> str:
    return db.session.scalars(select(LogEntry.state).where(LogEntry.id == entry.id)).one()


def approved(visitor: Visitor, people: People, *, ago: timedelta = timedelta()) -> LogEntry:
    entry = an_entry(a_placement(people), state="submitted")
    visitor.signed_in(people.supervisor)
    visitor.post(f"/reviews/{entry.id}/approval", {"version": entry.current_id})
    review = db.session.scalars(select(Review).where(Review.entry_id == entry.id)).one()
    review.decided_at = datetime.now(UTC) - ago
    db.session.commit()
    return entry


def a_second_supervisor(people: People, entry: LogEntry) -> None:
    cover = {"role": "cover", "from_on": today(), "placement_id": entry.placement_id}
    db.session.add(SupervisorAssignment(user=people.other_supervisor, **cover))
    db.session.commit()


def test_an_approval_is_undone_by_a_line_against_it(visitor: Visitor, people: People) -> None:
    entry = approved(visitor, people)
    visitor.get("/reviews")
    assert visitor.all(".undo")[0].attrs["action"] == f"/reviews/{entry.id}/undo"

    answer = visitor.post(f"/reviews/{entry.id}/undo")

    assert answer.location == f"/reviews/{entry.id}"
    assert (state_of(entry), lines(entry)) == ("submitted", [90, -90])
    visitor.post(f"/reviews/{entry.id}/approval", {"version": entry.current_id})
    assert lines(entry) == [90, -90, 90]


def test_the_undo_is_offered_once(visitor: Visitor, people: People) -> None:
    approved(visitor, people)
    visitor.get("/reviews")
    assert visitor.all(".undo")
    visitor.get("/reviews")
    assert not visitor.all(".undo")


@pytest.mark.parametrize(
    ("who", "ago"), [("supervisor", 20), ("other_supervisor", 0)], ids=["too late", "not theirs"]
)
def test_nobody_else_and_nobody_later_undoes_it(
    visitor: Visitor, people: People, who: str, ago: int
) -> None:
    entry = approved(visitor, people, ago=timedelta(seconds=ago))
    a_second_supervisor(people, entry)

    visitor.signed_in(getattr(people, who)).post(f"/reviews/{entry.id}/undo")
    visitor.get(f"/reviews/{entry.id}")

    assert "Too late to undo" in visitor.text()
    assert (state_of(entry), lines(entry)) == ("approved", [90])


def test_undone_twice_is_undone_once(visitor: Visitor, people: People) -> None:
    entry = approved(visitor, people)
    for _ in range(2):
        visitor.post(f"/reviews/{entry.id}/undo")

    assert (state_of(entry), lines(entry)) == ("submitted", [90, -90])


@pytest.mark.parametrize(("hours", "possible"), [(47, True), (49, False)])
def test_an_approved_entry_is_opened_again_within_two_days(
    visitor: Visitor, people: People, hours: int, possible: bool
) -> None:
    entry = approved(visitor, people, ago=timedelta(hours=hours))
    visitor.get(f"/reviews/{entry.id}")
    assert ("Open the entry again" in visitor.text()) is possible

    visitor.post(
        f"/reviews/{entry.id}/return",
        {"version": entry.current_id, "comment": "The hall was closed that day."},
        status=303 if possible else 409,
    )

    expected = ("returned", [90, -90]) if possible else ("approved", [90])
    assert (state_of(entry), lines(entry)) == expected


def test_who_has_an_entry_open_is_said_and_passed_over(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    first, second = (
        an_entry(placement, state="submitted", at=datetime.now(UTC) - timedelta(days=days))
        for days in (3, 2)
    )
    last = an_entry(placement, state="submitted", at=ago(1))
    a_second_supervisor(people, first)
    visitor.signed_in(people.supervisor).get(f"/reviews/{second.id}")

    visitor.signed_in(people.other_supervisor).get("/reviews")
    assert "open at Sofia Example" in visitor.text()
    visitor.get(f"/reviews/{second.id}")
    assert "Sofia Example is reviewing this since" in visitor.text()
    answer = visitor.post(f"/reviews/{first.id}/approval", {"version": first.current_id})
    assert answer.location == f"/reviews/{last.id}"
    visitor.post(f"/reviews/{second.id}/approval", {"version": second.current_id})
    assert state_of(second) == "approved", "it is said, and stops nobody"


def test_an_opening_lapses_after_ten_minutes(visitor: Visitor, people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    a_second_supervisor(people, entry)
    opened = datetime.now(UTC) - timedelta(minutes=11)
    db.session.add(
        ReviewOpening(entry_id=entry.id, reviewer_id=people.supervisor.id, opened_at=opened)
    )
    db.session.commit()

    visitor.signed_in(people.other_supervisor).get(f"/reviews/{entry.id}")

    assert "is reviewing this" not in visitor.text()
    assert db.session.scalars(select(ReviewOpening.reviewer_id)).one() == (
        people.other_supervisor.id
    )


def test_looking_again_does_not_prolong_it(visitor: Visitor, people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    visitor.signed_in(people.supervisor).get(f"/reviews/{entry.id}")
    since = db.session.scalars(select(ReviewOpening.opened_at)).one()

    visitor.get(f"/reviews/{entry.id}")

    assert db.session.scalars(select(ReviewOpening.opened_at)).one() == since


def test_a_page_fetched_ahead_is_not_read_yet(visitor: Visitor, people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")

    visitor.signed_in(people.supervisor)
    visitor.get(f"/reviews/{entry.id}", headers={"X-Ahead": "1"})
    assert db.session.scalars(select(ReviewOpening.entry_id)).all() == []

    visitor.post(f"/reviews/{entry.id}/opening", status=200)
    assert db.session.scalars(select(ReviewOpening.entry_id)).all() == [entry.id]


@pytest.mark.parametrize("path", ["undo", "opening"])
def test_a_stranger_knows_of_nothing(visitor: Visitor, people: People, path: str) -> None:
    entry = an_entry(a_placement(people), state="submitted")

    for who in (people.classmate, people.other_supervisor, people.coordinator):
        visitor.signed_in(who).post(f"/reviews/{entry.id}/{path}", status=404)

    assert db.session.scalars(select(ReviewOpening.entry_id)).all() == []


def test_the_script_is_told_what_a_page_would_say(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    first, second = (
        an_entry(placement, state="submitted", at=datetime.now(UTC) - timedelta(days=days))
        for days in (2, 1)
    )
    visitor.signed_in(people.supervisor)

    answer = visitor.post(
        f"/reviews/{first.id}/approval",
        {"version": first.current_id},
        status=200,
        headers={"Accept": "application/json", "X-Ahead": f"/reviews/{second.id}"},
    )

    assert answer.get_json() == {
        "said": "Approved: 1 h 30 count.",
        "next": f"/reviews/{second.id}",
        "undo": f"/reviews/{first.id}/undo",
    }
    visitor.get(f"/reviews/{second.id}")
    assert visitor.all(".undo[hidden]"), "nothing is said twice"
