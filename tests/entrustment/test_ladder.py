"""The ladder of entrustment: said by the supervisor, read by all who see the placement, no mark."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from lms.audit.models import AuditEvent
from lms.db import db
from lms.entrustment.models import Entrustment
from lms.phases import gates
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement, a_year
from tests.people import People
from tests.visitor import Visitor

SEEN = "She led the meeting of the dyers alone; I spoke once."
NOW = datetime.now(UTC)


def page(placement: Placement) -> str:
    return f"/placements/{placement.id}/entrustment"


def said() -> list[tuple[int, str]]:
    rows = db.session.scalars(select(Entrustment).order_by(Entrustment.id))
    return [(row.step, row.seen) for row in rows]


def marks_on(visitor: Visitor) -> list[int]:
    """How many marks each rung has, from the highest."""
    return [len(rung.query(".rung-marks li")) for rung in visitor.all(".rung")]


def a_decided_gate(people: People, entrustment: int) -> Placement:
    placement = a_year(people)
    asked_at = NOW - timedelta(days=3)
    gates.ask(placement, "m1", evidence=["Sheet 4.", "Map."], at=asked_at)
    gates.decide(
        placement,
        "m1",
        seen=asked_at,
        decision=gates.OPENED,
        reason="The map names who is missing.",
        entrustment=entrustment,
        by=people.supervisor,
        at=NOW - timedelta(days=2),
    )
    db.session.commit()
    return placement


@pytest.mark.parametrize("clicks", [1, 2])
def test_what_the_supervisor_says_stands_on_its_rung(
    visitor: Visitor, people: People, clicks: int
) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.supervisor)
    for _ in range(clicks):
        visitor.post(page(placement), {"step": "3", "seen": SEEN})

    assert said() == [(3, SEEN)]
    for reader in (people.supervisor, people.trainee, people.assessor, people.coordinator):
        visitor.signed_in(reader).get(page(placement))
        assert marks_on(visitor) == [0, 0, 1, 0, 0]
        assert SEEN in visitor.text()
        assert "It is no mark" in visitor.text()
    acts = select(AuditEvent.act, AuditEvent.actor_id).order_by(AuditEvent.id.desc())
    assert db.session.execute(acts).first() == ("entrustment.said", people.supervisor.id)


def test_answers_at_gates_stand_on_the_same_ladder(visitor: Visitor, people: People) -> None:
    placement = a_decided_gate(people, 4)
    visitor.signed_in(people.supervisor).post(page(placement), {"step": "2", "seen": SEEN})

    visitor.signed_in(people.trainee).get(page(placement))

    assert marks_on(visitor) == [0, 1, 0, 1, 0]
    assert "Phase 1" in visitor.all(".rung-marks a")[0].to_text()
    assert "with me on call" in visitor.all(".rung-now")[0].to_text(), "the last, not the highest"
    assert visitor.all(".timeline-when")[1].to_text().endswith("Phase 1")


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"seen": SEEN}, "Choose one step of the ladder."),
        ({"step": "6", "seen": SEEN}, "Not a valid choice"),
        ({"step": "3", "seen": "Good."}, "Say it in a sentence."),
    ],
)
def test_half_an_answer_is_none_and_keeps_what_was_typed(
    visitor: Visitor, people: People, form: dict[str, str], told: str
) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.supervisor).post(page(placement), form, status=422)
    assert told in visitor.text()
    assert visitor.all("textarea[name=seen]")[0].typed() == form["seen"]
    assert said() == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("trainee", 403), ("assessor", 403), ("coordinator", 403), ("classmate", 404)],
)
def test_only_its_supervisor_says_it(
    visitor: Visitor, people: People, who: str, status: int
) -> None:
    placement = a_placement(people)
    form = {"step": "5", "seen": SEEN}
    visitor.signed_in(getattr(people, who)).post(page(placement), form, status=status)
    assert said() == []


def test_nothing_is_said_of_one_that_has_ended(visitor: Visitor, people: People) -> None:
    placement = a_placement(people, state="signed_off")
    visitor.signed_in(people.supervisor).get(page(placement))
    assert not visitor.all("form[action$=entrustment]")
    answer = visitor._send("POST", page(placement), data={"csrf_token": visitor.token()})
    assert answer.status_code in {403, 409}


@pytest.mark.parametrize("change", ["UPDATE entrustment SET step = 5", "DELETE FROM entrustment"])
def test_what_was_said_stays(visitor: Visitor, people: People, change: str) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.supervisor).post(page(placement), {"step": "1", "seen": SEEN})
    with pytest.raises(DatabaseError):
        db.session.execute(text(change))
    db.session.rollback()
    assert said() == [(1, SEEN)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.supervisor)
    for number in range(count):
        visitor.post(page(placement), {"step": "2", "seen": f"{SEEN} {number}"})
    visitor.get(page(placement))
    assert visitor.statements == 5
    assert sum(marks_on(visitor)) == count
