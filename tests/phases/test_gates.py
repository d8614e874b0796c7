"""Phases: the trainee shows proofs of a milestone, the supervisor opens the gate or not yet."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from lms.content import library
from lms.db import db
from lms.phases import gates
from lms.phases.models import MilestoneReview
from lms.placements.models import Placement
from tests.fieldwork.factories import YEAR, a_placement, a_year
from tests.people import People
from tests.visitor import Visitor

SEEN = "The sheet with five signatures lies with the chair, copy sent on Monday."


def proofs(placement: Placement, number: int = 1) -> dict[str, str]:
    del placement
    milestone = library().courses[YEAR].fieldwork.periods[number - 1].milestone
    assert milestone
    return {f"evidence-{n}": SEEN for n in range(len(milestone.proof))}


def reviews() -> list[MilestoneReview]:
    return list(db.session.scalars(select(MilestoneReview).order_by(MilestoneReview.id)))


def a_request(placement: Placement, milestone: str = "m1") -> MilestoneReview:
    gates.ask(placement, milestone, evidence=[SEEN], at=datetime.now(UTC))
    db.session.commit()
    return reviews()[-1]


def open_first_gate(placement: Placement) -> None:
    asked = a_request(placement)
    asked.decision, asked.decided_at = "opened", datetime.now(UTC)
    asked.reviewer = placement.assignments[0].user
    db.session.commit()


def decision(asked: MilestoneReview, **changes: str) -> dict[str, str]:
    plain = {
        "seen": asked.asked_at.isoformat(),
        "entrustment": "3",
        "reason": "Five of seven signed with their own pen; the sixth asks for a week.",
    }
    return plain | changes


def test_a_placement_by_weeks_has_no_phases(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}/phases/1", status=404)


def test_the_first_phase_is_open_and_the_others_wait(visitor: Visitor, people: People) -> None:
    placement = a_year(people)
    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}")

    marks = [" ".join(node.to_text().split()) for node in visitor.all(".phase")]
    assert [mark.rpartition(" ")[2] for mark in marks] == ["here", *["yet"] * 4]
    assert "Phase 1 of 5" in visitor.text()
    assert visitor.statements == 8


def test_the_trainee_asks_for_the_gate_with_proofs(visitor: Visitor, people: People) -> None:
    placement = a_year(people)
    path = f"/placements/{placement.id}/phases/1"

    visitor.signed_in(people.trainee).post(f"{path}/evidence", proofs(placement))

    asked = reviews()[0]
    assert (asked.milestone, asked.number, set(asked.evidence)) == ("m1", 1, {SEEN})
    visitor.get(path)
    assert "Waits for the supervisor" in visitor.text()


def test_each_proof_is_named_once_and_none_looks_done(visitor: Visitor, people: People) -> None:
    placement = a_year(people)
    path, proof = f"/placements/{placement.id}/phases", "Two signers, chosen by the supervisor"

    visitor.signed_in(people.trainee).get(f"{path}/1")
    assert (visitor.text().count(proof), len(visitor.all(".proofs-asked"))) == (1, 0)

    visitor.get(f"{path}/2")
    assert (len(visitor.all(".proofs-asked li")), len(visitor.all(".ticks"))) == (5, 0)


def test_the_supervisor_sees_what_was_shown_without_a_click(
    visitor: Visitor, people: People
) -> None:
    asked = a_request(a_year(people))

    visitor.signed_in(people.supervisor).get(f"/placements/{asked.placement_id}/phases/1")

    assert len(visitor.all("details[open] .proofs dd")) == 1


def test_a_proof_that_says_nothing_is_sent_back(visitor: Visitor, people: People) -> None:
    placement = a_year(people)
    form = proofs(placement) | {"evidence-0": "Yes"}

    visitor.signed_in(people.trainee).post(
        f"/placements/{placement.id}/phases/1/evidence", form, status=422
    )

    assert "Say in a sentence where your supervisor can see this." in visitor.text()
    assert visitor.all("#evidence-0")[0].to_text().strip() == "Yes"
    assert reviews() == []


def test_asking_again_renews_the_proofs_of_the_same_request(people: People) -> None:
    placement = a_year(people)
    a_request(placement)
    gates.ask(placement, "m1", evidence=["Newer: all seven signed."], at=datetime.now(UTC))

    assert [row.evidence for row in reviews()] == [["Newer: all seven signed."]]


def test_a_later_gate_cannot_be_asked_for(visitor: Visitor, people: People) -> None:
    placement = a_year(people)
    path = f"/placements/{placement.id}/phases/2"

    visitor.signed_in(people.trainee).post(f"{path}/evidence", proofs(placement, 2), status=409)

    assert "The gate moved while you were writing" in visitor.text()
    assert reviews() == []


@pytest.mark.parametrize(
    ("verb", "kept", "said"),
    [("opening", "opened", "Reached on"), ("postponement", "not_yet", "Not yet: read why")],
)
def test_the_supervisor_decides_with_reasons(
    visitor: Visitor, people: People, verb: str, kept: str, said: str
) -> None:
    placement = a_year(people)
    asked = a_request(placement)
    path = f"/placements/{placement.id}/phases/1"

    visitor.signed_in(people.supervisor).post(f"{path}/{verb}", decision(asked))

    row = reviews()[0]
    assert (row.decision, row.entrustment, row.reviewer_id) == (kept, 3, people.supervisor.id)
    visitor.signed_in(people.trainee).get(path)
    assert said in visitor.text()
    assert "the sixth asks for a week" in visitor.text()


def test_an_open_gate_makes_the_next_phase_the_present_one(people: People) -> None:
    placement = a_year(people)
    open_first_gate(placement)

    phases = gates.phases_of(placement, reviews())

    present = gates.current(phases)
    assert present
    assert (present.number, present.asked.milestone) == (2, "m2")
    assert [phase.is_locked for phase in phases] == [False, False, True, True, True]


def test_the_plan_says_in_which_phase_one_would_be(people: People) -> None:
    placement = a_year(people, days_ago=100)
    phases = gates.phases_of(placement, [])

    by_plan = gates.planned(phases, placement.starts_on.replace(year=placement.starts_on.year + 1))

    assert by_plan
    assert by_plan.number == 5


@pytest.mark.parametrize(("days_ago", "said"), [(40, False), (100, True)])
def test_a_closed_gate_that_the_plan_has_left_behind_is_said(
    visitor: Visitor, people: People, days_ago: int, said: bool
) -> None:
    placement = a_year(people, days_ago=days_ago)

    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}")

    assert ("By the plan, phase 2 has begun." in visitor.text()) is said


def test_after_a_refusal_the_trainee_asks_once_more(visitor: Visitor, people: People) -> None:
    placement = a_year(people)
    asked = a_request(placement)
    path = f"/placements/{placement.id}/phases/1"
    visitor.signed_in(people.supervisor).post(f"{path}/postponement", decision(asked))

    visitor.signed_in(people.trainee).post(f"{path}/evidence", proofs(placement))

    assert [(row.number, row.decision) for row in reviews()] == [(1, "not_yet"), (2, None)]


def test_a_decision_without_a_reason_is_sent_back(visitor: Visitor, people: People) -> None:
    placement = a_year(people)
    asked = a_request(placement)

    visitor.signed_in(people.supervisor).post(
        f"/placements/{placement.id}/phases/1/opening",
        decision(asked, reason="Good"),
        status=422,
    )

    assert "Say it in a sentence." in visitor.text()
    assert reviews()[0].decision is None


def test_proofs_that_changed_are_read_again_before_the_decision(
    visitor: Visitor, people: People
) -> None:
    placement = a_year(people)
    old = decision(a_request(placement))
    gates.ask(placement, "m1", evidence=["Newer: two withdrew."], at=datetime.now(UTC))
    db.session.commit()

    visitor.signed_in(people.supervisor).post(
        f"/placements/{placement.id}/phases/1/opening", old, status=409
    )

    assert reviews()[0].decision is None
    assert "the sixth asks for a week" in visitor.text()


def test_the_second_click_changes_nothing(visitor: Visitor, people: People) -> None:
    placement = a_year(people)
    form = decision(a_request(placement))
    path = f"/placements/{placement.id}/phases/1"
    visitor.signed_in(people.supervisor).post(f"{path}/opening", form)
    first = reviews()[0].decided_at

    visitor.post(f"{path}/opening", form)
    visitor.post(f"{path}/postponement", form, status=409)

    assert [(row.decision, row.decided_at) for row in reviews()] == [("opened", first)]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("trainee", 403),
        ("coordinator", 403),
        ("assessor", 403),
        ("classmate", 404),
        ("other_supervisor", 404),
        ("stranger", 404),
    ],
)
def test_only_the_supervisor_decides(
    visitor: Visitor, people: People, name: str, status: int
) -> None:
    placement = a_year(people)
    form = decision(a_request(placement))

    visitor.signed_in(getattr(people, name)).post(
        f"/placements/{placement.id}/phases/1/opening", form, status=status
    )

    assert reviews()[0].decision is None


@pytest.mark.parametrize("name", ["supervisor", "coordinator", "administrator"])
def test_nobody_asks_for_the_trainee(visitor: Visitor, people: People, name: str) -> None:
    placement = a_year(people)

    visitor.signed_in(getattr(people, name)).post(
        f"/placements/{placement.id}/phases/1/evidence", proofs(placement), status=403
    )

    assert reviews() == []


def test_today_tells_the_supervisor_that_a_gate_waits(visitor: Visitor, people: People) -> None:
    placement = a_year(people)
    a_request(placement)

    visitor.signed_in(people.supervisor).get("/")

    assert "Ana Example asks for the next phase" in visitor.text()
    links = [node.attrs["href"] for node in visitor.all(".waiting a")]
    assert links == [f"/placements/{placement.id}/phases/1"]


def test_a_decided_gate_waits_for_nobody(visitor: Visitor, people: People) -> None:
    open_first_gate(a_year(people))
    visitor.signed_in(people.supervisor).get("/")
    assert "asks for the next phase" not in visitor.text()
