"""Trainee and supervisors at one entry at once: nothing is approved unseen or overwritten."""

from datetime import UTC, datetime
from itertools import product

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.editions.models import Role
from lms.logbook import actions
from lms.logbook.models import HourLedger, LogEntry, Review
from lms.placements.models import SupervisorAssignment
from tests.fieldwork.factories import a_placement, an_entry, form_of, writing
from tests.people import People, enrol, today
from tests.visitor import Visitor

NOW = datetime.now(UTC)
STATES = ("draft", "submitted", "queried", "returned", "approved", "locked", "void")
WHO = (
    *("trainee", "classmate", "supervisor", "other_supervisor"),
    *("coordinator", "assessor", "administrator"),
)
ACTS = {
    "submission": "submitted",
    "withdrawal": "draft",
    "removal": "void",
    "approval": "approved",
    "return": "returned",
    "query": "queried",
    "undo": "submitted",
}
ALLOWED = {
    ("trainee", "draft", "submission"),
    ("trainee", "returned", "submission"),
    ("trainee", "queried", "submission"),
    ("trainee", "submitted", "withdrawal"),
    ("trainee", "draft", "removal"),
    ("trainee", "returned", "removal"),
    ("supervisor", "submitted", "approval"),
    ("supervisor", "submitted", "return"),
    ("supervisor", "submitted", "query"),
    ("supervisor", "queried", "approval"),
    ("supervisor", "queried", "return"),
    ("supervisor", "queried", "query"),
    ("supervisor", "approved", "return"),
    ("supervisor", "approved", "undo"),
}
"""Decisions and acts of FIELDWORK 1.2; whatever else is sent changes nothing."""


def counted() -> int:
    return db.session.scalar(select(func.coalesce(func.sum(HourLedger.minutes), 0))) or 0


def words_of(visitor: Visitor, selector: str) -> str:
    return " ".join(node.to_text() for node in visitor.all(selector))


def test_both_versions_are_shown_when_the_trainee_was_faster(
    visitor: Visitor, people: People
) -> None:
    entry = an_entry(a_placement(people), state="submitted", facts="Sixty looms stand idle.")
    seen = entry.current_id
    actions.withdraw(entry, at=NOW)
    changed = writing(facts="Forty looms stand idle, counted twice.")
    actions.write(entry.placement, entry.id, changed, base=seen, recorded_at=NOW, at=NOW)
    actions.submit(entry, at=NOW)

    visitor.signed_in(people.supervisor).post(
        f"/reviews/{entry.id}/approval", {"version": seen, "comment": "Well seen."}, status=409
    )

    assert "Sixty" in words_of(visitor, "[role=alert] del")
    assert "Forty" in words_of(visitor, "[role=alert] ins")
    assert "Well seen." in visitor.page.to_html()
    assert counted() == 0


def test_the_second_of_two_supervisors_sees_the_decision_of_the_first(
    visitor: Visitor, people: People
) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    db.session.add(
        SupervisorAssignment(
            placement_id=entry.placement_id,
            user=people.other_supervisor,
            role="cover",
            from_on=today(),
        )
    )
    db.session.commit()
    form = {"version": entry.current_id, "comment": "Who was there, in which role?"}
    visitor.signed_in(people.other_supervisor).post(f"/reviews/{entry.id}/return", form)

    visitor.signed_in(people.supervisor).post(
        f"/reviews/{entry.id}/approval", {"version": entry.current_id}, status=409
    )

    assert "Sergio Example decided on it" in words_of(visitor, "[role=alert]")
    assert "Who was there, in which role?" in visitor.text()
    assert counted() == 0


def test_the_version_of_another_entry_is_not_shown(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    foreign = an_entry(placement, facts="Still private.")

    visitor.signed_in(people.supervisor).post(
        f"/reviews/{entry.id}/approval", {"version": foreign.current_id}, status=409
    )

    assert "Still private." not in visitor.page.to_html()


@pytest.mark.parametrize(("who", "act"), list(product(WHO, ACTS)))
def test_no_role_moves_an_entry_but_as_the_table_says(
    visitor: Visitor, people: People, who: str, act: str
) -> None:
    placement = a_placement(people)
    entry = an_entry(placement)
    enrol(people.trainee, people.edition, Role.SUPERVISOR)  # and still not of themselves
    person = getattr(people, who)
    reached = set()
    for state in STATES:
        prepare(entry, state, people)
        visitor.signed_in(person)
        base = f"/placements/{placement.id}/entries" if act in TRAINEES else "/reviews"
        visitor._send("POST", f"{base}/{entry.id}/{act}", data=everything(entry, visitor))
        db.session.expire_all()
        after = db.session.scalars(select(LogEntry.state).where(LogEntry.id == entry.id)).one()
        if after != state or ((who, state, act) in ALLOWED and after == ACTS[act]):
            reached.add((who, state, act))
            assert after == ACTS[act]

    assert reached == {row for row in ALLOWED if row[0] == who and row[2] == act}


TRAINEES = ("submission", "withdrawal", "removal")


def prepare(entry: LogEntry, state: str, people: People) -> None:
    """Bring the entry to this state, as if by the acts that lead there."""
    entry.state, entry.submitted_at = state, NOW
    if state == "approved":
        count = select(func.count(Review.id)).where(Review.version_id == entry.current_id)
        db.session.add(
            Review(
                entry_id=entry.id,
                version_id=entry.current_id,
                number=(db.session.scalar(count) or 0) + 1,
                reviewer_id=people.supervisor.id,
                decision="approved",
                minutes_allowed=90,
                decided_at=datetime.now(UTC),
            )
        )
    db.session.commit()


def everything(entry: LogEntry, visitor: Visitor) -> dict[str, object]:
    """A form complete enough for every act."""
    reason = "Who was there, in which role, and how many?"
    form = form_of(entry, facts=f"Sixty members, {entry.state}.")
    sent = {"version": str(entry.current_id), "comment": reason, "hours": "1:30"}
    return form | sent | {"csrf_token": visitor.token()}
