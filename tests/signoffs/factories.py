"""Placements on their way to an end, each step taken by whom it belongs to."""

from datetime import UTC, datetime
from typing import Any

from lms.db import db
from lms.logbook.models import LogEntry
from lms.placements.models import Placement
from lms.placements.steps import SIGNATURES, Act
from lms.reviews import actions as reviewing
from lms.signoffs import actions
from tests.fieldwork.factories import a_placement, an_entry, rules
from tests.people import People, today

ORDER = ("active", "completing", "assessed", "moderated", "signed_off")


def to_be_closed(people: People, *, state: str = "completing") -> Placement:
    """Everything that is asked is there, and the placement is brought as far as this state."""
    placement = a_placement(people, days_ago=20, days_long=15)
    placement.requirement_set = rules(60)
    approved(placement, people)
    for step in ORDER[1 : ORDER.index(state) + 1]:
        STEPS[step](placement, people)
    db.session.commit()
    return placement


def approved(placement: Placement, people: People, **changes: Any) -> LogEntry:
    changes |= {"activity_date": placement.starts_on, "late_reason": "No power."}
    entry = an_entry(placement, state="submitted", **changes)
    reviewing.approve(
        entry, version=entry.current_id, by=people.supervisor, minutes=90, comment="", at=now()
    )
    return entry


def _complete(placement: Placement, _people: People) -> None:
    actions.complete(placement, at=now())


def _assess(placement: Placement, people: People) -> None:
    actions.assess(placement, by=people.supervisor, at=now(), today=today())


def _moderate(placement: Placement, people: People) -> None:
    actions.moderate(placement, by=people.assessor, at=now())


def _sign(placement: Placement, people: People) -> None:
    for act in SIGNATURES:
        sign(placement, people, act)


def sign(placement: Placement, people: People, act: Act) -> None:
    signers = {
        Act.TRAINEE_SIGNED: people.trainee,
        Act.SUPERVISOR_SIGNED: people.supervisor,
        Act.PROGRAMME_SIGNED: people.coordinator,
    }
    head = actions.record.head_of(placement.id)
    assert head
    said = "I declare that this is as it was."
    actions.sign(placement, act, said, seen=head.digest, by=signers[act], at=now())


STEPS = {
    "completing": _complete,
    "assessed": _assess,
    "moderated": _moderate,
    "signed_off": _sign,
}


def now() -> datetime:
    return datetime.now(UTC)
