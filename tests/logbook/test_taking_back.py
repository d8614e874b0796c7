"""A trainee takes an entry back, but not out of the hands of who is reading it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.logbook.models import HourLedger, LogEntry, ReviewOpening
from tests.fieldwork.factories import a_placement, an_entry, form_of
from tests.people import People
from tests.visitor import Visitor


def state_of(entry: LogEntry) -> str:
    return db.session.scalars(select(LogEntry.state).where(LogEntry.id == entry.id)).one()


def page(entry: LogEntry) -> str:
    return f"/placements/{entry.placement_id}/entries/{entry.id}"


def opened(entry: LogEntry, people: People, *, minutes_ago: int) -> None:
    at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    db.session.add(ReviewOpening(entry_id=entry.id, reviewer_id=people.supervisor.id, opened_at=at))
    db.session.commit()


def an_hour_old(people: People) -> LogEntry:
    at = datetime.now(UTC) - timedelta(hours=1)
    return an_entry(a_placement(people), state="submitted", at=at)


def test_while_a_supervisor_reads_it_it_stays(visitor: Visitor, people: People) -> None:
    entry = an_hour_old(people)
    visitor.signed_in(people.supervisor).get(f"/reviews/{entry.id}")

    visitor.signed_in(people.trainee).get(page(entry))
    assert "Sofia Example is reading this since" in visitor.text()
    assert not visitor.all("form[action$=withdrawal]")
    visitor.post(f"{page(entry)}/withdrawal", status=409)

    assert "Tell Sofia Example, who can return it to you." in visitor.text()
    assert state_of(entry) == "submitted"
    visitor.signed_in(people.supervisor).post(
        f"/reviews/{entry.id}/approval", {"version": entry.current_id}
    )
    assert state_of(entry) == "approved"


@pytest.mark.parametrize(("minutes_ago", "state"), [(9, "submitted"), (11, "draft")])
def test_the_lease_ends_by_itself(
    visitor: Visitor, people: People, minutes_ago: int, state: str
) -> None:
    entry = an_hour_old(people)
    opened(entry, people, minutes_ago=minutes_ago)

    visitor.signed_in(people.trainee)
    status = 303 if state == "draft" else 409
    visitor.post(f"{page(entry)}/withdrawal", status=status)

    assert state_of(entry) == state


def test_what_nobody_has_opened_is_taken_back(visitor: Visitor, people: People) -> None:
    entry = an_hour_old(people)
    visitor.signed_in(people.trainee).get(page(entry))
    assert visitor.all("form[action$=withdrawal]")
    visitor.post(f"{page(entry)}/withdrawal")
    assert state_of(entry) == "draft"


def test_a_new_text_is_not_held_by_who_read_the_old_one(visitor: Visitor, people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    visitor.signed_in(people.supervisor).get(f"/reviews/{entry.id}")
    visitor.post(
        f"/reviews/{entry.id}/return",
        {"version": entry.current_id, "comment": "Who was there, in which role?"},
    )
    db.session.refresh(entry)
    again = form_of(entry, facts="The president and two members were there.")
    visitor.signed_in(people.trainee).post(f"{page(entry)}/submission", again)

    visitor.get(page(entry))
    assert visitor.all("form[action$=withdrawal]"), "nobody has opened the new text"
    visitor.signed_in(people.supervisor).get(f"/reviews/{entry.id}")
    visitor.signed_in(people.trainee).post(f"{page(entry)}/withdrawal", status=409)
    assert state_of(entry) == "submitted"


def test_an_old_version_is_not_approved_whoever_was_faster(
    visitor: Visitor, people: People
) -> None:
    """The lease ended and the trainee took it back: the desk still names the old version."""
    entry = an_hour_old(people)
    seen = entry.current_id
    opened(entry, people, minutes_ago=11)
    visitor.signed_in(people.trainee).post(f"{page(entry)}/withdrawal")

    visitor.signed_in(people.supervisor)
    visitor.post(f"/reviews/{entry.id}/approval", {"version": seen}, status=404)

    assert (state_of(entry), db.session.scalar(select(func.count(HourLedger.id)))) == ("draft", 0)
