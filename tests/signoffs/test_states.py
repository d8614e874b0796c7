"""Nobody moves a placement but along the table, whatever is sent and by whom."""

from itertools import product
from random import Random

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEvent
from lms.db import db
from lms.placements.models import Placement
from lms.placements.record import chain_of
from lms.placements.states import (
    CALENDAR,
    COORDINATOR,
    MINIMA,
    MODERATOR,
    NOT_SAMPLED,
    SIGNATURES,
    SUPERVISOR,
    TRANSITIONS,
    IllegalPlacementError,
    move,
)
from tests.long import mostly_long
from tests.people import People
from tests.signoffs.factories import to_be_closed
from tests.visitor import Visitor

STATES = (
    *("proposed", "agreed", "active", "paused", "completing", "assessed", "moderated"),
    *("signed_off", "archived", "withdrawn", "terminated"),
)
ROLES = (CALENDAR, COORDINATOR, MINIMA, MODERATOR, NOT_SAMPLED, SIGNATURES, SUPERVISOR)
WHO = ("trainee", "supervisor", "assessor", "coordinator", "trainer", "classmate", "outsider")
ACTS = ("assessment", "moderation", "signature", "waiver", "corrections")
MAY = {
    ("completing", "assessment"): {"supervisor"},
    ("assessed", "moderation"): {"assessor", "coordinator"},
    ("moderated", "signature"): {"trainee"},  # the others in their turn
}


def test_only_the_table_moves_a_placement() -> None:
    for before, after, role in product(STATES, STATES, ROLES):
        placement = Placement(state=before)
        if role in TRANSITIONS.get((before, after), set()):
            move(placement, after, role)
            assert placement.state == after
        else:
            with pytest.raises(IllegalPlacementError):
                move(placement, after, role)
            assert placement.state == before


def test_nothing_leaves_an_end() -> None:
    ends = {"signed_off", "archived", "withdrawn", "terminated"}
    assert not [pair for pair in TRANSITIONS if pair[0] in ends]


@pytest.mark.parametrize(
    "state",
    mostly_long(
        ["active", "completing", "assessed", "moderated", "signed_off"], but=["signed_off"]
    ),
)
def test_direct_requests_move_it_only_for_whom_the_table_names(
    visitor: Visitor, people: People, state: str
) -> None:
    placement = to_be_closed(people, state=state)
    for who, act in product(WHO, ACTS):
        if who in MAY.get((state, act), set()):
            continue
        visitor.signed_in(getattr(people, who))
        path, head = f"/placements/{placement.id}/sign-off/{act}", head_of(placement)
        form = {"csrf_token": visitor.token(), "seen": head, "back": "1"}
        visitor._send("POST", path, data=form)  # whatever it answers
        assert state_of(placement) == state, (who, act)


@pytest.mark.parametrize("seed", mostly_long(range(3), but=[0]))
def test_a_random_walk_never_leaves_the_table(visitor: Visitor, people: People, seed: int) -> None:
    chance, placement = Random(seed), to_be_closed(people)  # noqa: S311  # a repeatable walk
    before = state_of(placement)
    for _ in range(20):
        who, act = chance.choice(WHO[:4]), chance.choice(ACTS)
        visitor.signed_in(getattr(people, who))
        form = {"csrf_token": visitor.token(), "seen": head_of(placement)}
        if chance.random() < 0.2:
            form |= {"back": "1", "said": "Look at the second week again, please."}
        path = f"/placements/{placement.id}/sign-off/{act}"
        visitor._send("POST", path, data=form)  # whatever it answers
        after = state_of(placement)
        assert after == before or (before, after) in ALONG, (before, after)
        before = after


ALONG = {*TRANSITIONS, ("completing", "moderated")}
"""Closing a placement that is not in the sample takes two steps in one act."""


def state_of(placement: Placement) -> str:
    return db.session.scalars(select(Placement.state).where(Placement.id == placement.id)).one()


def head_of(placement: Placement) -> str:
    chain = AuditEvent.chain == chain_of(placement.id)
    query = select(AuditEvent.digest).where(chain).order_by(AuditEvent.number.desc()).limit(1)
    return db.session.scalars(query).one()
