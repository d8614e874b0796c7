"""What the desk needs to go on while a decision is saved: which entry follows, and one answer."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.logbook.models import HourLedger, LogEntry, Review
from lms.placements.models import SupervisorAssignment
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, today
from tests.visitor import Visitor

SCRIPT = {"Accept": "application/json", "X-Ahead": "stays"}


def waiting(people: People, count: int) -> list[LogEntry]:
    """The longest first."""
    placement, now = a_placement(people), datetime.now(UTC)
    return [
        an_entry(placement, state="submitted", at=now - timedelta(days=count - number))
        for number in range(count)
    ]


def follows(visitor: Visitor, entry: LogEntry) -> str | None:
    visitor.get(f"/reviews/{entry.id}")
    found: str | None = visitor.all("#desk")[0].attrs.get("data-after")
    return found


def a_second_supervisor(people: People, entry: LogEntry) -> None:
    cover = {"role": "cover", "from_on": today(), "placement_id": entry.placement_id}
    db.session.add(SupervisorAssignment(user=people.other_supervisor, **cover))
    db.session.commit()


def lines(entry: LogEntry) -> list[int]:
    return list(
        db.session.scalars(select(HourLedger.minutes).where(HourLedger.entry_id == entry.id))
    )


def test_the_page_says_which_entry_nobody_has_answered_or_open(
    visitor: Visitor, people: People
) -> None:
    first, asked, elsewhere, free = waiting(people, 4)
    a_second_supervisor(people, first)
    visitor.signed_in(people.other_supervisor).get(f"/reviews/{elsewhere.id}")
    visitor.signed_in(people.supervisor)
    question = {"version": asked.current_id, "comment": "Who was there, in which role?"}
    visitor.post(f"/reviews/{asked.id}/query", question)

    assert follows(visitor, first) == f"/reviews/{free.id}"
    assert visitor.all("a[rel=next]")[0].attrs["href"] == f"/reviews/{asked.id}"
    assert follows(visitor, free) is None, "what was left above is for the list to say"


def test_who_stays_is_answered_whatever_follows(visitor: Visitor, people: People) -> None:
    first, second = waiting(people, 2)
    visitor.signed_in(people.supervisor)
    form = {"version": first.current_id}

    answer = visitor.post(f"/reviews/{first.id}/approval", form, status=200, headers=SCRIPT)

    assert answer.get_json() == {
        "said": "Approved: 1 h 30 count.",
        "next": f"/reviews/{second.id}",
        "undo": f"/reviews/{first.id}/undo",
    }
    visitor.get("/reviews")
    assert "Approved: 1 h 30 count." not in visitor.text(), "nothing is said twice"


def test_the_same_approval_twice_is_one(visitor: Visitor, people: People) -> None:
    entry, _other = waiting(people, 2)
    visitor.signed_in(people.supervisor)
    form = {"version": entry.current_id, "comment": "Clear counts.", "hours": "1:00"}
    said = [
        visitor.post(f"/reviews/{entry.id}/approval", form, status=200, headers=SCRIPT).get_json()
        for _ in range(2)
    ]

    assert said[0] == said[1]
    assert lines(entry) == [60]
    assert len(db.session.scalars(select(Review)).all()) == 1


@pytest.mark.parametrize("other", [{"comment": "Other words."}, {"hours": "1:00"}])
def test_another_approval_is_not_the_same(
    visitor: Visitor, people: People, other: dict[str, str]
) -> None:
    (entry,) = waiting(people, 1)
    visitor.signed_in(people.supervisor)
    form = {"version": entry.current_id}
    visitor.post(f"/reviews/{entry.id}/approval", form)
    visitor.post(f"/reviews/{entry.id}/approval", form | other, status=409)
    assert lines(entry) == [90]


def test_somebody_else_s_approval_is_not_ones_own(visitor: Visitor, people: People) -> None:
    (entry,) = waiting(people, 1)
    a_second_supervisor(people, entry)
    form = {"version": entry.current_id}
    visitor.signed_in(people.other_supervisor).post(f"/reviews/{entry.id}/approval", form)
    visitor.signed_in(people.supervisor)
    visitor.post(f"/reviews/{entry.id}/approval", form, status=409)
    assert lines(entry) == [90]


def test_what_was_undone_is_approved_anew(visitor: Visitor, people: People) -> None:
    (entry,) = waiting(people, 1)
    visitor.signed_in(people.supervisor)
    form = {"version": entry.current_id}
    for _ in range(2):
        visitor.post(f"/reviews/{entry.id}/approval", form)
        visitor.post(f"/reviews/{entry.id}/undo")
    assert lines(entry) == [90, -90, 90, -90]
