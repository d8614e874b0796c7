"""Every act about a placement stands in its own chain, and a changed event is found."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import content
from lms.audit import actions as audit
from lms.audit.models import AuditEvent
from lms.db import db
from lms.grading.actions import Marking
from lms.logbook import actions as logbook
from lms.logbook.models import HourLedger
from lms.pauses import actions as pauses
from lms.placements.models import Placement
from lms.placements.record import chain_of
from lms.reviews import actions as reviewing
from lms.stretches.actions import assess
from tests.fieldwork.factories import a_placement, a_year, an_entry, writing
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

    assert [(event.act, event.actor_id) for event in events] == [
        ("entry.written", people.trainee.id),
        ("entry.submitted", people.trainee.id),
        ("entry.approved", people.supervisor.id),
        ("entry.reopened", people.supervisor.id),
        ("stretch.assessed", people.supervisor.id),
        ("pause.granted", people.coordinator.id),
    ]
    assert len({event.details["digest"] for event in (events[0], *events[2:4])}) == 1


def test_the_record_has_every_line_of_the_ledger(people: People) -> None:
    placement = decided(people)

    noted = [event.details.get("minutes") for event in events_of(placement)]
    lines = db.session.scalars(select(HourLedger.minutes).order_by(HourLedger.id)).all()

    assert [minutes for minutes in noted if minutes] == list(lines) == [60, -60]


def test_what_a_trainee_takes_back_rewrites_and_removes_is_on_record(people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    logbook.withdraw(entry, at=NOW)
    said = {"base": entry.current_id, "recorded_at": NOW, "at": NOW}
    logbook.write(placement, entry.id, writing(facts="Forty-two."), **said, hand_in=True)
    logbook.withdraw(entry, at=NOW)
    logbook.remove(entry, at=NOW)
    db.session.commit()

    events = events_of(placement)

    assert [event.act.removeprefix("entry.") for event in events] == [
        *("written", "submitted", "withdrawn"),
        *("submitted", "withdrawn", "removed"),
    ]
    assert events[3].details["version"] == 2
    assert events[3].details["digest"] == writing(facts="Forty-two.").digest


def test_a_placement_begins_its_record_with_its_rules_and_its_people(people: People) -> None:
    placement = a_year(people)

    first = events_of(placement)[0]

    assert (first.act, first.number) == ("placement.proposed", 1)
    assert first.details == {
        "rules": placement.requirement_set.digest,
        "people": [[people.supervisor.id, "primary", today().isoformat()]],
    }


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

    assert "entry.approved" not in {event.act for event in events_of(placement)}


def test_the_chain_holds_and_a_change_in_it_is_found(people: People) -> None:
    placement = decided(people)
    chain = chain_of(placement.id)
    heads = [each for each in audit.verify() if each.chain == chain]
    assert [type(each) for each in heads] == [audit.Head]

    events = events_of(placement)
    events[1].details = events[1].details | {"minutes": 600}

    assert audit.digest_of(events[1], events[0].digest) != events[1].digest
    db.session.rollback()
