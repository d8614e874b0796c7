"""An entry is handed in while its photos are on their way; it is approved when they are here."""

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.evidence import actions
from lms.evidence.models import Evidence
from lms.files.kinds import Refusal
from lms.logbook.models import HourLedger, LogEntry
from tests.evidence.factories import expected, received, rows
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def entry(people: People) -> LogEntry:
    return an_entry(a_placement(people), state="submitted")


def approve(visitor: Visitor, entry: LogEntry, *, status: int) -> None:
    fields = {"version": entry.current_id, "comment": "Good counting."}
    visitor.post(f"/reviews/{entry.id}/approval", fields, status=status)


def counted() -> int:
    return db.session.scalar(select(func.coalesce(func.sum(HourLedger.minutes), 0))) or 0


@pytest.mark.parametrize("state", ["expected", "uploading", "refused"])
def test_what_has_not_arrived_holds_the_approval_and_nothing_typed_is_lost(
    visitor: Visitor, people: People, entry: LogEntry, state: str
) -> None:
    row = expected(entry)
    row.state, row.refusal = state, Refusal.UNKNOWN.value if state == "refused" else ""
    visitor.signed_in(people.supervisor).get(f"/reviews/{entry.id}")
    assert "Not everything has arrived." in visitor.text()

    approve(visitor, entry, status=422)

    assert "Photos or papers have not arrived." in visitor.text()
    assert "Good counting." in visitor.page.to_html()
    assert (entry.state, counted()) == ("submitted", 0)


def test_what_has_arrived_or_was_withdrawn_does_not(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    row, gone = received(entry), expected(entry, b"%PDF-1.7 a paper")
    actions.withdraw(gone, reason="mistake", by=people.trainee, at=gone.added_at)
    visitor.signed_in(people.supervisor).get(f"/reviews/{entry.id}")
    assert [node.attrs["alt"] for node in visitor.all(".evidence img")] == [row.caption]

    approve(visitor, entry, status=303)

    assert counted() == 90


def test_a_reviewer_who_says_why_decides_without_it(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    row = expected(entry)
    waiver = waiver_of(entry, row)
    visitor.signed_in(people.supervisor).post(waiver, {"reason": " "}, status=422)
    assert "Say why it is not needed." in visitor.text()
    approve(visitor, entry, status=422)

    visitor.post(waiver, {"reason": "The phone was stolen; the list is with me."})
    approve(visitor, entry, status=303)

    assert counted() == 90
    visitor.get(f"/placements/{entry.placement_id}/entries/{entry.id}")
    assert "Not needed: The phone was stolen" in visitor.text()


def waiver_of(entry: LogEntry, row: Evidence) -> str:
    where = f"/placements/{entry.placement_id}/entries/{entry.id}"
    return f"{where}/evidence/{row.digest}/waiver"


@pytest.mark.parametrize("who", ["trainee", "coordinator", "assessor"])
def test_nobody_but_the_reviewer_waives(
    visitor: Visitor, people: People, entry: LogEntry, who: str
) -> None:
    row = expected(entry)
    visitor.signed_in(getattr(people, who))
    visitor.post(waiver_of(entry, row), {"reason": "Not needed."}, status=403)
    assert rows()[0].waived_at is None


def test_returning_and_asking_do_not_wait_for_photos(
    visitor: Visitor, people: People, entry: LogEntry
) -> None:
    expected(entry)
    fields = {"version": entry.current_id, "comment": "Which two dryers?"}
    visitor.signed_in(people.supervisor).post(f"/reviews/{entry.id}/query", fields)
    assert entry.state == "queried"
