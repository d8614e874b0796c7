"""A week read as a whole and approved together: only what was shown, as it was shown."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms.audit import actions as audit
from lms.audit.models import AuditEvent
from lms.db import db
from lms.logbook import actions
from lms.logbook.models import HourLedger, LogEntry
from lms.placements.models import Placement
from lms.placements.record import chain_of
from tests.fieldwork.factories import a_placement, an_entry, writing
from tests.people import People, today
from tests.visitor import Visitor

NOW = datetime.now(UTC)


def counted() -> int:
    return db.session.scalar(select(func.coalesce(func.sum(HourLedger.minutes), 0))) or 0


def states(entries: list[LogEntry]) -> list[str]:
    db.session.expire_all()
    return [entry.state for entry in entries]


def a_week(people: People, *, plain: int = 2) -> tuple[Placement, list[LogEntry]]:
    """Five entries of the first week, then some of this one."""
    placement = a_placement(people, days_ago=10)
    for number in range(5):
        day = placement.starts_on + timedelta(days=number)
        at = NOW - timedelta(days=9, hours=number)
        an_entry(placement, state="submitted", at=at, activity_date=day, facts=f"Early {number}.")
    return placement, [
        an_entry(
            placement,
            state="submitted",
            minutes=60 * (number + 1) if plain < 5 else 60,
            facts=f"Looms of street {number}.",
            activity_date=today() - timedelta(days=number % 3),
        )
        for number in range(plain)
    ]


def page(placement: Placement, number: int = 2) -> str:
    return f"/reviews/placements/{placement.id}/weeks/{number}"


def seen_on(visitor: Visitor) -> dict[str, str]:
    return {"seen": visitor.all("[name=seen]")[0].attrs["value"]}


@pytest.mark.parametrize("plain", [2, 3])
def test_a_week_is_approved_with_the_sum_that_was_shown(
    visitor: Visitor, people: People, plain: int
) -> None:
    placement, entries = a_week(people, plain=plain)
    visitor.signed_in(people.supervisor).get(page(placement))
    assert "Looms of street 1." in visitor.text()
    hours = {2: "3 h", 3: "6 h"}[plain]
    assert f"{plain} entries can be approved together: {hours} would count." in visitor.text()

    visitor.post(f"{page(placement)}/approvals", seen_on(visitor))

    assert (set(states(entries)), counted()) == ({"approved"}, {2: 180, 3: 360}[plain])
    noted = select(func.count()).where(AuditEvent.act == "entry.approved")
    assert db.session.scalar(noted) == plain


@pytest.mark.parametrize("plain", [1, 3, 25])
def test_a_week_of_many_costs_as_much_as_one_of_few(
    visitor: Visitor, people: People, plain: int
) -> None:
    placement, entries = a_week(people, plain=plain)
    visitor.signed_in(people.supervisor).get(page(placement))
    assert visitor.statements == 4

    visitor.post(f"{page(placement)}/approvals", seen_on(visitor))

    assert visitor.statements in {10, 11}, "PostgreSQL locks the placement besides"
    assert isinstance(audit.walk(chain_of(placement.id)), audit.Head), "the chain holds"
    assert set(states(entries)) == {"approved"}


def test_the_first_five_are_decided_one_by_one(visitor: Visitor, people: People) -> None:
    placement, _entries = a_week(people)
    visitor.signed_in(people.supervisor).get(page(placement, 1))
    assert "among the first five" in visitor.text()
    assert not visitor.all("[name=seen]")


def test_what_is_flagged_or_asked_is_decided_by_itself(visitor: Visitor, people: People) -> None:
    placement, entries = a_week(people)
    late = an_entry(placement, state="submitted", facts="Late.", late_reason="No power.")
    asked = {"version": entries[1].current_id, "comment": "Which street?"}
    visitor.signed_in(people.supervisor).post(f"/reviews/{entries[1].id}/query", asked)
    visitor.get(page(placement))
    assert "written long after" in visitor.text()

    forged = f"{late.id}:{late.current_id} {entries[1].id}:{entries[1].current_id}"
    visitor.post(f"{page(placement)}/approvals", {"seen": forged}, status=409)
    visitor.get(page(placement))
    visitor.post(f"{page(placement)}/approvals", seen_on(visitor))

    assert states([entries[0], entries[1], late]) == ["approved", "queried", "submitted"]


def test_nothing_is_approved_when_one_text_has_changed(visitor: Visitor, people: People) -> None:
    placement, entries = a_week(people)
    visitor.signed_in(people.supervisor).get(page(placement))
    form, base = seen_on(visitor), entries[0].current_id
    actions.withdraw(entries[0], at=NOW)
    changed = writing(facts="Changed while you read.")
    actions.write(placement, entries[0].id, changed, base=base, recorded_at=NOW, at=NOW)
    actions.submit(entries[0], at=NOW)

    visitor.post(f"{page(placement)}/approvals", form, status=409)

    assert "Nothing was approved" in visitor.text()
    assert "Changed while you read." in visitor.text()
    assert (states(entries), counted()) == (["submitted", "submitted"], 0)


def test_there_is_no_returning_together(visitor: Visitor, people: People) -> None:
    placement, _entries = a_week(people)
    visitor.signed_in(people.supervisor).post(f"{page(placement)}/returns", {}, status=404)


@pytest.mark.parametrize(
    ("who", "status"), [("trainee", 403), ("classmate", 404), ("coordinator", 403)]
)
def test_only_its_supervisor_opens_it(
    visitor: Visitor, people: People, who: str, status: int
) -> None:
    placement, entries = a_week(people)
    form = {"seen": f"{entries[0].id}:{entries[0].current_id}"}
    visitor.signed_in(getattr(people, who)).get(page(placement), status=status)
    visitor.post(f"{page(placement)}/approvals", form, status=status)
    assert counted() == 0
