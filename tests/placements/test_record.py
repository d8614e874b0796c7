"""Every decision about a placement stands in its own chain, and a changed event is found."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import content
from lms.audit import actions as audit
from lms.audit.models import AuditEvent
from lms.db import db
from lms.grading.actions import Marking
from lms.pauses import actions as pauses
from lms.placements.models import Placement
from lms.placements.record import chain_of
from lms.reviews import actions as reviewing
from lms.stretches.actions import assess
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, today

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def decided(people: People) -> Placement:
    """An entry approved and opened again, a week assessed twice with the same words, a pause."""
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    assert entry.current_id
    said = {"version": entry.current_id, "by": people.supervisor, "at": NOW}
    reviewing.approve(entry, **said, minutes=60, comment="")
    reviewing.return_entry(entry, **said, reason="Which 41? Name the list.")
    rubric = content.library().rubrics["log"]
    levels = {row.id: 3 for row in rubric.criteria}
    for seen in (0, 1):
        marking = Marking(rubric, levels, "Facts are strong; date the next step.", seen)
        assess(placement, "week:1", marking, by=people.supervisor, at=NOW)
    first = today() + timedelta(days=2)
    pause = pauses.ask(placement, first_on=first, last_on=first, reason="A funeral.", at=NOW)
    pauses.decide(pause, granted=True, remark="", by=people.coordinator, at=NOW)
    db.session.commit()
    return placement


def events_of(placement: Placement) -> list[AuditEvent]:
    query = select(AuditEvent).where(AuditEvent.chain == chain_of(placement.id))
    return list(db.session.scalars(query.order_by(AuditEvent.number)))


def test_decisions_are_on_record_once_each_with_who_and_what(people: People) -> None:
    events = events_of(decided(people))

    assert [event.act for event in events] == [
        "entry.approved",
        "entry.reopened",
        "stretch.assessed",
        "pause.granted",
    ]
    assert {event.actor_id for event in events[:3]} == {people.supervisor.id}
    assert events[0].details["minutes"] == 60
    assert events[0].details["digest"] == events[1].details["digest"]


def test_the_record_repeats_nothing_that_people_wrote(people: People) -> None:
    said = str([event.details for event in events_of(decided(people))])

    for words in ("Which 41", "funeral", "Facts are strong", "president"):
        assert words not in said


def test_what_fails_leaves_no_event(people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    other = an_entry(placement)
    assert other.current_id

    with pytest.raises(reviewing.UnseenVersionError):
        reviewing.approve(
            entry, version=other.current_id, by=people.supervisor, minutes=60, comment="", at=NOW
        )

    assert events_of(placement) == []


def test_the_chain_holds_and_a_change_in_it_is_found(people: People) -> None:
    placement = decided(people)
    chain = chain_of(placement.id)
    heads = [each for each in audit.verify() if each.chain == chain]
    assert [type(each) for each in heads] == [audit.Head]

    events = events_of(placement)
    events[1].details = events[1].details | {"minutes": 600}

    assert audit.digest_of(events[1], events[0].digest) != events[1].digest
    db.session.rollback()
