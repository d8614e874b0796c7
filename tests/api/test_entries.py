"""Log entries of a phone: once, in versions, never over what another device wrote."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.api.models import Receipt
from lms.db import db
from lms.logbook import actions
from lms.logbook.models import LogEntry, LogEntryVersion
from lms.placements.models import Placement
from tests.api.sending import an_entry_of, at, now, ten_times
from tests.fieldwork.factories import a_placement, an_entry, form_of
from tests.people import People, today
from tests.visitor import Visitor


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def entries() -> list[tuple[str, int]]:
    rows = db.session.scalars(select(LogEntry).order_by(LogEntry.created_at))
    return [(row.state, row.minutes) for row in rows]


def versions() -> list[LogEntryVersion]:
    query = select(LogEntryVersion).order_by(LogEntryVersion.number)
    return list(db.session.scalars(query))


def test_an_entry_sent_ten_times_is_one_entry(ana: Visitor, placement: Placement) -> None:
    sent = an_entry_of(placement, form_of(), hand_in=True)

    receipts = ten_times(ana, at("entries"), sent)

    assert len(set(receipts)) == 1
    assert entries() == [("submitted", 90)]
    assert [str(row.id) for row in versions()] == [sent["version"]]


def test_the_answer_says_what_the_server_has(ana: Visitor, placement: Placement) -> None:
    number, sent = uuid4(), an_entry_of(placement, form_of())
    answer = ana.put(at("entries", number), sent)

    (version,) = versions()
    assert (answer["version"], answer["digest"]) == (sent["version"], version.digest)
    assert answer["state"] == "draft"
    assert answer["href"] == f"/placements/{placement.id}/entries/{number}"
    ana.get(answer["href"])


def test_a_draft_may_be_short_and_what_is_handed_in_may_not(
    ana: Visitor, placement: Placement
) -> None:
    short = form_of(facts="", next_step="", step="")
    refused = ana.put(at("entries"), an_entry_of(placement, short, hand_in=True), status=422)

    assert refused["error"] == "fields"
    assert refused["fields"]["next_step"] == [
        "Write one next step with a day. “None” is an answer too."
    ]
    assert entries() == []
    ana.put(at("entries"), an_entry_of(placement, short))
    assert entries() == [("draft", 90)]


def test_a_change_names_the_version_it_was_written_over(ana: Visitor, placement: Placement) -> None:
    number, first = uuid4(), an_entry_of(placement, form_of())
    ana.put(at("entries", number), first)

    over = an_entry_of(placement, form_of(hours="2:00"), base=first["version"])
    ana.put(at("entries", number), over)

    assert [(row.number, row.minutes) for row in versions()] == [(1, 90), (2, 120)]
    assert entries() == [("draft", 120)]


def test_a_stale_change_is_refused_with_what_stands_there_now(
    ana: Visitor, placement: Placement
) -> None:
    number, first = uuid4(), an_entry_of(placement, form_of())
    ana.put(at("entries", number), first)
    elsewhere = an_entry_of(placement, form_of(hours="3"), base=first["version"])
    ana.put(at("entries", number), elsewhere)

    late = an_entry_of(placement, form_of(hours="4"), base=first["version"])
    refused = ana.put(at("entries", number), late, status=409)

    assert refused["error"] == "stale_base"
    assert refused["current"]["version"] == elsewhere["version"]
    assert refused["current"]["minutes"] == "180"
    assert entries() == [("draft", 180)]


def test_a_version_is_never_written_anew(ana: Visitor, placement: Placement) -> None:
    number, first = uuid4(), an_entry_of(placement, form_of())
    ana.put(at("entries", number), first)

    other = first | {"fields": first["fields"] | {"facts": ["Something else."]}}
    assert ana.put(at("entries", number), other, status=409)["error"] == "same_id_other_content"
    assert ana.put(at("entries"), first | {"placement": placement.id}, status=200)
    assert len(versions()) == 1


def test_an_entry_that_was_removed_is_gone(ana: Visitor, placement: Placement) -> None:
    entry = an_entry(placement)
    actions.remove(entry, at=datetime.now(UTC))
    db.session.commit()

    refused = ana.put(at("entries", entry.id), an_entry_of(placement, form_of()), status=410)

    assert (refused["error"], refused["told"]) == ("void", "This entry was removed from your log.")


def test_what_is_handed_in_is_not_changed_behind_the_supervisor(
    ana: Visitor, placement: Placement
) -> None:
    entry = an_entry(placement, state="submitted")
    base = str(entry.current_id)

    sent = an_entry_of(placement, form_of(hours="5"), base=base)
    assert ana.put(at("entries", entry.id), sent, status=409)["error"] == "moved_on"


def test_a_late_upload_of_what_was_written_in_time_is_not_late(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people, days_ago=40)
    day, written = today() - timedelta(days=30), datetime.now(UTC) - timedelta(days=29)
    sent = an_entry_of(
        placement,
        form_of(activity_date=day.isoformat()),
        hand_in=True,
        written_at=written.isoformat(),
    )

    visitor.signed_in(people.trainee).put(at("entries"), sent)

    (version,) = versions()
    assert version.recorded_at == written
    assert version.received_at > written + timedelta(days=28)


def test_the_devices_clock_and_zone_stand_beside_its_word(
    ana: Visitor, placement: Placement
) -> None:
    behind = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    sent = an_entry_of(placement, form_of(), time_zone="Asia/Kolkata", written_at=behind)

    ana.put(at("entries"), sent | {"sent_at": behind})

    (version,) = versions()
    assert version.device_time_zone == "Asia/Kolkata"
    assert 3600 <= version.clock_offset_seconds < 3660


@pytest.mark.parametrize("name", ["classmate", "supervisor", "outsider", "stranger", "trainer"])
def test_nobody_else_writes_in_a_log(
    visitor: Visitor, people: People, placement: Placement, name: str
) -> None:
    visitor.signed_in(getattr(people, name))
    sent = an_entry_of(placement, form_of())
    status = 403 if name == "supervisor" else 404

    visitor.put(at("entries"), sent, status=status)

    assert entries() == []
    assert db.session.scalars(select(Receipt)).all() == []


def test_an_id_of_somebody_elses_entry_is_refused(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    theirs = an_entry(placement)
    own = a_placement(people, trainee=people.classmate)
    visitor.signed_in(people.classmate)

    refused = visitor.put(at("entries", theirs.id), an_entry_of(own, form_of()), status=409)

    assert refused["error"] == "same_id_other_content"


def test_a_placement_that_is_over_takes_no_more(visitor: Visitor, people: People) -> None:
    over = a_placement(people, state="archived")
    visitor.signed_in(people.trainee)
    visitor.put(at("entries"), an_entry_of(over, form_of()), status=409)


def test_an_offset_no_column_holds_is_cut(ana: Visitor, placement: Placement) -> None:
    sent: dict[str, Any] = an_entry_of(placement, form_of())
    ana.put(at("entries"), sent | {"sent_at": "0001-01-01T00:00:00Z"})
    assert versions()[0].clock_offset_seconds == 2**31 - 1
    assert now() > "2026"
